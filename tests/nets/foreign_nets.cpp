#include "tests/nets/foreign_nets.h"

#include <cstring>

#include <doctest/doctest.h>
#include "core/nets/layouts/layout_chain.h"

namespace tests {
namespace {

std::string n(std::int64_t number) {
  return std::to_string(number);
}

std::string main_at(int index) {
  return "main." + n(index);
}

const char* activation_word(nets::Activation activation) {
  constexpr const char* kWords[] = {"none", "relu", "leaky", "tanh", "sigmoid"};
  return kWords[static_cast<int>(activation)];
}

std::string line_of(const nets::StageLayout& stage) {
  constexpr const char* kKinds[] = {"linear", "conv", "convT"};
  std::string line = kKinds[static_cast<int>(stage.kind)];
  line += " " + n(nets::weight_inputs(stage)) + ">" + n(nets::weight_outputs(stage));
  if (stage.kind != nets::StageKind::kLinear) {
    line += " k" + n(stage.conv.kernel) + " s" + n(stage.conv.stride) + " p" + n(stage.conv.padding);
    if (stage.conv.output_padding > 0) line += " op" + n(stage.conv.output_padding);
  }
  if (stage.upsample > 1) line += " up" + n(stage.upsample);
  if (stage.bias) line += " bias";
  if (stage.conditional) line += " y";
  line += " " + n(stage.out.channels) + "x" + n(stage.out.height) + "x" + n(stage.out.width);
  if (stage.features > 0) line += " bn" + n(stage.features);
  return line + " " + activation_word(stage.activation);
}

}  // namespace

Tensors operator+(Tensors a, const Tensors& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Tensors prefixed(const std::string& prefix, Tensors tensors) {
  for (Shaped& tensor : tensors) tensor.name = prefix + tensor.name;
  return tensors;
}

Tensors weight(const std::string& module, std::vector<std::int64_t> shape) {
  return {{module + ".weight", std::move(shape)}};
}

Tensors biased(const std::string& module, std::vector<std::int64_t> shape, std::int64_t outputs) {
  return weight(module, std::move(shape)) + Tensors{{module + ".bias", {outputs}}};
}

Tensors norm(const std::string& module, std::int64_t features) {
  return {{module + ".weight", {features}},
          {module + ".bias", {features}},
          {module + ".running_mean", {features}},
          {module + ".running_var", {features}},
          {module + ".num_batches_tracked", {}}};
}

Tensors classic_generator(int size, int channels, int nz, int ngf) {
  const auto plan = *core::plan_size(size);
  Tensors all;
  std::int64_t in = nz;
  for (int block = 1; block <= plan.doublings; ++block) {
    const std::int64_t out = std::int64_t{ngf} << (plan.doublings - block), k = block == 1 ? plan.base : 4;
    all = all + weight(main_at(3 * block - 3), {in, out, k, k}) + norm(main_at(3 * block - 2), out);
    in = out;
  }
  return all + weight(main_at(3 * plan.doublings), {in, channels, 4, 4});
}

Tensors classic_discriminator(int size, int channels, int ndf) {
  const auto plan = *core::plan_size(size);
  Tensors all = weight("main.0", {ndf, channels, 4, 4});
  std::int64_t in = ndf;
  for (int block = 2; block <= plan.doublings; ++block, in *= 2)
    all = all + weight(main_at(3 * block - 4), {in * 2, in, 4, 4}) + norm(main_at(3 * block - 3), in * 2);
  return all + weight(main_at(3 * plan.doublings - 1), {1, in, plan.base, plan.base});
}

Tensors paper_generator(int size, int channels, int nz, int ngf) {
  const auto plan = *core::plan_size(size);
  std::int64_t in = std::int64_t{ngf} << (plan.doublings - 1);
  const std::int64_t units = in * plan.base * plan.base;
  Tensors all = weight("stem", {units, nz}) + norm("stem.bn", units);
  for (int block = 2; block <= plan.doublings; ++block, in /= 2)
    all = all + weight("blocks." + n(block), {in, in / 2, 5, 5}) + norm("blocks." + n(block) + ".bn", in / 2);
  return all + weight("image", {in, channels, 5, 5});
}

Tensors paper_discriminator(int size, int channels, int ndf) {
  const auto plan = *core::plan_size(size);
  Tensors all = weight("blocks.1", {ndf, channels, 5, 5});
  std::int64_t in = ndf;
  for (int block = 2; block <= plan.doublings; ++block, in *= 2)
    all = all + weight("blocks." + n(block), {in * 2, in, 5, 5}) + norm("blocks." + n(block) + ".bn", in * 2);
  return all + weight("head", {1, in * plan.base * plan.base});
}

Tensors cpp_generator() {
  return weight("conv1", {100, 8, 4, 4}) + norm("batch_norm1", 8) + weight("conv2", {8, 4, 3, 3}) +
         norm("batch_norm2", 4) + weight("conv3", {4, 2, 4, 4}) + norm("batch_norm3", 2) +
         weight("conv4", {2, 1, 4, 4});
}

Tensors cpp_discriminator() {
  return weight("0", {2, 1, 4, 4}) + weight("2", {4, 2, 4, 4}) + norm("3", 4) + weight("5", {8, 4, 4, 4}) +
         norm("6", 8) + weight("8", {1, 8, 3, 3});
}

Tensors pytorch_gan_generator(int size) {
  const std::int64_t side = size / 4;
  return biased("l1.0", {8 * side * side, 100}, 8 * side * side) + norm("conv_blocks.0", 8) +
         biased("conv_blocks.2", {8, 8, 3, 3}, 8) + norm("conv_blocks.3", 8) +
         biased("conv_blocks.6", {4, 8, 3, 3}, 4) + norm("conv_blocks.7", 4) +
         biased("conv_blocks.9", {3, 4, 3, 3}, 3);
}

Tensors pytorch_gan_discriminator(int size) {
  const std::int64_t side = size / 16;
  return biased("model.0", {2, 3, 3, 3}, 2) + biased("model.3", {4, 2, 3, 3}, 4) + norm("model.6", 4) +
         biased("model.7", {8, 4, 3, 3}, 8) + norm("model.10", 8) + biased("model.11", {16, 8, 3, 3}, 16) +
         norm("model.14", 16) + biased("adv_layer.0", {1, 16 * side * side}, 1);
}

io::WeightsFile file_of(const Tensors& tensors, io::WeightsKind kind) {
  io::WeightsFile file;
  file.kind = kind;
  for (const Shaped& tensor : tensors) {
    io::NamedArray array{tensor.name, io::DType::kF32, tensor.shape, {}};
    if (tensor.name.ends_with("num_batches_tracked")) {
      array.type = io::DType::kI64;
      array.bytes.assign(8, std::byte{0});
      array.bytes[0] = std::byte{7};
    } else {
      std::size_t count = 1;
      for (const std::int64_t length : tensor.shape) count *= static_cast<std::size_t>(length);
      std::vector<float> values(count);
      const auto number = static_cast<float>(file.arrays.size() + 1);
      for (std::size_t i = 0; i < count; ++i) values[i] = number + static_cast<float>(i) / 1024;
      array.bytes.resize(count * sizeof(float));
      if (count > 0) std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
    }
    file.arrays.push_back(std::move(array));
  }
  return file;
}

std::vector<float> floats_of(const io::NamedArray& array) {
  REQUIRE(array.type == io::DType::kF32);
  std::vector<float> values(array.bytes.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), array.bytes.data(), array.bytes.size());
  return values;
}

std::vector<float> floats_of(const io::WeightsFile& file, const std::string& name) {
  const io::NamedArray* array = file.find(name);
  REQUIRE_MESSAGE(array != nullptr, name);
  return floats_of(*array);
}

std::vector<std::string> lines_of(const std::vector<nets::StageLayout>& stages) {
  std::vector<std::string> lines;
  for (const nets::StageLayout& stage : stages) lines.push_back(line_of(stage));
  return lines;
}

}  // namespace tests
