#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/session/frozen_model.h"
#include "core/session/train_options.h"

namespace engine {

/// What the shapes of a generator and a discriminator follow from.
///
/// classic (dcgan.torch, pytorch/examples): 4x4 kernels, stride 2, padding 1; stem = transposed convolution
/// base x base from z; head = convolution base x base to one logit. paper (paper.md 1a): 5x5, stride 2,
/// padding 2, output padding 1; stem = linear with BatchNorm1d over base * base * width units before the
/// reshape (unit = (c * base + y) * base + x); head = flatten and linear.
/// With size = base x 2^n: generator block b = 1..n (1 = stem, base x base) is ngf * 2^(n - b) wide and (base
/// * 2^(b - 1)) square; then one layer to the image with tanh. Discriminator block b = 1..n is ndf * 2^(b -
/// 1) wide; then the head. No biases besides BatchNorm's.
struct LayoutSpec {
  std::string layout = "classic";
  int size = 64, channels = 3, nz = 100, ngf = 64, ndf = 64;
  double bn_eps = 1e-5;

  bool operator==(const LayoutSpec&) const = default;
};

LayoutSpec layout_spec(const core::TrainOptions& options);
/// From a model file's metadata (formats.md 1.2); throws core::Error naming `where` and the missing or
/// unreadable key.
LayoutSpec layout_spec(const std::map<std::string, std::string>& metadata, const std::string& where);
/// Throws core::UsageError naming the first value no layout allows, with the nearest legal sizes.
void check(const LayoutSpec& spec);

/// One weight tensor and the BatchNorm behind it. For "classic" the names are pytorch/examples dcgan's:
/// main.0.weight, main.1 (BatchNorm), main.3.weight ... For "paper": stem.weight, stem.bn, blocks.2.weight,
/// blocks.2.bn ... image.weight; discriminator blocks.1.weight, blocks.2.weight, blocks.2.bn ... head.weight.
struct StageLayout {
  std::string module;               // owner of "weight"
  std::vector<std::int64_t> shape;  // of the weight as stored
  std::string
      norm;  // module of weight, bias, running_mean, running_var, num_batches_tracked; empty: no BatchNorm
  std::int64_t features = 0;  // BatchNorm's units
};

std::vector<StageLayout> generator_stages(const LayoutSpec& spec);      // n blocks, then the image layer
std::vector<StageLayout> discriminator_stages(const LayoutSpec& spec);  // n blocks, then the head

std::vector<core::BlockShape> generator_blocks(const LayoutSpec& spec);
std::vector<core::BlockShape> discriminator_blocks(const LayoutSpec& spec);
/// Trained values: weights and BatchNorm gains and biases.
std::int64_t parameter_count(const std::vector<StageLayout>& stages);

/// Kernel geometry of the strided layers.
struct ConvGeometry {
  int kernel = 4, stride = 2, padding = 1, output_padding = 0;
};

ConvGeometry conv_geometry(const LayoutSpec& spec);

}  // namespace engine
