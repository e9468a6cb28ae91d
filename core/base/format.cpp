#include "core/base/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace core {
namespace {

constexpr const char* kMinus = "\u2212";
constexpr const char* kUnknown = "\u2013";

std::string fixed(double value, int decimals) {
  const int length = std::snprintf(nullptr, 0, "%.*f", decimals, value);
  std::string text(static_cast<std::size_t>(length), '\0');
  std::snprintf(text.data(), text.size() + 1, "%.*f", decimals, value);
  return text;
}

std::string two_digits(long long value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::string thousands(long long value) {
  std::string text = std::to_string(value);
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, 1, ',');
  return negative ? kMinus + text : text;
}

std::string short_duration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0.0 || seconds > 1e15) return kUnknown;
  const long long whole = std::llround(seconds);
  if (whole < 600) return std::to_string(whole / 60) + ":" + two_digits(whole % 60);
  const long long minutes = std::llround(seconds / 60.0);
  if (minutes < 60) return std::to_string(minutes) + " min";
  return std::to_string(minutes / 60) + " h " + two_digits(minutes % 60);
}

std::string percentile_text(double share) {
  if (!std::isfinite(share)) return kUnknown;
  const double percent = 100.0 * share;
  if (percent < 0.1) return "p<0.1";
  if (percent > 99.9) return "p>99.9";
  // Whole percents would round the ends to p0 and p100.
  return "p" + fixed(percent, percent < 0.995 || percent >= 99.5 ? 1 : 0);
}

std::string signed_number(double value, int decimals) {
  if (!std::isfinite(value)) return kUnknown;
  std::string text = fixed(value, std::clamp(decimals, 0, 17));
  if (text.front() != '-') return text;
  text.erase(0, 1);
  return text.find_first_not_of("0.") == std::string::npos ? text : kMinus + text;
}

std::string counted(long long count, std::string_view plural) {
  std::string words(plural);
  if (count == 1) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::size_t letters = words.substr(0, end).ends_with("ches") ? 2 : 1;
    if (end >= letters) words.erase(end - letters, letters);
  }
  return thousands(count) + " " + words;
}

std::string alternatives(std::span<const std::string> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return text;
}

}  // namespace core
