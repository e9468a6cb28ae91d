#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/latent/prior.h"
#include "core/model/inner_activation.h"
#include "core/model/statistics_kind.h"

namespace core {

/// What a file says of its model beside shapes and weights, or what had to be guessed of it. Whoever reads,
/// opens, shows or writes a model hands these on.
struct ModelFacts {
  std::string words{};   // how a file from elsewhere was understood; empty for our own
  std::string format{};  // what the file is: "safetensors", "PyTorch .pth" ...
  Prior prior = Prior::kGaussian;
  bool prior_is_guess = false;                              // the file does not say it
  InnerActivation activation = InnerActivation::kRelu;      // of the generator
  bool activation_is_guess = false;                         // the file does not say it
  StatisticsKind statistics = StatisticsKind::kPopulation;  // of the generators' BatchNorms
  bool discriminator_statistics = true;                     // whether its BatchNorms have any
  std::int64_t step = 0;                                    // of training, where it is known
  std::map<std::string, std::string> metadata{};            // of the file, as it stands there
};

}  // namespace core
