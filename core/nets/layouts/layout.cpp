#include "core/nets/layouts/layout.h"

#include <charconv>
#include <numeric>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"
#include "core/nets/layouts/layout_table.h"

namespace nets {
namespace {

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
  try {
    const LayoutKind& kind = layout_of(spec);
    if (kind.read_metadata) kind.read_metadata(metadata, where, spec);
    kind.check(spec);
  } catch (const core::UsageError& error) {
    throw core::Error(error.failed(), where, error.hint());
  }
  return spec;
}

void check(const LayoutSpec& spec) {
  layout_of(spec).check(spec);
}

void check_label(int label, int classes) {
  if (label == 0 || (label > 0 && label < classes)) return;
  throw core::UsageError(
      "the model has no such label", std::to_string(label),
      classes == 0 ? "it is not conditional" : "labels: 0 to " + std::to_string(classes - 1));
}

std::vector<StageLayout> generator_stages(const LayoutSpec& spec) {
  return layout_of(spec).generator(spec);
}

std::vector<StageLayout> discriminator_stages(const LayoutSpec& spec) {
  return layout_of(spec).discriminator(spec);
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
  return !spec.generator.empty() && spec.generator.back().activation == Activation::kSigmoid;
}

}  // namespace nets
