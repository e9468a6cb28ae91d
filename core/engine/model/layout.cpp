#include "core/engine/model/layout.h"

#include <charconv>
#include <numeric>
#include <optional>

#include "core/base/error.h"

namespace engine {
namespace {

bool is_classic(const LayoutSpec& spec) {
  return spec.layout == "classic";
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

StageLayout classic_generator_block(const LayoutSpec& spec, const core::SizePlan& plan, int block) {
  const std::int64_t width = generator_width(spec, plan, block);
  const std::int64_t from = block == 1 ? spec.nz : generator_width(spec, plan, block - 1);
  const std::int64_t kernel = block == 1 ? plan.base : 4;
  return {main_name(3 * (block - 1)), {from, width, kernel, kernel}, main_name(3 * (block - 1) + 1), width};
}

StageLayout paper_generator_block(const LayoutSpec& spec, const core::SizePlan& plan, int block) {
  const std::int64_t width = generator_width(spec, plan, block);
  if (block == 1) {
    const std::int64_t units = width * plan.base * plan.base;
    return {"stem", {units, spec.nz}, "stem.bn", units};
  }
  return {block_name(block),
          {generator_width(spec, plan, block - 1), width, 5, 5},
          block_name(block) + ".bn",
          width};
}

StageLayout classic_discriminator_block(const LayoutSpec& spec, int block) {
  const std::int64_t width = discriminator_width(spec, block);
  if (block == 1) return {main_name(0), {width, spec.channels, 4, 4}, "", 0};
  return {main_name(3 * block - 4), {width, width / 2, 4, 4}, main_name(3 * block - 3), width};
}

StageLayout paper_discriminator_block(const LayoutSpec& spec, int block) {
  const std::int64_t width = discriminator_width(spec, block);
  if (block == 1) return {block_name(1), {width, spec.channels, 5, 5}, "", 0};
  return {block_name(block), {width, width / 2, 5, 5}, block_name(block) + ".bn", width};
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
  return {o.layout, o.size, o.channels, o.nz, o.ngf, o.ndf, o.batch_norm_eps};
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
  try {
    check(spec);
  } catch (const core::UsageError& error) {
    throw core::Error(error.failed(), where, error.hint());
  }
  return spec;
}

void check(const LayoutSpec& spec) {
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

std::vector<StageLayout> generator_stages(const LayoutSpec& spec) {
  const core::SizePlan plan = plan_of(spec);
  const bool classic = is_classic(spec);
  std::vector<StageLayout> stages;
  for (int block = 1; block <= plan.doublings; ++block) {
    stages.push_back(classic ? classic_generator_block(spec, plan, block)
                             : paper_generator_block(spec, plan, block));
  }
  const int kernel = conv_geometry(spec).kernel;
  stages.push_back(
      {classic ? main_name(3 * plan.doublings) : "image", {spec.ngf, spec.channels, kernel, kernel}, "", 0});
  return stages;
}

std::vector<StageLayout> discriminator_stages(const LayoutSpec& spec) {
  const core::SizePlan plan = plan_of(spec);
  const bool classic = is_classic(spec);
  std::vector<StageLayout> stages;
  for (int block = 1; block <= plan.doublings; ++block) {
    stages.push_back(classic ? classic_discriminator_block(spec, block)
                             : paper_discriminator_block(spec, block));
  }
  const std::int64_t width = discriminator_width(spec, plan.doublings);
  if (classic) {
    stages.push_back({main_name(3 * plan.doublings - 1), {1, width, plan.base, plan.base}, "", 0});
  } else {
    stages.push_back({"head", {1, width * plan.base * plan.base}, "", 0});
  }
  return stages;
}

std::vector<core::BlockShape> generator_blocks(const LayoutSpec& spec) {
  const core::SizePlan plan = plan_of(spec);
  std::vector<core::BlockShape> blocks;
  for (int block = 1; block <= plan.doublings; ++block) {
    const int side = plan.base << (block - 1);
    blocks.push_back({static_cast<int>(generator_width(spec, plan, block)), side, side});
  }
  return blocks;
}

std::vector<core::BlockShape> discriminator_blocks(const LayoutSpec& spec) {
  const core::SizePlan plan = plan_of(spec);
  std::vector<core::BlockShape> blocks;
  for (int block = 1; block <= plan.doublings; ++block) {
    const int side = spec.size >> block;
    blocks.push_back({static_cast<int>(discriminator_width(spec, block)), side, side});
  }
  return blocks;
}

std::int64_t parameter_count(const std::vector<StageLayout>& stages) {
  std::int64_t count = 0;
  for (const StageLayout& stage : stages) {
    count += std::accumulate(stage.shape.begin(), stage.shape.end(), std::int64_t{1}, std::multiplies<>());
    count += 2 * stage.features;
  }
  return count;
}

ConvGeometry conv_geometry(const LayoutSpec& spec) {
  return is_classic(spec) ? ConvGeometry{4, 2, 1, 0} : ConvGeometry{5, 2, 2, 1};
}

}  // namespace engine
