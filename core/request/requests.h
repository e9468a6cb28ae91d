#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/latent/path.h"
#include "core/model/frozen_model.h"

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

/// A box on a sample in pixels of the image.
struct Box {
  std::string label = "window";
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Box&) const = default;
};

using BoxesBySeed = std::map<std::uint64_t, std::vector<Box>>;

struct ForgetRequest {
  int block = 2;
  std::vector<int> kept;  // maps of the top k that stay nevertheless
  int top_k = 0;          // maps with the largest weights; 0 with use_positive = all of weight > 0
  bool use_positive = false;
  BoxesBySeed boxes;
  std::string label = "window";
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

/// A figure to be written. The ending of `out` decides the format: .png; for walks also .gif and .mp4.
struct ExportRequest {
  FigureRequest figure;
  GenerateOptions generate;
  std::filesystem::path out;
};

struct ExportResult {
  std::filesystem::path path;
  int width = 0, height = 0;
  int frames = 1;
};

/// Logistic regression of "inside a box" on the feature maps of one generator block (paper section 6.3.1).
struct ForgetFit {
  int block = 2;
  std::vector<float> weights;  // one a map
  float intercept = 0;
  std::vector<float> mean_activation;  // one a map, over the samples used
  std::vector<int> ranking;            // maps by falling weight
  int positives = 0, negatives = 0, samples = 0, boxes = 0;
  double accuracy = 0;                         // mean of five folds, split by sample
  double accuracy_low = 0, accuracy_high = 0;  // 95 % interval
};

struct FitRequest {
  int block = 2;
  BoxesBySeed boxes;
  std::string label = "window";
  double l2 = 1.0;  // inverse strength C, as in scikit-learn
  double negatives_per_positive = 1.0;
  std::uint64_t seed = 1;
};

/// The same number of maps as `dropped`, not among them, matched in mean activation: the control of figure 6.
std::vector<int> matched_random_maps(const ForgetFit& fit, const std::vector<int>& dropped,
                                     std::uint64_t seed);
/// The k maps of largest weight, ascending index.
std::vector<int> top_maps(const ForgetFit& fit, int k);

}  // namespace core
