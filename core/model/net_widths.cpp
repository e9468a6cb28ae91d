#include "core/model/net_widths.h"

#include <charconv>
#include <optional>

namespace core {
namespace {

/// The number that a file's metadata hold under this name or, as in "config.ngf", in a part of them.
std::optional<int> said(const ModelInfo& model, const std::string& name) {
  for (const auto& [key, value] : model.metadata) {
    if (key != name && !key.ends_with("." + name)) continue;
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size() && number > 0) return number;
  }
  return std::nullopt;
}

}  // namespace

std::string widths_text(const ModelInfo& model) {
  std::string text;
  if (model.has_generator) text = "ngf " + std::to_string(said(model, "ngf").value_or(model.ngf));
  if (model.has_discriminator)
    text += (text.empty() ? "ndf " : ", ndf ") + std::to_string(said(model, "ndf").value_or(model.ndf));
  return text;
}

}  // namespace core
