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

[[noreturn]] void bad(const std::string& where, const std::string& what) {
  throw Error("cannot read boxes, " + what, where,
              "expected COCO JSON with images named seed-17 and their boxes");
}

std::uint64_t seed_of(const std::string& name, const std::string& where) {
  constexpr std::string_view kPrefix = "seed-";
  std::uint64_t seed = 0;
  const char* begin = name.data() + std::min(name.size(), kPrefix.size());
  const auto [end, error] = std::from_chars(begin, name.data() + name.size(), seed);
  const bool rest_ok = end == name.data() + name.size() || *end == '.';
  if (!name.starts_with(kPrefix) || error != std::errc{} || !rest_ok)
    bad(where, "image name \"" + name + "\" is no seed-NUMBER");
  return seed;
}

const Json& field(const Json& object, const char* key, const std::string& where) {
  if (!object.is_object() || !object.contains(key)) bad(where, std::string("\"") + key + "\" is missing");
  return object.at(key);
}

/// An id, any 64-bit number.
std::int64_t integer(const Json& value, const char* key, const std::string& where) {
  using Limits = std::numeric_limits<std::int64_t>;
  const std::optional<std::int64_t> number = whole_number(value, Limits::min(), Limits::max());
  if (!number) bad(where, std::string("\"") + key + "\" is no whole number below 2^63");
  return *number;
}

Box box_of(const Json& bbox, const std::string& label, int size, const std::string& where) {
  if (!bbox.is_array() || bbox.size() != 4) bad(where, "\"bbox\" is not [x, y, width, height]");
  float side[4];
  for (int i = 0; i < 4; ++i) {
    if (!bbox[i].is_number()) bad(where, "\"bbox\" holds something that is no number");
    side[i] = bbox[i].get<float>();
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
  std::map<std::int64_t, std::string> labels;
  for (const Json& category : field(root, "categories", where)) {
    const Json& name = field(category, "name", where);
    if (!name.is_string()) bad(where, "a category's \"name\" is no text");
    labels[integer(field(category, "id", where), "id", where)] = name.get<std::string>();
  }
  BoxesBySeed boxes;
  std::map<std::int64_t, std::uint64_t> seeds;
  for (const Json& image : field(root, "images", where)) {
    const Json& name = field(image, "file_name", where);
    if (!name.is_string()) bad(where, "\"file_name\" is no text");
    const std::uint64_t seed = seed_of(name.get<std::string>(), where);
    seeds[integer(field(image, "id", where), "id", where)] = seed;
    boxes[seed];
  }
  for (const Json& annotation : field(root, "annotations", where)) {
    const auto seed = seeds.find(integer(field(annotation, "image_id", where), "image_id", where));
    const auto label = labels.find(integer(field(annotation, "category_id", where), "category_id", where));
    if (seed == seeds.end()) bad(where, "a box belongs to an image that is not listed");
    if (label == labels.end()) bad(where, "a box belongs to a category that is not listed");
    boxes[seed->second].push_back(box_of(field(annotation, "bbox", where), label->second, size, where));
  }
  return boxes;
}

BoxesBySeed read_boxes(const std::filesystem::path& file, int size) {
  const std::vector<std::byte> bytes = read_file(file, kMaxFile);
  return boxes_from_coco(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                         file.string(), size);
}

}  // namespace core
