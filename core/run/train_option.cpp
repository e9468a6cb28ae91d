#include "core/run/train_option.h"

#include <array>
#include <charconv>
#include <type_traits>

namespace core {
namespace {

std::string text(const std::string& value) {
  return value;
}

std::string text(const std::filesystem::path& value) {
  return value.string();
}

std::string text(bool value) {
  return value ? "yes" : "no";
}

std::string text(Prior value) {
  return std::string(prior_name(value));
}

template <class Number>
std::string text(Number value) {
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

template <class Value>
constexpr bool kIsNumber = std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>;

}  // namespace

OptionKind kind_of(const TrainOption& option) {
  return std::visit(
      [&]<class Value>(Value TrainOptions::*) {
        if constexpr (kIsNumber<Value>) return OptionKind::kNumber;
        if constexpr (std::is_same_v<Value, bool>) return OptionKind::kSwitch;
        if constexpr (std::is_same_v<Value, std::filesystem::path>) return OptionKind::kPath;
        return option.choices.empty() ? OptionKind::kText : OptionKind::kChoice;
      },
      option.member);
}

std::string option_text(const TrainOptions& options, const TrainOption& option) {
  return std::visit([&](auto member) { return text(options.*member); }, option.member);
}

std::string allowed_text(const TrainOption& option) {
  if (option.range)
    return std::visit(
        [&]<class Value>(Value TrainOptions::*) -> std::string {
          if constexpr (kIsNumber<Value>)
            return text(static_cast<Value>(option.range->low)) + " to " +
                   text(static_cast<Value>(option.range->high));
          return {};
        },
        option.member);
  std::string choices;
  for (const char* choice : option.choices) choices += (choices.empty() ? "" : ", ") + std::string(choice);
  return choices;
}

}  // namespace core
