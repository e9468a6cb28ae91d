#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace core {

/// One tensor of a weights file, as it stands there.
struct TensorFacts {
  std::string name;  // printable: control characters and malformed bytes are '?'
  std::string type;  // "F32"
  std::vector<std::int64_t> shape;
  std::int64_t non_finite = 0;  // values that are NaN or infinite
};

/// "64 x 3 x 4 x 4"; "one value".
std::string shape_text(const TensorFacts& tensor);
/// "\"main.3.weight\" and 2 more tensors hold NaN or infinity"; empty where none does.
std::string non_finite_words(const std::vector<TensorFacts>& tensors);

/// A file of weights that are no net this program knows. The line names the first tensors, this has them all.
class UnknownTensors : public Error {
 public:
  UnknownTensors(std::string what, std::string where, std::string hint, std::vector<TensorFacts> tensors)
      : Error(std::move(what), std::move(where), std::move(hint)), tensors_(std::move(tensors)) {}

  const std::vector<TensorFacts>& tensors() const noexcept { return tensors_; }

 private:
  std::vector<TensorFacts> tensors_;
};

}  // namespace core
