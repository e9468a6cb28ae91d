#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/latent/prior.h"
#include "core/model/batch_norm_mode.h"
#include "core/model/model_facts.h"
#include "core/model/model_source.h"
#include "core/model/tensor_facts.h"

namespace core {

/// Output of one block: channels x height x width.
struct BlockShape {
  int channels = 0, height = 0, width = 0;
  bool operator==(const BlockShape&) const = default;
};

/// What is known about a model; never changes.
struct ModelInfo : ModelFacts {
  std::string name;    // bundled name or file stem; "live" for a net in training
  ModelSource source;  // as it was opened; its file is empty for a net in training
  std::string sha256;  // of the file; empty for a net in training
  std::string layout;  // of layout_names.h, or "chain" for other lists of stages
  int size = 0, channels = 0, nz = 0, ngf = 0, ndf = 0;
  int classes = 0, label = 0;  // a conditional model's one-hot label is below `classes`; 0 classes = none
  std::string weights;         // "ema" or "raw"
  bool has_generator = true, has_discriminator = false;
  std::int64_t generator_parameters = 0, discriminator_parameters = 0;
  std::vector<BlockShape> generator_blocks;      // block b is element b - 1; block 1 is the first after z
  std::vector<BlockShape> discriminator_blocks;  // likewise, block 1 sees the image
  std::vector<BatchNormMode> modes;  // those this model has statistics for; the first is the default
  /// Mean absolute pixel difference (0..1) between pictures by the file's own running statistics and by those
  /// of a batch of 256; absent where nothing was compared.
  std::optional<double> statistics_difference;
  std::vector<TensorFacts> tensors;  // of the file or both files; none for a net in training
};

/// Feature maps switched off after a block's activation: block (1 = first) -> channels set to zero (paper
/// section 6.3.1).
struct Masks {
  std::map<int, std::vector<int>> dropped;
  bool operator==(const Masks&) const = default;
};

struct GenerateOptions {
  BatchNormMode mode = BatchNormMode::kPopulation;
  Masks masks;
};

/// Activations count x channels x height x width, row-major.
struct FeatureMaps {
  int count = 0, channels = 0, height = 0, width = 0;
  std::vector<float> values;

  std::span<const float> map(int item, int channel) const {
    const std::size_t area = static_cast<std::size_t>(height) * width;
    return {values.data() + (static_cast<std::size_t>(item) * channels + channel) * area, area};
  }
};

/// How the backward pass treats LeakyReLU in guided backpropagation (Springenberg 2014; paper section 6.2
/// does not say).
struct GuidedOptions {
  int block = 0;                  // discriminator block; 0 = the last convolution
  std::vector<int> features;      // channels of that block
  bool leak_in_backward = false;  // keep 0.2 of the gradient where the pre-activation was negative
  bool plain_gradient = false;    // the ordinary gradient, as control
};

/// Attribution of the maximal response of one feature to the input of one image.
struct GuidedMap {
  int feature = 0;
  float response = 0;          // the maximal pre-activation of the feature
  int unit_x = 0, unit_y = 0;  // where in the block it was found
  int channels = 0, height = 0, width = 0;
  std::vector<float> gradient;  // channels x height x width, the input's
};

/// What a person may choose about an opened model.
struct ModelSettings {
  Prior prior = Prior::kGaussian;
  int label = 0;                                // of a conditional model
  std::optional<InnerActivation> activation{};  // absent: as it is. Another one opens the file again

  bool operator==(const ModelSettings&) const = default;
};

/// A copy of a generator (and discriminator) that nobody writes to any more. Every method is const and may
/// run on several threads at once; there are no hooks and no per-call state (docs/architecture.md: Threads).
class FrozenModel {
 public:
  virtual ~FrozenModel() = default;

  virtual const ModelInfo& info() const = 0;

  /// Does ahead what the first request in this mode would have to do, which may take seconds.
  virtual void prepare(BatchNormMode) const {}

  /// One picture per latent (each of info().nz coordinates). Throws Error on a wrong length.
  virtual std::vector<Image> generate(std::span<const Latent> z, const GenerateOptions& options) const = 0;
  /// Post-activation feature maps of generator block 1 .. blocks.
  virtual FeatureMaps generator_maps(std::span<const Latent> z, int block,
                                     const GenerateOptions& options) const = 0;

  /// D's logit per image (info().size square; channels are converted). Throws Error without a discriminator.
  virtual std::vector<float> discriminator_logits(std::span<const Image> images) const = 0;
  /// Feature maps of discriminator block 1 .. blocks, after LeakyReLU.
  virtual FeatureMaps discriminator_maps(std::span<const Image> images, int block) const = 0;
  /// images x features maps, image-major.
  virtual std::vector<GuidedMap> guided(std::span<const Image> images,
                                        const GuidedOptions& options) const = 0;
  /// The same model with D's weights drawn anew from N(0, 0.02) (figure 5's left half) and its BatchNorm
  /// statistics gathered on generated images.
  virtual std::shared_ptr<const FrozenModel> with_random_discriminator(std::uint64_t seed) const = 0;
  /// The same weights under another prior or label; population statistics are gathered anew for the prior.
  /// Throws UsageError for a label the model has not.
  virtual std::shared_ptr<const FrozenModel> with_settings(const ModelSettings& settings) const = 0;
  /// The same weights with BatchNorm statistics that can be trusted (docs/paper.md: BatchNorm statistics):
  /// gathered over 16 x 512 z where the file has none; where its running ones give pictures far from batch
  /// statistics, gathered as well and preferred. info().statistics_difference says what was measured. Takes
  /// seconds; throws Cancelled.
  virtual std::shared_ptr<const FrozenModel> with_settled_statistics(const Progress& progress) const = 0;
};

using FrozenModelPtr = std::shared_ptr<const FrozenModel>;

}  // namespace core
