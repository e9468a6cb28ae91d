#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/request/task_kind.h"

namespace core {

/// A box on a sample in pixels of the image.
struct Box {
  std::string label = "window";
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Box&) const = default;
};

using BoxesBySeed = std::map<std::uint64_t, std::vector<Box>>;

struct ForgetFit;

/// Logistic regression of "inside a box" on the feature maps of one generator block (paper section 6.3.1).
struct FitRequest {
  int block = 2;  // 1 is the first
  BoxesBySeed boxes;
  std::string label = "window";
  double c = 1.0;  // inverse strength of the L2 penalty on the weights: C, as in scikit-learn
  double negatives_per_positive = 1.0;
  std::uint64_t seed = 1;
  bool operator==(const FitRequest&) const = default;

  using Result = ForgetFit;
  static constexpr TaskKind kTask{"fit", "The fit failed", ModelUse::kNeeded};
  JobTitle title() const;
  Json json() const;
  static FitRequest read(const Json& json, const ReadContext& context);
};

/// Samples that a fit's accuracy is measured in as many folds of; fewer do not measure it.
constexpr int kFitFolds = 5;

/// Share of cells told right, each by a regression that saw no cell of its sample, and its 95 % interval;
/// 0..1.
struct FitAccuracy {
  double mean = 0, low = 0, high = 0;
};

/// What a fit found.
struct ForgetFit {
  FitRequest request;          // what it answers
  std::vector<float> weights;  // one a map
  float intercept = 0;
  std::vector<float> mean_activation;  // one a map, over the samples used
  std::vector<int> ranking;            // maps by falling weight
  int positives = 0, negatives = 0, samples = 0, boxes = 0;
  std::optional<FitAccuracy> accuracy;  // not measured on fewer samples than folds
};

/// The same number of maps as `dropped`, not among them, matched in mean activation: the control of figure 6.
std::vector<int> matched_random_maps(const ForgetFit& fit, const std::vector<int>& dropped,
                                     std::uint64_t seed);
/// The k maps of largest weight, ascending index.
std::vector<int> top_maps(const ForgetFit& fit, int k);

}  // namespace core
