#include "core/model/tensor_facts.h"

namespace core {

std::string shape_text(const TensorFacts& tensor) {
  std::string text;
  for (const std::int64_t length : tensor.shape) text += (text.empty() ? "" : " x ") + std::to_string(length);
  return text.empty() ? "one value" : text;
}

std::string non_finite_words(const std::vector<TensorFacts>& tensors) {
  std::string first;
  int more = -1;
  for (const TensorFacts& tensor : tensors) {
    if (tensor.non_finite == 0) continue;
    if (++more == 0) first = "\"" + tensor.name + "\"";
  }
  if (more < 0) return {};
  if (more == 0) return first + " holds NaN or infinity";
  return first + " and " + std::to_string(more) + (more == 1 ? " more tensor" : " more tensors") +
         " hold NaN or infinity";
}

}  // namespace core
