#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/range.h"

namespace core {

/// The members of a stranger's JSON object, each checked before it is taken: one that is missing, of another
/// type or out of range throws Error with its name. Object and `where`, the text's name, must outlive it.
class JsonFields {
 public:
  /// `what` is what the object is, in messages; `hint` what to try.
  JsonFields(const Json& object, const std::string& where, std::string what = "the request",
             std::string hint = {});

  int integer(const char* key, const Range<int>& range) const;
  double number(const char* key, const Range<double>& range) const;
  bool flag(const char* key) const;
  std::uint64_t seed(const char* key) const;
  std::string text(const char* key) const;  // at most 4,096 bytes

  std::vector<int> integers(const char* key) const;
  std::vector<std::uint64_t> seeds(const char* key) const;
  std::vector<std::string> texts(const char* key) const;

  bool has(const char* key) const { return object_.contains(key); }

  const Json& member(const char* key) const;
  const Json& array(const char* key) const;  // of at most 100,000 values
  [[noreturn]] void bad(const std::string& key) const;

 protected:
  template <class Value>
  Value known(const std::optional<Value>& value, const char* key) const {
    if (!value) bad(key);
    return *value;
  }

  std::uint64_t seed_of(const Json& value, const char* key) const;

 private:
  std::string text_of(const Json& value, const char* key) const;

  const Json& object_;
  const std::string& where_;
  std::string what_, hint_;
};

}  // namespace core
