#include "core/session/tensor_facts.h"

namespace core {

std::string shape_text(const TensorFacts& tensor) {
  std::string text;
  for (const std::int64_t length : tensor.shape) text += (text.empty() ? "" : " x ") + std::to_string(length);
  return text.empty() ? "one value" : text;
}

}  // namespace core
