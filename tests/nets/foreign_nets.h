#pragma once

#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/nets/layouts/layout.h"

namespace tests {

/// A tensor of a stranger's file.
struct Shaped {
  std::string name;
  std::vector<std::int64_t> shape;
};

using Tensors = std::vector<Shaped>;

/// Tensors one after the other.
Tensors operator+(Tensors a, const Tensors& b);
/// The same with `prefix` before every name.
Tensors prefixed(const std::string& prefix, Tensors tensors);

Tensors weight(const std::string& module, std::vector<std::int64_t> shape);
Tensors biased(const std::string& module, std::vector<std::int64_t> shape, std::int64_t outputs);
/// A BatchNorm's five tensors.
Tensors norm(const std::string& module, std::int64_t features);

/// pytorch/examples dcgan, "main.N".
Tensors classic_generator(int size, int channels, int nz, int ngf);
Tensors classic_discriminator(int size, int channels, int ndf);
/// Linear and BatchNorm1d, then 5x5 layers, under our own names.
Tensors paper_generator(int size, int channels, int nz, int ngf);
Tensors paper_discriminator(int size, int channels, int ndf);
/// pytorch/examples cpp/dcgan on MNIST, widths divided by 32.
Tensors cpp_generator();
Tensors cpp_discriminator();
/// eriklindernoren's PyTorch-GAN dcgan.py for `size` pixels and 3 channels, widths divided by 16.
Tensors pytorch_gan_generator(int size);
Tensors pytorch_gan_discriminator(int size);

/// A file whose numbers count: element i of array n is (n + 1) + i / 1024. "num_batches_tracked" is I64 7.
io::WeightsFile file_of(const Tensors& tensors, io::WeightsKind kind = io::WeightsKind::kPth);

std::vector<float> floats_of(const io::NamedArray& array);
/// Values of an array that must be there.
std::vector<float> floats_of(const io::WeightsFile& file, const std::string& name);

/// A compact line a stage: "convT 8>4 k4 s2 p1 4x32x32 bn4 relu".
std::vector<std::string> lines_of(const std::vector<nets::StageLayout>& stages);

}  // namespace tests
