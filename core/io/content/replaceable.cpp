#include "core/io/content/replaceable.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/base/ending.h"
#include "core/base/error.h"

namespace io {
namespace {

namespace fs = std::filesystem;

struct Written {
  std::string_view ending;
  ContentKind kind;
};

constexpr std::array kWritten{
    Written{".png", ContentKind::kPng},  Written{".gif", ContentKind::kGif},
    Written{".mp4", ContentKind::kMp4},  Written{".safetensors", ContentKind::kSafetensors},
    Written{".pth", ContentKind::kPth},  Written{".pth", ContentKind::kPthLegacy},
    Written{".pt", ContentKind::kPth},   Written{".pt", ContentKind::kPthLegacy},
    Written{".onnx", ContentKind::kOnnx}};

}  // namespace

std::vector<ContentKind> written_as(const fs::path& file) {
  const std::string ending = core::ending_of(file);
  std::vector<ContentKind> kinds;
  for (const Written& written : kWritten)
    if (written.ending == ending) kinds.push_back(written.kind);
  return kinds;
}

void check_replaceable(const fs::path& file, std::span<const ContentKind> kinds) {
  std::error_code unreadable;
  const fs::file_status status = fs::status(file, unreadable);
  if (fs::is_directory(status))
    throw core::Error("there is a folder of this name", file.string(), "give the name of a file");
  if (!fs::is_regular_file(status)) return;
  const ContentKind found = content_kind(file);
  if (found == ContentKind::kEmpty || std::find(kinds.begin(), kinds.end(), found) != kinds.end()) return;
  throw core::Error(content_words(found) + std::string(" has this name already"), file.string(),
                    "choose another name, or replace it with --force");
}

}  // namespace io
