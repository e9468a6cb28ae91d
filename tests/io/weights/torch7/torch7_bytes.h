#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tests {

/// Writes binary Torch7 objects one after the other, as File.lua would; every part may also be written alone
/// and wrong. Tables, torch objects and functions get their indexes by themselves.
class Torch7Bytes {
 public:
  explicit Torch7Bytes(int long_bytes = 8) : long_bytes_(long_bytes) {}

  Torch7Bytes& i32(std::int64_t value);
  Torch7Bytes& i64(std::int64_t value);
  Torch7Bytes& long_word(std::int64_t value);  // of long_bytes
  Torch7Bytes& f64(double value);
  Torch7Bytes& f32(float value);
  Torch7Bytes& raw(std::string_view bytes);
  Torch7Bytes& text(std::string_view characters);  // length and characters, without a type

  Torch7Bytes& nil() { return i32(0); }

  Torch7Bytes& number(double value) { return i32(1).f64(value); }

  Torch7Bytes& string(std::string_view characters) { return i32(2).text(characters); }

  Torch7Bytes& boolean(bool value) { return i32(5).i32(value ? 1 : 0); }

  Torch7Bytes& begin(int type) { return i32(type).i32(++last_); }  // with a new index

  Torch7Bytes& reference(int type, int index) { return i32(type).i32(index); }

  /// `count` keys and values must follow.
  Torch7Bytes& table(std::int64_t count) { return begin(3).i32(count); }

  /// The body must follow. A version below 0 writes the form from before versions.
  Torch7Bytes& torch(std::string_view class_name, int version = 1);

  /// `fields` keys and values must follow.
  Torch7Bytes& module(std::string_view class_name, int fields, int version = 1) {
    return torch(class_name, version).table(fields);
  }

  /// An nn.Sequential; `count` modules with the keys 1 to count must follow.
  Torch7Bytes& sequential(int count) { return module("nn.Sequential", 1).string("modules").table(count); }

  /// Everything of a tensor but its storage, which must follow.
  Torch7Bytes& tensor_head(std::string_view class_name, const std::vector<std::int64_t>& sizes,
                           const std::vector<std::int64_t>& strides, std::int64_t offset = 1);
  /// A packed torch.FloatTensor with a storage of its own.
  Torch7Bytes& floats(const std::vector<std::int64_t>& sizes, const std::vector<float>& values);
  Torch7Bytes& float_storage(const std::vector<float>& values, std::string_view kind = "Float");

  Torch7Bytes& empty_tensor() { return tensor_head("torch.FloatTensor", {}, {}).nil(); }

  Torch7Bytes& field(std::string_view name, double value) { return string(name).number(value); }

  int last() const { return last_; }  // the newest index

  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  template <class Number>
  Torch7Bytes& little_endian(Number value);

  int long_bytes_;
  int last_ = 0;
  std::vector<std::byte> bytes_;
};

/// nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH: 8 fields.
void convolution_fields(Torch7Bytes& file, int in, int out, int kernel, int stride, int padding);

/// A generator as dcgan.torch saves it: View, SpatialFullConvolution 2 -> 3 of 2x2 without bias,
/// SpatialBatchNormalization, ReLU, SpatialFullConvolution 3 -> 1 of 2x2 with bias, Tanh; with gradWeight, a
/// function and a shared empty tensor among the fields.
void write_generator(Torch7Bytes& file);

/// 0, 1, 2, ... `count` - 1, plus `first`.
std::vector<float> ramp(std::size_t count, float first = 0);

}  // namespace tests
