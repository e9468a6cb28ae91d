#include "ui/gl/texture_versions.h"

#include <unordered_map>

namespace ui {
namespace {

// Names of deleted textures stay: GL gives them out again, and their new pixels need another version.
std::unordered_map<unsigned, std::uint32_t>& versions() {
  static std::unordered_map<unsigned, std::uint32_t> known;
  return known;
}

}  // namespace

void texture_written(unsigned texture) {
  ++versions()[texture];
}

std::uint32_t texture_version(unsigned texture) {
  const auto found = versions().find(texture);
  return found == versions().end() ? 0 : found->second;
}

}  // namespace ui
