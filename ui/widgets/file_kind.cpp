#include "ui/widgets/file_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace ui {

namespace {

constexpr int kLookedAt =
    2000;  // entries of a folder: a set of weights is small, a folder of photographs is not

/// A folder of .npy files or with a model.safetensors is a model, whatever else lies in it; a folder of
/// images is data.
bool holds_weights(const std::filesystem::path& folder) {
  std::error_code unreadable;
  int looked_at = 0;
  for (std::filesystem::directory_iterator at(folder, unreadable), end; !unreadable && at != end;
       at.increment(unreadable)) {
    if (at->path().extension() == ".npy" || at->path().filename() == "model.safetensors") return true;
    if (++looked_at == kLookedAt) break;
  }
  return false;
}

}  // namespace

FileKind file_kind(const std::filesystem::path& path) {
  std::error_code unreadable;
  if (std::filesystem::is_directory(path, unreadable))
    return holds_weights(path) ? FileKind::kModel : FileKind::kFolder;
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  constexpr std::array<std::string_view, 6> kImages = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"};
  constexpr std::array<std::string_view, 12> kModels = {
      ".safetensors", ".pth", ".pt", ".t7", ".npy", ".npz", ".jl", ".ckpt", ".bin", ".pkl", ".tar", ".th"};
  if (std::find(kModels.begin(), kModels.end(), ending) != kModels.end()) return FileKind::kModel;
  return std::find(kImages.begin(), kImages.end(), ending) != kImages.end() ? FileKind::kImage
                                                                            : FileKind::kOther;
}

}  // namespace ui
