#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/frozen_model.h"
#include "core/run/train_options.h"

namespace nets {

/// Geometry of a convolution.
struct ConvGeometry {
  int kernel = 4, stride = 2, padding = 1, output_padding = 0;
  bool operator==(const ConvGeometry&) const = default;
};

enum class StageKind { kLinear, kConv, kTransposedConv };
enum class Activation { kNone, kRelu, kLeakyRelu, kTanh, kSigmoid };

/// One weight tensor with what follows it: bias, BatchNorm, activation. A net is a list of them.
struct StageLayout {
  std::string module;               // owner of "weight" and, with `bias`, "bias"
  std::vector<std::int64_t> shape;  // of the weight as stored: linear [units, in], conv [out, in, k, k],
                                    // transposed conv [in, out, k, k]
  std::string
      norm;  // module of weight, bias, running_mean, running_var, num_batches_tracked; empty: no BatchNorm
  std::int64_t features =
      0;                // BatchNorm's units: channels, or every unit of a linear stage before its reshape
  double norm_eps = 0;  // of this BatchNorm; 0 = LayoutSpec::bn_eps
  StageKind kind = StageKind::kTransposedConv;
  ConvGeometry conv;     // of the two convolutions
  core::BlockShape out;  // a linear stage's units are reshaped to it, channels first
  Activation activation = Activation::kRelu;
  double slope = 0.2;  // of LeakyReLU
  bool bias = false;
  int upsample = 1;          // nearest-neighbour enlargement before a convolution
  bool conditional = false;  // the one-hot label is joined to its input (paper section 8.1)

  bool operator==(const StageLayout&) const = default;
};

/// What the shapes of a generator and a discriminator follow from. layout_table.h has the layouts, a file
/// each: classic.cpp, paper.cpp, chain.cpp.
///
/// With size = base x 2^n: generator block b = 1..n (1 = stem, base x base) is ngf * 2^(n - b) wide and (base
/// * 2^(b - 1)) square; then one layer to the image with tanh. Discriminator block b = 1..n is ndf * 2^(b -
/// 1) wide; then the head. No biases besides BatchNorm's. "chain" is any other list of stages.
struct LayoutSpec {
  std::string layout = "classic";
  int size = 64, channels = 3, nz = 100, ngf = 64, ndf = 64;
  double bn_eps = 1e-5;
  int classes = 0;  // > 0: the nets also take a one-hot label of that many classes
  std::vector<StageLayout> generator{}, discriminator{};  // of "chain"; a net that is not there is empty

  bool operator==(const LayoutSpec&) const = default;
};

LayoutSpec layout_spec(const core::TrainOptions& options);
/// From a model file's metadata (docs/formats.md: Model files); throws core::Error naming `where` and the
/// missing or unreadable key.
LayoutSpec layout_spec(const std::map<std::string, std::string>& metadata, const std::string& where);
/// Throws core::UsageError naming the first value no layout allows, with the nearest legal sizes.
void check(const LayoutSpec& spec);
/// Throws core::UsageError unless a model of `classes` classes (0: not conditional) has the label. 0 is
/// always good.
void check_label(int label, int classes);

std::vector<StageLayout> generator_stages(const LayoutSpec& spec);      // n blocks, then the image layer
std::vector<StageLayout> discriminator_stages(const LayoutSpec& spec);  // n blocks, then the head

std::vector<core::BlockShape> generator_blocks(const LayoutSpec& spec);
std::vector<core::BlockShape> discriminator_blocks(const LayoutSpec& spec);
/// Trained values: weights, biases, and BatchNorm gains and biases.
std::int64_t parameter_count(const std::vector<StageLayout>& stages);
/// Whether images are 0..1 (a sigmoid makes them) instead of -1..1.
bool has_unit_range(const LayoutSpec& spec);

}  // namespace nets
