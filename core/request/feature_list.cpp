#include "core/request/feature_list.h"

#include <charconv>
#include <string_view>

#include "core/base/error.h"

namespace core {
namespace {

constexpr int kLargestFeature = 1'000'000;
constexpr std::size_t kMostFeatures = 4096;

[[noreturn]] void refuse(const std::string& text) {
  throw UsageError("cannot read the features", text, "write numbers and ranges such as 0-5,17");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

int number(std::string_view part, const std::string& whole) {
  part = trimmed(part);
  int value = -1;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
  if (error != std::errc{} || end != part.data() + part.size() || value < 0 || value > kLargestFeature)
    refuse(whole);
  return value;
}

}  // namespace

std::vector<int> parse_feature_list(const std::string& text) {
  std::vector<int> features;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const std::string_view part = std::string_view(text).substr(begin, comma - begin);
    const std::size_t dash = part.find('-');
    const int first = number(part.substr(0, dash), text);
    const int last = dash == std::string_view::npos ? first : number(part.substr(dash + 1), text);
    if (last < first || features.size() + static_cast<std::size_t>(last - first) >= kMostFeatures)
      refuse(text);
    for (int feature = first; feature <= last; ++feature) features.push_back(feature);
    begin = comma + 1;
  }
  return features;
}

std::string feature_list_text(std::span<const int> features) {
  std::string text;
  for (std::size_t i = 0; i < features.size();) {
    std::size_t end = i + 1;
    while (end < features.size() && features[end] == features[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += std::to_string(features[i]);
    if (end - i > 1) text += (end - i > 2 ? "-" : ",") + std::to_string(features[end - 1]);
    i = end;
  }
  return text;
}

}  // namespace core
