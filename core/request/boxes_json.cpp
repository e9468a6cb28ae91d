#include "core/request/boxes_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_number.h"

namespace core {
namespace {

constexpr std::size_t kMaxFile = 64u << 20;
constexpr double kLargestSide = 1e6;  // of a labelled picture

[[noreturn]] void bad(const std::string& where, const std::string& what) {
  throw Error("cannot read boxes, " + what, where,
              "expected COCO JSON with images named seed-17 and their boxes");
}

/// The 17 of "seed-17", as labelling tools write it: folders before it, a copy's mark before or an ending
/// behind.
std::uint64_t seed_of(const std::string& name, const std::string& where) {
  constexpr std::string_view kPrefix = "seed-";
  const std::size_t slash = name.find_last_of("/\\");
  const std::string_view file = std::string_view(name).substr(slash == std::string::npos ? 0 : slash + 1);
  const std::size_t at = file.rfind(kPrefix);
  std::uint64_t seed = 0;
  if (at != std::string_view::npos && (at == 0 || file[at - 1] == '-' || file[at - 1] == '_')) {
    const std::string_view digits = file.substr(at + kPrefix.size());
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seed);
    const bool rest_ok = end == digits.data() + digits.size() || *end == '.' || *end == '_';
    if (error == std::errc{} && rest_ok) return seed;
  }
  bad(where, "image name \"" + name + "\" is no seed-NUMBER");
}

const Json& field(const Json& object, const char* key, const std::string& where) {
  if (!object.is_object() || !object.contains(key)) bad(where, std::string("\"") + key + "\" is missing");
  return object.at(key);
}

/// An id: any 64-bit number, also as text, or any other text.
std::string id_of(const Json& object, const char* key, const std::string& where) {
  const Json& value = field(object, key, where);
  if (value.is_string()) return value.get<std::string>();
  using Limits = std::numeric_limits<std::int64_t>;
  const std::optional<std::int64_t> number = whole_number(value, Limits::min(), Limits::max());
  if (!number) bad(where, std::string("\"") + key + "\" is neither text nor a whole number below 2^63");
  return std::to_string(*number);
}

/// An image of the file.
struct Labelled {
  std::uint64_t seed = 0;
  double scale_x = 1, scale_y = 1;  // from the pixels that were labelled to the sample's
};

/// Boxes are drawn on a picture of any size, which the file says; without one they are in the sample's
/// pixels.
Labelled labelled(const Json& image, int size, const std::string& where) {
  const Json& name = field(image, "file_name", where);
  if (!name.is_string()) bad(where, "\"file_name\" is no text");
  Labelled found{seed_of(name.get<std::string>(), where)};
  const auto scale = [&](const char* key) {
    if (!image.contains(key) || image.at(key).is_null()) return 1.0;
    const std::optional<double> side = real_number(image.at(key), 0, kLargestSide);
    if (!side) bad(where, std::string("\"") + key + "\" of an image is no number of pixels");
    return *side > 0 ? size / *side : 1.0;
  };
  found.scale_x = scale("width");
  found.scale_y = scale("height");
  return found;
}

Box box_of(const Json& bbox, const std::string& label, const Labelled& image, int size,
           const std::string& where) {
  if (!bbox.is_array() || bbox.size() != 4) bad(where, "\"bbox\" is not [x, y, width, height]");
  float side[4];
  for (int i = 0; i < 4; ++i) {
    if (!bbox[i].is_number()) bad(where, "\"bbox\" holds something that is no number");
    side[i] = bbox[i].get<float>();
    if (const double scale = i % 2 == 0 ? image.scale_x : image.scale_y; scale != 1)
      side[i] = static_cast<float>(bbox[i].get<double>() * scale);
    if (!std::isfinite(side[i])) bad(where, "\"bbox\" holds a number that is not finite");
  }
  const float x0 = std::clamp(side[0], 0.f, float(size)),
              x1 = std::clamp(side[0] + side[2], 0.f, float(size));
  const float y0 = std::clamp(side[1], 0.f, float(size)),
              y1 = std::clamp(side[1] + side[3], 0.f, float(size));
  if (x1 <= x0 || y1 <= y0) bad(where, "a box lies outside the image or is empty");
  // A side that was not cut stays as it is: end minus begin would round, and a figure made again differ.
  const auto kept = [&](float begin, float length, float cut_begin, float cut_end) {
    return cut_begin == begin && cut_end == begin + length ? length : cut_end - cut_begin;
  };
  return Box{label, x0, y0, kept(side[0], side[2], x0, x1), kept(side[1], side[3], y0, y1)};
}

}  // namespace

std::string boxes_to_coco(const BoxesBySeed& boxes, int size) {
  Json images = Json::array(), annotations = Json::array(), categories = Json::array();
  std::vector<std::string> labels;
  std::int64_t image_id = 0, annotation_id = 0;
  for (const auto& [seed, list] : boxes) {
    images.push_back({{"id", ++image_id},
                      {"file_name", "seed-" + std::to_string(seed)},
                      {"width", size},
                      {"height", size}});
    for (const Box& box : list) {
      auto found = std::find(labels.begin(), labels.end(), box.label);
      if (found == labels.end()) found = labels.insert(labels.end(), box.label);
      annotations.push_back({{"id", ++annotation_id},
                             {"image_id", image_id},
                             {"category_id", found - labels.begin() + 1},
                             {"bbox", {box.x, box.y, box.width, box.height}},
                             {"area", box.width * box.height},
                             {"iscrowd", 0}});
    }
  }
  for (std::size_t i = 0; i < labels.size(); ++i) categories.push_back({{"id", i + 1}, {"name", labels[i]}});
  return Json{{"images", images}, {"annotations", annotations}, {"categories", categories}}.dump(1) + "\n";
}

BoxesBySeed boxes_from_coco(const std::string& text, const std::string& where, int size) {
  const Json root = parse_json(text, where);
  std::map<std::string, std::string> labels;
  for (const Json& category : field(root, "categories", where)) {
    const Json& name = field(category, "name", where);
    if (!name.is_string()) bad(where, "a category's \"name\" is no text");
    labels[id_of(category, "id", where)] = name.get<std::string>();
  }
  BoxesBySeed boxes;
  std::map<std::string, Labelled> images;
  for (const Json& image : field(root, "images", where)) {
    const Labelled found = images[id_of(image, "id", where)] = labelled(image, size, where);
    boxes[found.seed];
  }
  for (const Json& annotation : field(root, "annotations", where)) {
    const auto image = images.find(id_of(annotation, "image_id", where));
    const auto label = labels.find(id_of(annotation, "category_id", where));
    if (image == images.end()) bad(where, "a box belongs to an image that is not listed");
    if (label == labels.end()) bad(where, "a box belongs to a category that is not listed");
    boxes[image->second.seed].push_back(
        box_of(field(annotation, "bbox", where), label->second, image->second, size, where));
  }
  return boxes;
}

BoxesBySeed read_boxes(const std::filesystem::path& file, int size) {
  const std::vector<std::byte> bytes = read_file(file, kMaxFile);
  return boxes_from_coco(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                         file.string(), size);
}

}  // namespace core
