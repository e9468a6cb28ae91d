#include "core/tasks/data/procedural/scene_set.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/pending_folder.h"
#include "core/image/png.h"
#include "core/run/picture_count.h"

namespace tasks {
namespace fs = std::filesystem;

namespace {

constexpr int kNameDigits = 6;

std::string image_name(std::int64_t index) {
  std::string digits = std::to_string(index);
  return std::string(kNameDigits - digits.size(), '0') + digits + ".png";
}

std::string number(float value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

/// The folder in which a set grows: removed unless it was given its final name. Errors name it as the person
/// did.
class GrowingFolder {
 public:
  explicit GrowingFolder(const fs::path& out_dir) : asked_(out_dir), pending_(place_for(out_dir)) {}

  // Without fsync: the set appears under its name only when complete, so a torn file has no reader.
  void write(const std::string& name, std::span<const char> bytes) const {
    errno = 0;
    std::ofstream file(pending_.temporary() / name, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) throw core::file_error("cannot write the data set", errno == 0 ? EIO : errno, asked_);
  }

  void keep() { pending_.commit(); }

 private:
  static const fs::path& place_for(const fs::path& out_dir) {
    std::error_code error;
    if (fs::exists(out_dir, error) && !(fs::is_directory(out_dir, error) && fs::is_empty(out_dir, error))) {
      throw core::Error("the output folder holds something already", out_dir.string(),
                        "choose a new or an empty folder");
    }
    core::make_folder((out_dir.has_filename() ? out_dir : out_dir.parent_path()).parent_path());
    return out_dir;
  }

  fs::path asked_;
  core::PendingFolder pending_;
};

/// The ground truth of the set so far, as the text of its three files.
class GroundTruth {
 public:
  GroundTruth(SceneKind kind, std::int64_t count, int size, std::uint64_t seed) : kind_(kind), size_(size) {
    description_ = "ganscope " + std::string(scene_kind_name(kind)) + ", " + std::to_string(size) + "x" +
                   std::to_string(size) + ", seeds from " + std::to_string(seed);
    flags_ = std::to_string(count) + "\n";
  }

  void add(const Scene& scene, std::int64_t index, std::uint64_t seed) {
    const std::string name = image_name(index);
    core::Json image = {{"id", index + 1}, {"file_name", name}, {"width", size_}, {"height", size_}};
    images_ += (images_.empty() ? "\n" : ",\n") + core::json_text(image, -1);
    for (const SceneObject& object : scene.objects) add_object(object, index);
    add_attributes(scene, name, seed);
  }

  void write(const GrowingFolder& folder) const {
    core::Json categories = core::Json::array();
    int id = 0;
    for (const std::string_view label : scene_labels(kind_)) {
      categories.push_back({{"id", ++id}, {"name", label}, {"supercategory", scene_kind_name(kind_)}});
    }
    const std::string coco = "{\"info\": " + core::json_text({{"description", description_}}, -1) +
                             ",\n\"categories\": " + core::json_text(categories, -1) + ",\n\"images\": [" +
                             images_ + "],\n\"annotations\": [" + annotations_ + "]}\n";
    folder.write("annotations.json", coco);
    folder.write("list_attr.txt", flags_);
    folder.write("attributes.csv", numbers_);
  }

 private:
  void add_object(const SceneObject& object, std::int64_t index) {
    const auto labels = scene_labels(kind_);
    const auto category = std::find(labels.begin(), labels.end(), object.label) - labels.begin() + 1;
    core::Json annotation = {{"id", ++annotation_count_},
                             {"image_id", index + 1},
                             {"category_id", category},
                             {"bbox", {object.x, object.y, object.width, object.height}},
                             {"area", object.width * object.height},
                             {"iscrowd", 0}};
    annotations_ += (annotations_.empty() ? "\n" : ",\n") + core::json_text(annotation, -1);
  }

  void add_attributes(const Scene& scene, const std::string& name, std::uint64_t seed) {
    std::string names, header = "file,seed", flags = name, numbers = name + "," + std::to_string(seed);
    const auto continuous = continuous_attributes(kind_);
    for (const auto& [attribute, value] : scene.attributes) {
      if (std::find(continuous.begin(), continuous.end(), attribute) != continuous.end()) {
        header += "," + attribute;
        numbers += "," + number(value);
      } else {
        names += (names.empty() ? "" : " ") + attribute;
        flags += value > 0.5f ? "  1" : " -1";
      }
    }
    if (numbers_.empty()) {
      flags_ += names + "\n";
      numbers_ = header + "\n";
    }
    flags_ += flags + "\n";
    numbers_ += numbers + "\n";
  }

  SceneKind kind_;
  int size_;
  std::string description_, images_, annotations_, flags_, numbers_;
  std::int64_t annotation_count_ = 0;
};

}  // namespace

void make_scene_set(SceneKind kind, std::int64_t count, int size, std::uint64_t seed, const fs::path& out_dir,
                    const core::Progress& progress) {
  core::check_picture_count(count);
  Scene scene = make_scene(kind, size, seed);  // refuses an illegal size before any folder exists
  GrowingFolder folder(out_dir);
  GroundTruth truth(kind, count, size, seed);
  for (std::int64_t i = 0; i < count; ++i) {
    progress.at(i, count, "images");
    const std::uint64_t scene_seed = seed + static_cast<std::uint64_t>(i);
    if (i > 0) scene = make_scene(kind, size, scene_seed);
    const std::vector<std::byte> png = core::encode_png(scene.image);
    folder.write(image_name(i), {reinterpret_cast<const char*>(png.data()), png.size()});
    truth.add(scene, i, scene_seed);
  }
  truth.write(folder);
  progress.at(count, count, "images");
  folder.keep();
}

}  // namespace tasks
