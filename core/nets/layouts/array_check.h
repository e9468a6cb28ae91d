#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/nets/layouts/layout.h"

namespace nets {

/// Compares a file's arrays with the nets it should hold, before anything is made or copied: a file's claims
/// about its sizes allocate nothing.
class ArrayCheck {
 public:
  explicit ArrayCheck(const io::WeightsFile& file) : file_(file) {}

  /// The array must be there with this shape and of a floating-point type or not.
  void expect(const std::string& name, const std::vector<std::int64_t>& shape, bool is_floating);
  /// The same of every tensor of a net.
  void expect(const std::vector<StageLayout>& stages, const std::string& prefix);
  /// Throws core::Error listing the first few problems; with `allow_extra` false, tensors nobody expected
  /// count as well.
  void finish(const std::string& where, bool allow_extra = false) const;

 private:
  const io::WeightsFile& file_;
  std::unordered_set<std::string> expected_;
  std::vector<std::string> problems_;
};

}  // namespace nets
