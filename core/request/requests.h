#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/latent/path.h"
#include "core/model/frozen_model.h"
#include "core/request/forget_fit.h"
#include "core/request/task_kind.h"

namespace core {

// What the window's export buttons and the sub-commands both fill in. One request, one code path, same bytes
// (docs/formats.md: Figures).

/// One z and where it came from, so that an export can say it.
struct Exemplar {
  Latent z;
  std::optional<std::uint64_t> seed;  // set when z is sample_latent(seed) untouched
  bool operator==(const Exemplar&) const = default;
};

struct SampleRequest {
  std::vector<Exemplar> items;
  int columns = 0;
  int gap = 0;
  int enlarge = 1;
};

struct WalkRequest {
  std::vector<Exemplar> pins;
  Path path;         // timing and interpolation; its pins are those above
  int columns = 10;  // PNG: figure 4, one segment a row, this many steps a segment
  int enlarge = 4;
  bool cross_fade = false;  // add the pixel-space blend beside the walk
  bool end = false;         // PNG: figure 4 ends a step before each point; the last one as one more tile

  Path joined_path() const {
    Path joined = path;
    joined.pins.clear();
    for (const Exemplar& pin : pins) joined.pins.push_back(pin.z);
    return joined;
  }
};

struct ArithmeticRequest {
  std::vector<Exemplar> a, b, c;
  double noise = 0.25;
  std::uint64_t noise_seed = 1;
  bool norm_matched = false;  // the result on the prior's typical norm
};

struct TurnRequest {
  std::vector<Exemplar> left, right;
  std::vector<Exemplar> rows;  // five in the paper
  int columns = 11;
  double step = 1.0;
};

struct ForgetRequest {
  FitRequest fit;         // made anew for every figure
  std::vector<int> kept;  // maps of the top k that stay nevertheless
  int top_k = 0;          // maps with the largest weights; 0 with use_positive = all of weight > 0
  bool use_positive = false;
  std::vector<std::uint64_t> sheet_seeds;  // columns of the before / after / random sheet
  std::uint64_t control_seed = 1;
};

struct GuidedRequest {
  std::vector<Exemplar> generated;  // pictures of these z ...
  std::vector<Image> images;        // ... or images from elsewhere, with a name each
  std::vector<std::string> image_names;
  GuidedOptions options;
  std::uint64_t random_seed = 3;  // of the random-weight D beside it
};

using FigureRequest =
    std::variant<SampleRequest, WalkRequest, ArithmeticRequest, TurnRequest, ForgetRequest, GuidedRequest>;

struct ExportResult {
  std::filesystem::path path;
  int width = 0, height = 0;
  int frames = 1;
};

/// A figure to be written, atomically. The ending of `out` decides the format: .png; for walks also .gif and
/// .mp4.
struct ExportRequest {
  FigureRequest figure;
  GenerateOptions generate;
  std::filesystem::path out;

  using Result = ExportResult;
  static constexpr TaskKind kTask{"figure", "The figure was not written", ModelUse::kNeeded};
  JobTitle title() const;
  Json json() const;  // to_json() of request_json.h, and where it is written
  static ExportRequest read(const Json& json, const ReadContext& context);
};

}  // namespace core
