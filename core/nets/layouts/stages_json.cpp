#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/base/json_number.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {
namespace {

constexpr std::array<const char*, 3> kKinds{"linear", "conv", "conv_transpose"};  // in the order of StageKind
constexpr std::array<const char*, 5> kActivations{"none", "relu", "leaky_relu", "tanh", "sigmoid"};
constexpr std::string_view kWeight = ".weight";
constexpr int kMaxLength = 1 << 16;  // products of three stay far below 2^63; check_chain is stricter
constexpr int kMaxUnits = 1 << 24;   // of a linear weight

template <std::size_t Count>
std::size_t index_of(const std::array<const char*, Count>& names, const std::string& name) {
  for (std::size_t index = 0; index < Count; ++index) {
    if (name == names[index]) return index;
  }
  throw core::Error("unknown word \"" + name.substr(0, 40) + "\"");
}

bool is_maps(const StageLayout& stage) {
  return stage.kind != StageKind::kLinear;
}

core::Json json_of(const StageLayout& stage, double bn_eps) {
  const bool enlarges = is_maps(stage) && stage.upsample > 1;
  core::Json json;
  json["kind"] = enlarges ? "upsample_conv" : kKinds[static_cast<std::size_t>(stage.kind)];
  json["weight"] = stage.module + std::string(kWeight);
  json["bias"] = stage.bias ? core::Json(stage.module + ".bias") : core::Json();
  json["norm"] = stage.norm.empty() ? core::Json() : core::Json(stage.norm);
  if (!stage.norm.empty()) {
    json["norm_eps"] = stage.norm_eps > 0 ? stage.norm_eps : bn_eps;
    json["norm_units"] = !is_maps(stage) && stage.features != stage.out.channels;
  }
  json["shape"] = stage.shape;
  if (is_maps(stage)) {
    json["stride"] = stage.conv.stride;
    json["padding"] = stage.conv.padding;
    json["output_padding"] = stage.conv.output_padding;
  }
  if (enlarges) json["upsample"] = stage.upsample;
  json["out"] = {stage.out.channels, stage.out.height, stage.out.width};
  json["activation"] = kActivations[static_cast<std::size_t>(stage.activation)];
  if (stage.activation == Activation::kLeakyRelu) json["slope"] = stage.slope;
  if (stage.conditional) json["conditional"] = true;
  return json;
}

std::string without_weight(const std::string& name) {
  if (!name.ends_with(kWeight)) throw core::Error("\"weight\" is no name of a weight");
  return name.substr(0, name.size() - kWeight.size());
}

[[noreturn]] void refuse_number(const std::string& key) {
  throw core::Error("\"" + key + "\" is no number that a net has");
}

int integer(const core::Json& json, const char* key, int low) {
  const std::optional<int> value = core::whole_number(json.at(key), low, kMaxLength);
  if (!value) refuse_number(key);
  return *value;
}

double number(const core::Json& json, const char* key, double low, double high) {
  const std::optional<double> value = core::real_number(json.at(key), low, high);
  if (!value) refuse_number(key);
  return *value;
}

/// A list of so many lengths, each 1 to `longest`.
std::vector<std::int64_t> lengths(const core::Json& json, const char* key, std::size_t count, int longest) {
  const core::Json& list = json.at(key);
  if (!list.is_array() || list.size() != count) refuse_number(key);
  std::vector<std::int64_t> found;
  for (const core::Json& length : list) {
    const std::optional<std::int64_t> value = core::whole_number<std::int64_t>(length, 1, longest);
    if (!value) refuse_number(key);
    found.push_back(*value);
  }
  return found;
}

StageLayout stage_of(const core::Json& json) {
  StageLayout stage;
  std::string kind = json.at("kind").get<std::string>();
  if (kind == "upsample_conv") {
    kind = "conv";
    stage.upsample = integer(json, "upsample", 1);
  }
  stage.kind = static_cast<StageKind>(index_of(kKinds, kind));
  stage.module = without_weight(json.at("weight").get<std::string>());
  stage.bias = !json.at("bias").is_null();
  const std::vector<std::int64_t> out = lengths(json, "out", 3, kMaxLength);
  stage.out = {static_cast<int>(out[0]), static_cast<int>(out[1]), static_cast<int>(out[2])};
  if (is_maps(stage)) {
    stage.shape = lengths(json, "shape", 4, kMaxLength);
    stage.conv = {static_cast<int>(stage.shape[3]), integer(json, "stride", 1), integer(json, "padding", 0),
                  integer(json, "output_padding", 0)};
  } else {
    stage.shape = lengths(json, "shape", 2, kMaxUnits);
  }
  if (!json.at("norm").is_null()) {
    stage.norm = json.at("norm").get<std::string>();
    stage.norm_eps = number(json, "norm_eps", std::numeric_limits<double>::min(), kMaxNormEps);
    const std::int64_t area = std::int64_t{stage.out.height} * stage.out.width;
    stage.features = json.at("norm_units").get<bool>() ? stage.out.channels * area : stage.out.channels;
  }
  stage.activation =
      static_cast<Activation>(index_of(kActivations, json.at("activation").get<std::string>()));
  if (stage.activation == Activation::kLeakyRelu) stage.slope = number(json, "slope", -kMaxSlope, kMaxSlope);
  stage.conditional = json.value("conditional", false);
  return stage;
}

constexpr const char* kGeneratorKey = "generator_stages";
constexpr const char* kDiscriminatorKey = "discriminator_stages";
constexpr const char* kClassesKey = "classes";

}  // namespace

core::Json stages_json(const std::vector<StageLayout>& stages, double bn_eps) {
  core::Json list = core::Json::array();
  for (const StageLayout& stage : stages) list.push_back(json_of(stage, bn_eps));
  return list;
}

std::vector<StageLayout> stages_from_json(const core::Json& list, const std::string& where) {
  std::vector<StageLayout> stages;
  try {
    if (!list.is_array()) throw core::Error("expected a list");
    for (const core::Json& json : list) stages.push_back(stage_of(json));
  } catch (const core::Error& error) {
    throw core::Error("stage " + std::to_string(stages.size() + 1) + " cannot be read: " + error.failed(),
                      where);
  } catch (const core::Json::exception&) {
    throw core::Error(
        "stage " + std::to_string(stages.size() + 1) + " lacks a value or has one of a wrong type", where);
  }
  return stages;
}

void write_chain(const LayoutSpec& spec, std::map<std::string, std::string>& metadata) {
  const auto write = [&](const char* key, const std::vector<StageLayout>& stages) {
    metadata.erase(key);
    if (!stages.empty()) metadata[key] = core::json_text(stages_json(stages, spec.bn_eps), -1);
  };
  write(kGeneratorKey, spec.generator);
  write(kDiscriminatorKey, spec.discriminator);
  metadata.erase(kClassesKey);
  if (spec.classes > 0) metadata[kClassesKey] = std::to_string(spec.classes);
}

void read_chain(const std::map<std::string, std::string>& metadata, const std::string& where,
                LayoutSpec& spec) {
  const auto read = [&](const char* key, std::vector<StageLayout>& stages) {
    const auto found = metadata.find(key);
    if (found == metadata.end()) return;
    const std::string place = where + ", metadata \"" + key + "\"";
    stages = stages_from_json(core::parse_json(found->second, place), place);
  };
  read(kGeneratorKey, spec.generator);
  read(kDiscriminatorKey, spec.discriminator);
  if (const auto found = metadata.find(kClassesKey); found != metadata.end()) {
    const std::string& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), spec.classes);
    if (error != std::errc() || end != text.data() + text.size())
      throw core::Error("unreadable model file", where, "metadata \"classes\" is no number");
  }
}

}  // namespace nets
