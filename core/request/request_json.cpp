#include "core/request/request_json.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/json_fields.h"
#include "core/request/boxes_json.h"
#include "core/request/figure_ranges.h"

namespace core {
namespace {

// ---- writing

Json json_of(const Exemplar& item) {
  if (item.seed) return *item.seed;
  return item.z;
}

Json json_of(const std::vector<Exemplar>& items) {
  Json list = Json::array();
  for (const Exemplar& item : items) list.push_back(json_of(item));
  return list;
}

Json json_of(const SampleRequest& r) {
  return {{"figure", "sample"},
          {"items", json_of(r.items)},
          {"columns", r.columns},
          {"gap", r.gap},
          {"enlarge", r.enlarge}};
}

/// Settings that most figures leave alone are written only where they differ, so that older ones keep their
/// bytes; so it is below.
Json json_of(const WalkRequest& r) {
  Json json{{"figure", "walk"},
            {"pins", json_of(r.pins)},
            {"interpolation", interpolation_name(r.path.interpolation)},
            {"loop", r.path.loop},
            {"ease", r.path.ease},
            {"seconds_per_segment", r.path.seconds_per_segment},
            {"frames_per_second", r.path.frames_per_second},
            {"columns", r.columns},
            {"enlarge", r.enlarge},
            {"cross_fade", r.cross_fade}};
  if (r.end) json["end"] = true;
  return json;
}

Json json_of(const ArithmeticRequest& r) {
  return {{"figure", "arithmetic"},
          {"a", json_of(r.a)},
          {"b", json_of(r.b)},
          {"c", json_of(r.c)},
          {"noise", r.noise},
          {"noise_seed", r.noise_seed},
          {"norm_matched", r.norm_matched}};
}

Json json_of(const TurnRequest& r) {
  return {{"figure", "turn"},        {"left", json_of(r.left)}, {"right", json_of(r.right)},
          {"rows", json_of(r.rows)}, {"columns", r.columns},    {"step", r.step}};
}

Json json_of(const ForgetRequest& r) {
  Json json = {{"figure", "forget"},
               {"block", r.fit.block},
               {"top_k", r.top_k},
               {"use_positive", r.use_positive},
               {"label", r.fit.label},
               {"sheet_seeds", r.sheet_seeds},
               {"control_seed", r.control_seed},
               {"kept", r.kept},
               {"boxes", Json::parse(boxes_to_coco(r.fit.boxes, 0))}};
  const FitRequest usual;
  if (r.fit.c != usual.c) json["c"] = r.fit.c;
  if (r.fit.negatives_per_positive != usual.negatives_per_positive)
    json["negatives_per_positive"] = r.fit.negatives_per_positive;
  if (r.fit.seed != usual.seed) json["fit_seed"] = r.fit.seed;
  return json;
}

Json json_of(const GuidedRequest& r) {
  return {{"figure", "guided"},
          {"generated", json_of(r.generated)},
          {"images", r.image_names},
          {"block", r.options.block},
          {"features", r.options.features},
          {"leak_in_backward", r.options.leak_in_backward},
          {"random_seed", r.random_seed}};
}

// ---- reading

/// Reads what only figures have: latents of one model.
class Reader : public JsonFields {
 public:
  Reader(const Json& object, Prior prior, int nz, const std::string& where)
      : JsonFields(object, where, "the state",
                   "expected a state that ganscope wrote for a model with nz " + std::to_string(nz)),
        prior_(prior),
        nz_(nz) {}

  std::vector<Exemplar> exemplars(const char* key) const {
    std::vector<Exemplar> list;
    for (const Json& value : array(key)) list.push_back(exemplar(value, key));
    return list;
  }

 private:
  Exemplar exemplar(const Json& value, const char* key) const {
    if (value.is_number()) {
      const std::uint64_t seed = seed_of(value, key);
      return {sample_latent(prior_, nz_, seed), seed};
    }
    if (!value.is_array() || value.size() != static_cast<std::size_t>(nz_)) bad(key);
    Exemplar item;
    for (const Json& coordinate : value) {
      if (!coordinate.is_number() || !std::isfinite(coordinate.get<float>())) bad(key);
      item.z.push_back(coordinate.get<float>());
    }
    return item;
  }

  Prior prior_;
  int nz_;
};

WalkRequest read_walk(const Reader& in) {
  WalkRequest walk;
  walk.pins = in.exemplars("pins");
  const auto kind = parse_interpolation(in.text("interpolation"));
  if (!kind) in.bad("interpolation");
  walk.path.interpolation = *kind;
  walk.path.loop = in.flag("loop");
  walk.path.ease = in.flag("ease");
  walk.path.seconds_per_segment = in.number("seconds_per_segment", figure_range::kSecondsPerSegment);
  walk.path.frames_per_second = in.integer("frames_per_second", figure_range::kFramesPerSecond);
  walk.columns = in.integer("columns", figure_range::kWalkColumns);
  walk.enlarge = in.integer("enlarge", figure_range::kEnlarge);
  walk.cross_fade = in.flag("cross_fade");
  if (in.has("end")) walk.end = in.flag("end");
  return walk;
}

ForgetRequest read_forget(const Reader& in) {
  ForgetRequest forget;
  forget.fit.block = in.integer("block", figure_range::kGeneratorBlock);
  forget.fit.label = in.text("label");
  forget.fit.boxes = boxes_from_coco(in.member("boxes").dump(), "boxes of the state", 4096);
  for (const char* key : {"l2", "c"})  // the name that C once had
    if (in.has(key)) forget.fit.c = in.number(key, figure_range::kC);
  if (in.has("negatives_per_positive"))
    forget.fit.negatives_per_positive =
        in.number("negatives_per_positive", figure_range::kNegativesPerPositive);
  if (in.has("fit_seed")) forget.fit.seed = in.seed("fit_seed");
  forget.top_k = in.integer("top_k", figure_range::kTopMaps);
  forget.use_positive = in.flag("use_positive");
  forget.sheet_seeds = in.seeds("sheet_seeds");
  forget.control_seed = in.seed("control_seed");
  forget.kept = in.integers("kept");
  return forget;
}

FigureRequest read_figure(const Reader& in) {
  const std::string figure = in.text("figure");
  if (figure == "sample")
    return SampleRequest{in.exemplars("items"), in.integer("columns", figure_range::kSheetColumns),
                         in.integer("gap", figure_range::kGap),
                         in.integer("enlarge", figure_range::kEnlarge)};
  if (figure == "walk") return read_walk(in);
  if (figure == "arithmetic")
    return ArithmeticRequest{in.exemplars("a"),     in.exemplars("b"),
                             in.exemplars("c"),     in.number("noise", figure_range::kNoise),
                             in.seed("noise_seed"), in.flag("norm_matched")};
  if (figure == "turn")
    return TurnRequest{in.exemplars("left"), in.exemplars("right"), in.exemplars("rows"),
                       in.integer("columns", figure_range::kTurnColumns),
                       in.number("step", figure_range::kTurnStep)};
  if (figure == "forget") return read_forget(in);
  if (figure == "guided") {
    GuidedRequest guided;
    guided.generated = in.exemplars("generated");
    guided.image_names = in.texts("images");
    guided.options.block = in.integer("block", figure_range::kDiscriminatorBlock);
    guided.options.features = in.integers("features");
    guided.options.leak_in_backward = in.flag("leak_in_backward");
    guided.random_seed = in.seed("random_seed");
    return guided;
  }
  in.bad("figure");
}

/// A block's number as a key: "1" to "31", written as to_json() writes it.
int block_of(const std::string& key, const Reader& in) {
  int block = 0;
  std::from_chars(key.data(), key.data() + key.size(), block);
  if (block < 1 || block > kMaxBlocks || std::to_string(block) != key) in.bad("dropped");
  return block;
}

}  // namespace

const char* figure_name(const FigureRequest& figure) {
  static constexpr std::array kNames = {"sample", "walk", "arithmetic", "turn", "forget", "guided"};
  static_assert(kNames.size() == std::variant_size_v<FigureRequest>);
  return kNames[figure.index()];
}

Json to_json(const ExportRequest& request) {
  Json json = std::visit([](const auto& figure) { return json_of(figure); }, request.figure);
  json["batch_norm"] = batch_norm_mode_name(request.generate.mode);
  Json dropped = Json::object();
  for (const auto& [block, channels] : request.generate.masks.dropped)
    dropped[std::to_string(block)] = channels;
  json["dropped"] = dropped;
  return json;
}

ExportRequest request_from_json(const Json& json, Prior prior, int nz, const std::string& where) {
  const Reader in(json, prior, nz, where);
  ExportRequest request;
  request.figure = read_figure(in);
  const auto mode = parse_batch_norm_mode(in.text("batch_norm"));
  if (!mode) in.bad("batch_norm");
  request.generate.mode = *mode;
  const Json& dropped = in.member("dropped");
  if (!dropped.is_object()) in.bad("dropped");
  for (const auto& [block, channels] : dropped.items()) {
    const Reader masks(dropped, prior, nz, where);
    request.generate.masks.dropped[block_of(block, in)] = masks.integers(block.c_str());
  }
  return request;
}

JobTitle ExportRequest::title() const {
  return {"Export", out.filename().string()};
}

Json ExportRequest::json() const {
  return {{"request", to_json(*this)}, {"out", out.string()}};
}

ExportRequest ExportRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  ExportRequest request = request_from_json(in.member("request"), context.prior, context.nz, context.where);
  request.out = in.text("out");
  return request;
}

Json provenance(const ModelInfo& model, const ExportRequest& request) {
  return {
      {"program", "ganscope"},
      {"model",
       {{"name", model.name}, {"sha256", model.sha256}, {"weights", model.weights}, {"step", model.step}}},
      {"request", to_json(request)}};
}

}  // namespace core
