#include "core/base/json_fields.h"

#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/base/json_number.h"

namespace core {
namespace {

constexpr std::size_t kLongestText = 4096, kMostValues = 100000;

}  // namespace

JsonFields::JsonFields(const Json& object, const std::string& where, std::string what, std::string hint)
    : object_(object), where_(where), what_(std::move(what)), hint_(std::move(hint)) {
  if (!object.is_object()) bad("the request");
}

int JsonFields::integer(const char* key, const Range<int>& range) const {
  return known(whole_number(member(key), range.low, range.high), key);
}

double JsonFields::number(const char* key, const Range<double>& range) const {
  return known(real_number(member(key), range.low, range.high), key);
}

bool JsonFields::flag(const char* key) const {
  if (!member(key).is_boolean()) bad(key);
  return member(key).get<bool>();
}

std::uint64_t JsonFields::seed(const char* key) const {
  return seed_of(member(key), key);
}

std::string JsonFields::text(const char* key) const {
  return text_of(member(key), key);
}

std::vector<int> JsonFields::integers(const char* key) const {
  constexpr int kAny = std::numeric_limits<int>::max();
  std::vector<int> list;
  for (const Json& value : array(key)) list.push_back(known(whole_number(value, -kAny, kAny), key));
  return list;
}

std::vector<std::uint64_t> JsonFields::seeds(const char* key) const {
  std::vector<std::uint64_t> list;
  for (const Json& value : array(key)) list.push_back(seed_of(value, key));
  return list;
}

std::vector<std::string> JsonFields::texts(const char* key) const {
  std::vector<std::string> list;
  for (const Json& value : array(key)) list.push_back(text_of(value, key));
  return list;
}

const Json& JsonFields::member(const char* key) const {
  if (!object_.contains(key)) bad(key);
  return object_.at(key);
}

const Json& JsonFields::array(const char* key) const {
  const Json& value = member(key);
  if (!value.is_array() || value.size() > kMostValues) bad(key);
  return value;
}

void JsonFields::bad(const std::string& key) const {
  throw Error("cannot read " + what_ + ", \"" + key + "\" is missing or out of range", where_, hint_);
}

std::uint64_t JsonFields::seed_of(const Json& value, const char* key) const {
  return known(whole_number<std::uint64_t>(value, 0, std::numeric_limits<std::uint64_t>::max()), key);
}

std::string JsonFields::text_of(const Json& value, const char* key) const {
  if (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestText) bad(key);
  return value.get<std::string>();
}

}  // namespace core
