#include "core/document/mask_json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/json_fields.h"
#include "core/request/figure_ranges.h"

namespace core {
namespace {

constexpr Range<int> kCount{0, std::numeric_limits<int>::max()};
constexpr Range<double> kShare{0, 1};

std::vector<float> floats(const JsonFields& in, const char* key) {
  std::vector<float> list;
  for (const Json& value : in.array(key)) {
    if (!value.is_number() || !std::isfinite(value.get<float>())) in.bad(key);
    list.push_back(value.get<float>());
  }
  return list;
}

/// Maps by falling weight, as the fit ranks them.
std::vector<int> ranked(const std::vector<float>& weights) {
  std::vector<int> maps(weights.size());
  std::iota(maps.begin(), maps.end(), 0);
  std::ranges::stable_sort(maps, [&](int a, int b) {
    return weights[static_cast<std::size_t>(a)] > weights[static_cast<std::size_t>(b)];
  });
  return maps;
}

/// What the fit was made on and how sure it is. Masks of version 0 say only the block, the label and an
/// accuracy without its interval, which is 0 where it was not measured: it is left out.
void read_request(const JsonFields& in, const std::string& where, ForgetFit& fit) {
  if (in.has("fit")) {
    fit.request = FitRequest::read(in.member("fit"), {.where = where});
    fit.intercept = static_cast<float>(in.number("intercept", {-1e6, 1e6}));
    fit.positives = in.integer("positives", kCount);
    fit.negatives = in.integer("negatives", kCount);
    fit.samples = in.integer("samples", kCount);
    fit.boxes = in.integer("box_count", kCount);
    if (in.has("accuracy"))
      fit.accuracy = {.mean = in.number("accuracy", kShare),
                      .low = in.number("accuracy_low", kShare),
                      .high = in.number("accuracy_high", kShare)};
    return;
  }
  fit.request.block = in.integer("block", figure_range::kGeneratorBlock);
  fit.request.label = in.text("label");
  if (in.has("accuracy")) in.number("accuracy", kShare);
}

}  // namespace

std::string mask_to_json(const ForgetDocument& forget, const ModelInfo& model) {
  ForgetDocument active = forget;
  active.active = true;
  const ForgetFit& fit = *forget.fit;
  Json json = {{"program", "ganscope"},
               {"model", {{"name", model.name}, {"sha256", model.sha256}, {"step", model.step}}},
               {"label", fit.request.label},
               {"block", fit.request.block},
               {"top_k", forget.top_k},
               {"kept", forget.kept},
               {"dropped", active.dropped()},
               {"weights", fit.weights},
               {"mean_activation", fit.mean_activation},
               {"intercept", fit.intercept},
               {"positives", fit.positives},
               {"negatives", fit.negatives},
               {"samples", fit.samples},
               {"box_count", fit.boxes},
               {"fit", fit.request.json()}};
  if (fit.accuracy) {
    json["accuracy"] = fit.accuracy->mean;
    json["accuracy_low"] = fit.accuracy->low;
    json["accuracy_high"] = fit.accuracy->high;
  }
  return json_text(json) + "\n";
}

bool is_mask(const Json& json) {
  return json.is_object() && json.contains("weights") && json.contains("dropped") && json.contains("top_k");
}

SavedMask mask_from_json(const Json& json, const std::string& where) {
  const JsonFields in(json, where, "the mask", "expected a mask that Forget saved");
  SavedMask mask;
  if (in.has("model")) {
    const JsonFields model(in.member("model"), where, "the mask's model");
    mask.model = model.text("name");
    mask.sha256 = model.text("sha256");
  }
  ForgetFit& fit = mask.fit;
  read_request(in, where, fit);
  fit.weights = floats(in, "weights");
  fit.mean_activation = floats(in, "mean_activation");
  if (fit.mean_activation.size() != fit.weights.size()) in.bad("mean_activation");
  fit.ranking = ranked(fit.weights);
  const int maps = static_cast<int>(fit.weights.size());
  mask.top_k = in.integer("top_k", {0, maps});
  for (const int map : in.integers("kept")) {
    if (map < 0 || map >= maps) in.bad("kept");
    mask.kept.insert(map);
  }
  return mask;
}

}  // namespace core
