#include "core/nets/layouts/layout_chain.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace nets {
namespace {

constexpr int kMaxSide = 512, kMaxChannels = 16384, kMaxClasses = 1000;
constexpr std::int64_t kMaxUnits = std::int64_t{1} << 24;

[[noreturn]] void refuse(const std::string& net, std::size_t index, const std::string& what) {
  throw core::UsageError(net + " stage " + std::to_string(index + 1) + ": " + what, "stages",
                         "each stage must fit the one before it");
}

bool in_range(std::int64_t value, std::int64_t least, std::int64_t most) {
  return value >= least && value <= most;
}

void check_geometry(const StageLayout& stage, const std::string& net, std::size_t index) {
  const ConvGeometry& conv = stage.conv;
  if (!in_range(stage.out.channels, 1, kMaxChannels) || !in_range(stage.out.height, 1, kMaxSide) ||
      stage.out.height != stage.out.width)
    refuse(net, index, "its output is not square or absurdly large");
  for (const std::int64_t length : stage.shape) {
    if (!in_range(length, 1, kMaxUnits)) refuse(net, index, "its weight has an absurd shape");
  }
  if (!in_range(conv.kernel, 1, kMaxSide) || !in_range(conv.stride, 1, 8) ||
      !in_range(conv.padding, 0, conv.kernel) || !in_range(conv.output_padding, 0, conv.stride - 1) ||
      !in_range(stage.upsample, 1, 8))
    refuse(net, index, "its kernel, stride, padding or enlargement is absurd");
  if (!(stage.norm_eps >= 0 && stage.norm_eps <= kMaxNormEps) || !(std::abs(stage.slope) <= kMaxSlope))
    refuse(net, index, "BatchNorm's epsilon or LeakyReLU's slope is absurd");
}

/// What flows from stage to stage: maps, or units when height is 1.
void check_stage(const StageLayout& stage, const core::BlockShape& in, int classes, const std::string& net,
                 std::size_t index) {
  check_geometry(stage, net, index);
  const std::int64_t labels = stage.conditional ? classes : 0;
  if (stage.kind == StageKind::kLinear) {
    const std::int64_t units = std::int64_t{stage.out.channels} * stage.out.height * stage.out.width;
    const std::int64_t from = std::int64_t{in.channels} * in.height * in.width + labels;
    if (stage.shape.size() != 2 || stage.shape[0] != units || stage.shape[1] != from)
      refuse(net, index,
             "its weight does not lead from " + std::to_string(from) + " to " + std::to_string(units) +
                 " units");
    if (stage.features != 0 && stage.features != units && stage.features != stage.out.channels)
      refuse(net, index, "BatchNorm has neither its units nor its channels");
    return;
  }
  if (stage.shape.size() != 4 || stage.shape[2] != stage.conv.kernel || stage.shape[3] != stage.conv.kernel)
    refuse(net, index, "its weight is no square kernel");
  if (weight_inputs(stage) != in.channels + labels || weight_outputs(stage) != stage.out.channels)
    refuse(net, index,
           "its weight does not lead from " + std::to_string(in.channels + labels) + " to " +
               std::to_string(stage.out.channels) + " channels");
  if (side_after(stage, in.height) != stage.out.height)
    refuse(net, index, "it makes maps of another size than it says");
  if (stage.features != 0 && stage.features != stage.out.channels)
    refuse(net, index, "BatchNorm has another number of channels");
}

void check_net(const std::vector<StageLayout>& stages, core::BlockShape in, int classes,
               const std::string& net) {
  if (stages.empty()) return;
  if (!in_range(static_cast<std::int64_t>(stages.size()), 2, kMaxStages))
    throw core::UsageError("the " + net + " has " + std::to_string(stages.size()) + " stages", "stages",
                           "2 to " + std::to_string(kMaxStages) + " can be read");
  for (std::size_t index = 0; index < stages.size(); ++index) {
    check_stage(stages[index], in, classes, net, index);
    in = stages[index].out;
  }
  if (stages.back().features != 0) refuse(net, stages.size() - 1, "BatchNorm at the output");
}

}  // namespace

std::int64_t weight_outputs(const StageLayout& stage) {
  return stage.shape[stage.kind == StageKind::kTransposedConv ? 1 : 0];
}

std::int64_t weight_inputs(const StageLayout& stage) {
  return stage.shape[stage.kind == StageKind::kTransposedConv ? 0 : 1];
}

int side_after(const StageLayout& stage, int side) {
  const ConvGeometry& conv = stage.conv;
  if (stage.kind == StageKind::kTransposedConv)
    return (side - 1) * conv.stride - 2 * conv.padding + conv.kernel + conv.output_padding;
  return (side * stage.upsample + 2 * conv.padding - conv.kernel) / conv.stride + 1;
}

std::vector<std::string> tensor_names(const std::vector<StageLayout>& stages) {
  std::vector<std::string> names;
  for (const StageLayout& stage : stages) {
    names.push_back(stage.module + ".weight");
    if (stage.bias) names.push_back(stage.module + ".bias");
    if (stage.norm.empty()) continue;
    for (const char* part : {".weight", ".bias", ".running_mean", ".running_var", ".num_batches_tracked"})
      names.push_back(stage.norm + part);
  }
  return names;
}

void check_chain(const LayoutSpec& spec) {
  if (spec.generator.empty() && spec.discriminator.empty())
    throw core::UsageError("there is neither a generator nor a discriminator", "stages");
  if (!in_range(spec.nz, 1, kMaxChannels) || (spec.channels != 1 && spec.channels != 3) ||
      !in_range(spec.size, 8, kMaxSide) || !in_range(spec.classes, 0, kMaxClasses) ||
      !(spec.bn_eps > 0 && spec.bn_eps <= kMaxNormEps))
    throw core::UsageError("z, channels, size, classes or BatchNorm's epsilon is out of range", "stages");
  const core::BlockShape image{spec.channels, spec.size, spec.size};
  check_net(spec.generator, {spec.nz, 1, 1}, spec.classes, "generator");
  check_net(spec.discriminator, image, spec.classes, "discriminator");
  if (!spec.generator.empty() && spec.generator.back().out != image)
    throw core::UsageError("the generator does not end in the image", "stages");
  if (!spec.discriminator.empty() && spec.discriminator.back().out != core::BlockShape{1, 1, 1})
    throw core::UsageError("the discriminator does not end in one logit", "stages");
}

}  // namespace nets
