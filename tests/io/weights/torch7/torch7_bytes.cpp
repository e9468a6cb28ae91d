#include "tests/io/weights/torch7/torch7_bytes.h"

#include <bit>
#include <numeric>
#include <span>
#include <string>

namespace tests {

template <class Number>
Torch7Bytes& Torch7Bytes::little_endian(Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
  return *this;
}

Torch7Bytes& Torch7Bytes::i32(std::int64_t value) {
  return little_endian(static_cast<std::uint32_t>(value));
}

Torch7Bytes& Torch7Bytes::i64(std::int64_t value) {
  return little_endian(static_cast<std::uint64_t>(value));
}

Torch7Bytes& Torch7Bytes::long_word(std::int64_t value) {
  return long_bytes_ == 4 ? i32(value) : i64(value);
}

Torch7Bytes& Torch7Bytes::f64(double value) {
  return little_endian(std::bit_cast<std::uint64_t>(value));
}

Torch7Bytes& Torch7Bytes::f32(float value) {
  return little_endian(std::bit_cast<std::uint32_t>(value));
}

Torch7Bytes& Torch7Bytes::raw(std::string_view bytes) {
  const auto added = std::as_bytes(std::span(bytes));
  bytes_.insert(bytes_.end(), added.begin(), added.end());
  return *this;
}

Torch7Bytes& Torch7Bytes::text(std::string_view characters) {
  return i32(static_cast<std::int64_t>(characters.size())).raw(characters);
}

Torch7Bytes& Torch7Bytes::torch(std::string_view class_name, int version) {
  begin(4);
  if (version >= 0) text("V " + std::to_string(version));
  return text(class_name);
}

Torch7Bytes& Torch7Bytes::tensor_head(std::string_view class_name, const std::vector<std::int64_t>& sizes,
                                      const std::vector<std::int64_t>& strides, std::int64_t offset) {
  torch(class_name).i32(static_cast<std::int64_t>(sizes.size()));
  for (const std::int64_t size : sizes) long_word(size);
  for (const std::int64_t stride : strides) long_word(stride);
  return long_word(offset);
}

Torch7Bytes& Torch7Bytes::floats(const std::vector<std::int64_t>& sizes, const std::vector<float>& values) {
  std::vector<std::int64_t> strides(sizes.size());
  std::int64_t step = 1;
  for (std::size_t d = sizes.size(); d-- > 0;) {
    strides[d] = step;
    step *= sizes[d];
  }
  return tensor_head("torch.FloatTensor", sizes, strides).float_storage(values);
}

Torch7Bytes& Torch7Bytes::float_storage(const std::vector<float>& values, std::string_view kind) {
  torch("torch." + std::string(kind) + "Storage").long_word(static_cast<std::int64_t>(values.size()));
  for (const float value : values) f32(value);
  return *this;
}

void convolution_fields(Torch7Bytes& file, int in, int out, int kernel, int stride, int padding) {
  file.field("nInputPlane", in).field("nOutputPlane", out).field("kW", kernel).field("kH", kernel);
  file.field("dW", stride).field("dH", stride).field("padW", padding).field("padH", padding);
}

void write_generator(Torch7Bytes& file) {
  file.sequential(6);
  file.number(1).module("nn.View", 1).field("numElements", 2);

  file.number(2).module("nn.SpatialFullConvolution", 12);
  convolution_fields(file, 2, 3, 2, 1, 0);
  file.string("weight").floats({2, 3, 2, 2}, ramp(24));
  file.string("gradWeight").floats({2, 3, 2, 2}, ramp(24, 500));
  file.string("output").empty_tensor();
  const int empty = file.last();
  file.string("noBias").boolean(true);

  file.number(3).module("nn.SpatialBatchNormalization", 6, 2).field("eps", 1e-5);
  file.string("weight").floats({3}, {1, 2, 3});
  file.string("bias").floats({3}, {4, 5, 6});
  file.string("running_mean").floats({3}, {7, 8, 9});
  file.string("running_var").floats({3}, {10, 11, 12});
  file.string("output").reference(4, empty);

  file.number(4).module("nn.ReLU", 2).string("inplace").boolean(true);
  file.string("hook").begin(8).text("\x1BLua bytecode").table(1).number(1).table(2);
  file.string("name").string("self").string("value").nil();

  file.number(5).module("nn.SpatialFullConvolution", 12);
  convolution_fields(file, 3, 1, 2, 2, 1);
  file.field("adjW", 1).field("adjH", 1);
  file.string("weight").floats({3, 1, 2, 2}, ramp(12, 100));
  file.string("bias").floats({1}, {-1});

  file.number(6).module("nn.Tanh", 0);
}

std::vector<float> ramp(std::size_t count, float first) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), first);
  return values;
}

}  // namespace tests
