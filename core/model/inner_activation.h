#pragma once

#include <optional>
#include <string_view>

namespace core {

/// What a generator's layers before the last do with their values.
enum class InnerActivation { kRelu, kLeakyRelu };

inline std::string_view inner_activation_name(InnerActivation activation) {  // for files and command lines
  return activation == InnerActivation::kLeakyRelu ? "leaky" : "relu";
}

inline const char* inner_activation_symbol(InnerActivation activation) {  // for people
  return activation == InnerActivation::kLeakyRelu ? "LeakyReLU 0.2" : "ReLU";
}

inline std::optional<InnerActivation> parse_inner_activation(std::string_view name) {
  for (const InnerActivation one : {InnerActivation::kRelu, InnerActivation::kLeakyRelu})
    if (name == inner_activation_name(one)) return one;
  return std::nullopt;
}

}  // namespace core
