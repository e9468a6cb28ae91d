#include "core/tasks/data/image_sources.h"

#include <array>
#include <filesystem>

#include "core/base/error.h"
#include "core/io/sources/folder_source.h"
#include "core/io/sources/packed_file.h"
#include "core/run/procedural_sets.h"
#include "core/tasks/data/procedural/scene.h"
#include "core/tasks/data/procedural/scene_source.h"

namespace tasks {
namespace {

using Opened = std::unique_ptr<io::ImageSource>;

constexpr std::array kKinds{
    ImageSourceKind{scene_kind_words, [](const std::string& data) { return core::is_procedural_set(data); },
                    open_scenes},
    ImageSourceKind{
        [] { return std::string("a packed file"); },
        [](const std::string& data) { return std::filesystem::is_regular_file(data) && io::is_packed(data); },
        [](const std::string& data, std::int64_t) { return io::open_packed(data); }},
    // A folder comes last: a name that fits no row above is refused as no folder.
    ImageSourceKind{[] { return std::string("a folder"); }, [](const std::string&) { return true; },
                    [](const std::string& data, std::int64_t) { return io::open_folder(data); }}};

}  // namespace

std::span<const ImageSourceKind> image_source_kinds() {
  return kKinds;
}

std::string image_source_words() {
  std::string words;
  for (std::size_t i = kKinds.size(); i > 0; --i)
    words += (words.empty() ? "" : ", ") + kKinds[i - 1].words();
  return words;
}

Opened open_images(const std::string& data, std::int64_t count) {
  if (data.empty()) throw core::UsageError("no data to train on", {}, "name " + image_source_words());
  for (const ImageSourceKind& kind : kKinds)
    if (kind.is(data)) return kind.open(data, count);
  throw core::Error("there are no images", data, "give " + image_source_words());
}

}  // namespace tasks
