#include "ui/widgets/file_kind.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/image/image_endings.h"

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
    if (core::ending_of(at->path()) == ".npy" || at->path().filename() == "model.safetensors") return true;
    if (++looked_at == kLookedAt) break;
  }
  return false;
}

}  // namespace

FileKind file_kind(const std::filesystem::path& path) {
  std::error_code unreadable;
  if (std::filesystem::is_directory(path, unreadable))
    return holds_weights(path) ? FileKind::kModel : FileKind::kFolder;
  return kind_by_name(path);
}

FileKind kind_by_name(const std::filesystem::path& path) {
  const std::string ending = core::ending_of(path);
  constexpr std::array<std::string_view, 12> kModels = {
      ".safetensors", ".pth", ".pt", ".t7", ".npy", ".npz", ".jl", ".ckpt", ".bin", ".pkl", ".tar", ".th"};
  if (std::find(kModels.begin(), kModels.end(), ending) != kModels.end()) return FileKind::kModel;
  if (ending == ".json") return FileKind::kJson;
  return core::has_image_ending(path) ? FileKind::kImage : FileKind::kOther;
}

}  // namespace ui
