#include "core/nets/layouts/layout.h"

#include <charconv>
#include <numeric>
#include <optional>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {
namespace {

constexpr double kLeak = 0.2;  // paper section 4

bool is_classic(const LayoutSpec& spec) {
  return spec.layout == "classic";
}

bool is_chain(const LayoutSpec& spec) {
  return spec.layout == kChainLayout;
}

/// Kernel geometry of the strided layers.
ConvGeometry strided(const LayoutSpec& spec) {
  return is_classic(spec) ? ConvGeometry{4, 2, 1, 0} : ConvGeometry{5, 2, 2, 1};
}

/// Legal specs only; check() comes before every use.
core::SizePlan plan_of(const LayoutSpec& spec) {
  return core::plan_size(spec.size).value_or(core::SizePlan{});
}

std::int64_t generator_width(const LayoutSpec& spec, const core::SizePlan& plan, int block) {
  return static_cast<std::int64_t>(spec.ngf) << (plan.doublings - block);
}

std::int64_t discriminator_width(const LayoutSpec& spec, int block) {
  return static_cast<std::int64_t>(spec.ndf) << (block - 1);
}

std::string main_name(int index) {
  return "main." + std::to_string(index);
}

std::string block_name(int block) {
  return "blocks." + std::to_string(block);
}

std::string block_module(const LayoutSpec& spec, int classic_index, int block) {
  return is_classic(spec) ? main_name(classic_index) : block_name(block);
}

std::string block_norm(const LayoutSpec& spec, int classic_index, int block) {
  return is_classic(spec) ? main_name(classic_index + 1) : block_name(block) + ".bn";
}

StageLayout generator_stem(const LayoutSpec& spec, const core::SizePlan& plan) {
  const std::int64_t width = generator_width(spec, plan, 1);
  StageLayout stem;
  stem.out = {static_cast<int>(width), plan.base, plan.base};
  if (is_classic(spec)) {
    stem.module = main_name(0);
    stem.shape = {spec.nz, width, plan.base, plan.base};
    stem.norm = main_name(1);
    stem.features = width;
    stem.conv = {plan.base, 1, 0, 0};
  } else {
    const std::int64_t units = width * plan.base * plan.base;
    stem.kind = StageKind::kLinear;
    stem.module = "stem";
    stem.shape = {units, spec.nz};
    stem.norm = "stem.bn";
    stem.features = units;
  }
  return stem;
}

StageLayout generator_block(const LayoutSpec& spec, const core::SizePlan& plan, int block) {
  if (block == 1) return generator_stem(spec, plan);
  const std::int64_t width = generator_width(spec, plan, block);
  const int side = plan.base << (block - 1);
  StageLayout stage;
  stage.conv = strided(spec);
  stage.module = block_module(spec, 3 * (block - 1), block);
  stage.shape = {generator_width(spec, plan, block - 1), width, stage.conv.kernel, stage.conv.kernel};
  stage.norm = block_norm(spec, 3 * (block - 1), block);
  stage.features = width;
  stage.out = {static_cast<int>(width), side, side};
  return stage;
}

StageLayout image_layer(const LayoutSpec& spec, const core::SizePlan& plan) {
  StageLayout stage;
  stage.conv = strided(spec);
  stage.module = is_classic(spec) ? main_name(3 * plan.doublings) : "image";
  stage.shape = {spec.ngf, spec.channels, stage.conv.kernel, stage.conv.kernel};
  stage.out = {spec.channels, spec.size, spec.size};
  stage.activation = Activation::kTanh;
  return stage;
}

StageLayout discriminator_block(const LayoutSpec& spec, int block) {
  const std::int64_t width = discriminator_width(spec, block);
  const int side = spec.size >> block;
  StageLayout stage;
  stage.kind = StageKind::kConv;
  stage.conv = strided(spec);
  stage.conv.output_padding = 0;
  stage.module = block_module(spec, block == 1 ? 0 : 3 * block - 4, block);
  stage.shape = {width, block == 1 ? spec.channels : width / 2, stage.conv.kernel, stage.conv.kernel};
  if (block > 1) {
    stage.norm = block_norm(spec, 3 * block - 4, block);
    stage.features = width;
  }
  stage.out = {static_cast<int>(width), side, side};
  stage.activation = Activation::kLeakyRelu;
  stage.slope = kLeak;
  return stage;
}

StageLayout discriminator_head(const LayoutSpec& spec, const core::SizePlan& plan) {
  const std::int64_t width = discriminator_width(spec, plan.doublings);
  StageLayout head;
  head.out = {1, 1, 1};
  head.activation = Activation::kNone;
  if (is_classic(spec)) {
    head.kind = StageKind::kConv;
    head.module = main_name(3 * plan.doublings - 1);
    head.shape = {1, width, plan.base, plan.base};
    head.conv = {plan.base, 1, 0, 0};
  } else {
    head.kind = StageKind::kLinear;
    head.module = "head";
    head.shape = {1, width * plan.base * plan.base};
  }
  return head;
}

std::vector<core::BlockShape> blocks_of(const std::vector<StageLayout>& stages) {
  std::vector<core::BlockShape> blocks;
  for (std::size_t index = 0; index + 1 < stages.size(); ++index) blocks.push_back(stages[index].out);
  return blocks;
}

/// The value of a metadata key as a number; a whole and sane one.
template <typename Number>
Number number_of(const std::map<std::string, std::string>& metadata, const std::string& key,
                 const std::string& where) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) {
    throw core::Error("not a ganscope model file", where, "its metadata has no \"" + key + "\"");
  }
  const std::string& text = found->second;
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw core::Error("unreadable model file", where,
                      "metadata \"" + key + "\" is \"" + text.substr(0, 40) + "\"");
  }
  return value;
}

}  // namespace

LayoutSpec layout_spec(const core::TrainOptions& o) {
  LayoutSpec spec;
  spec.layout = o.layout;
  spec.size = o.size;
  spec.channels = o.channels;
  spec.nz = o.nz;
  spec.ngf = o.ngf;
  spec.ndf = o.ndf;
  spec.bn_eps = o.batch_norm_eps;
  return spec;
}

LayoutSpec layout_spec(const std::map<std::string, std::string>& metadata, const std::string& where) {
  LayoutSpec spec;
  const auto layout = metadata.find("layout");
  if (layout == metadata.end()) {
    throw core::Error("not a ganscope model file", where, "its metadata has no \"layout\"");
  }
  spec.layout = layout->second;
  spec.size = number_of<int>(metadata, "size", where);
  spec.channels = number_of<int>(metadata, "channels", where);
  spec.nz = number_of<int>(metadata, "nz", where);
  spec.ngf = number_of<int>(metadata, "ngf", where);
  spec.ndf = number_of<int>(metadata, "ndf", where);
  spec.bn_eps = number_of<double>(metadata, "bn_eps", where);
  if (is_chain(spec)) read_chain(metadata, where, spec);
  try {
    check(spec);
  } catch (const core::UsageError& error) {
    throw core::Error(error.failed(), where, error.hint());
  }
  return spec;
}

void check(const LayoutSpec& spec) {
  if (is_chain(spec)) return check_chain(spec);
  core::TrainOptions options;
  options.layout = spec.layout;
  options.size = spec.size;
  options.channels = spec.channels;
  options.nz = spec.nz;
  options.ngf = spec.ngf;
  options.ndf = spec.ndf;
  options.batch_norm_eps = spec.bn_eps;
  core::check(options);
}

void check_label(int label, int classes) {
  if (label == 0 || (label > 0 && label < classes)) return;
  throw core::UsageError(
      "the model has no such label", std::to_string(label),
      classes == 0 ? "it is not conditional" : "labels: 0 to " + std::to_string(classes - 1));
}

std::vector<StageLayout> generator_stages(const LayoutSpec& spec) {
  if (is_chain(spec)) return spec.generator;
  const core::SizePlan plan = plan_of(spec);
  std::vector<StageLayout> stages;
  for (int block = 1; block <= plan.doublings; ++block) stages.push_back(generator_block(spec, plan, block));
  stages.push_back(image_layer(spec, plan));
  return stages;
}

std::vector<StageLayout> discriminator_stages(const LayoutSpec& spec) {
  if (is_chain(spec)) return spec.discriminator;
  const core::SizePlan plan = plan_of(spec);
  std::vector<StageLayout> stages;
  for (int block = 1; block <= plan.doublings; ++block) stages.push_back(discriminator_block(spec, block));
  stages.push_back(discriminator_head(spec, plan));
  return stages;
}

std::vector<core::BlockShape> generator_blocks(const LayoutSpec& spec) {
  return blocks_of(generator_stages(spec));
}

std::vector<core::BlockShape> discriminator_blocks(const LayoutSpec& spec) {
  return blocks_of(discriminator_stages(spec));
}

std::int64_t parameter_count(const std::vector<StageLayout>& stages) {
  std::int64_t count = 0;
  for (const StageLayout& stage : stages) {
    count += std::accumulate(stage.shape.begin(), stage.shape.end(), std::int64_t{1}, std::multiplies<>());
    count += 2 * stage.features;
    if (stage.bias) count += weight_outputs(stage);
  }
  return count;
}

bool has_unit_range(const LayoutSpec& spec) {
  return is_chain(spec) && !spec.generator.empty() &&
         spec.generator.back().activation == Activation::kSigmoid;
}

}  // namespace nets
