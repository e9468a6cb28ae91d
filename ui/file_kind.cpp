#include "ui/file_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace ui {

FileKind file_kind(const std::filesystem::path& path) {
  std::error_code unreadable;
  if (std::filesystem::is_directory(path, unreadable)) return FileKind::kFolder;
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  constexpr std::array<std::string_view, 6> kImages = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"};
  if (ending == ".safetensors") return FileKind::kModel;
  return std::find(kImages.begin(), kImages.end(), ending) != kImages.end() ? FileKind::kImage
                                                                            : FileKind::kOther;
}

}  // namespace ui
