#include "core/io/weights/torch7/torch7.h"

#include <cmath>
#include <cstring>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "tests/io/corpus.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/torch7/torch7_bytes.h"

using io::DType;
using io::NamedArray;
using io::WeightsFile;
using tests::ramp;
using tests::Torch7Bytes;

namespace {

using Shape = std::vector<std::int64_t>;

/// Reads a valid file and keeps it for the fuzzer.
WeightsFile read(const std::string& name, const Torch7Bytes& file, const io::Torch7Options& options = {}) {
  tests::write_corpus("t7", "valid-" + name + ".t7", file.bytes());
  return io::parse_torch7(file.bytes(), name, options);
}

const NamedArray& array(const WeightsFile& weights, const std::string& name) {
  const NamedArray* found = weights.find(name);
  REQUIRE_MESSAGE(found != nullptr, name);
  return *found;
}

template <class Number = float>
std::vector<Number> numbers(const NamedArray& array) {
  std::vector<Number> values(array.bytes.size() / sizeof(Number));
  std::memcpy(values.data(), array.bytes.data(), array.bytes.size());
  return values;
}

std::vector<std::string> names(const WeightsFile& weights) {
  std::vector<std::string> all;
  for (const NamedArray& each : weights.arrays) all.push_back(each.name);
  return all;
}

/// A network of one nn.Linear whose weight `write` writes.
template <class Write>
Torch7Bytes linear(Write write) {
  Torch7Bytes file;
  file.module("nn.Linear", 1).string("weight");
  write(file);
  return file;
}

}  // namespace

TEST_CASE("tensors that view one storage may hold as many bytes as the file, and not one more") {
  const auto file_of = [](std::size_t padding) {
    Torch7Bytes file;
    file.table(3);
    for (int i = 0; i < 3; ++i) {
      file.number(i).module("nn.Linear", 2).string("note").string(std::string(i == 0 ? padding : 0, ' '));
      file.string("weight").tensor_head("torch.FloatTensor", {100, 10}, {10, 1});
      i == 0 ? file.float_storage(ramp(1000)) : file.reference(4, 5);
    }
    return file;
  };
  const std::size_t needed = 3 * 1000 * sizeof(float) - file_of(0).bytes().size();
  CHECK(read("as-large-as-its-tensors", file_of(needed)).arrays.size() == 3);
  CHECK_THROWS_WITH_AS(io::parse_torch7(file_of(needed - 1).bytes(), "t7"),
                       doctest::Contains("tensors that hold no more than the file"), core::Error);
}

TEST_CASE("a generator comes out under the names of PyTorch's nn.Sequential, in file order") {
  Torch7Bytes file;
  tests::write_generator(file);
  const WeightsFile weights = read("generator", file);
  CHECK(weights.kind == io::WeightsKind::kTorch7);
  CHECK(names(weights) == std::vector<std::string>{"0.weight", "1.weight", "1.bias", "1.running_mean",
                                                   "1.running_var", "3.weight", "3.bias"});
  CHECK(array(weights, "0.weight").shape == Shape{2, 3, 2, 2});
  CHECK(array(weights, "0.weight").type == DType::kF32);
  CHECK(numbers(array(weights, "0.weight")) == ramp(24));
  CHECK(numbers(array(weights, "1.running_var")) == std::vector<float>{10, 11, 12});
  CHECK(numbers(array(weights, "3.weight")) == ramp(12, 100));
  CHECK(numbers(array(weights, "3.bias")) == std::vector<float>{-1});
  CHECK(weights.metadata.at("modules") ==
        "0 nn.SpatialFullConvolution k=2 s=1 p=0 a=0\n"
        "1 nn.SpatialBatchNormalization eps=1e-05\n"
        "2 nn.ReLU\n"
        "3 nn.SpatialFullConvolution k=2 s=2 p=1 a=1\n"
        "4 nn.Tanh");
}

TEST_CASE("a file on disk reads like its bytes") {
  const tests::TemporaryFolder folder("torch7");
  Torch7Bytes file;
  tests::write_generator(file);
  tests::write_bytes(folder / "net_G.t7", file.bytes());
  CHECK(io::read_torch7(folder / "net_G.t7").arrays.size() == 7);
  CHECK_THROWS_AS(io::read_torch7(folder / "missing.t7"), core::Error);
}

TEST_CASE("longs of 4 bytes are read when asked for, and named as advice when not") {
  Torch7Bytes file(4);
  tests::write_generator(file);
  tests::write_corpus("t7", "valid-32-bit.t7", file.bytes());
  CHECK(io::parse_torch7(file.bytes(), "old.t7", {4}).arrays.size() == 7);
  try {
    io::parse_torch7(file.bytes(), "old.t7");
    FAIL("read as longs of 8 bytes");
  } catch (const core::Error& error) {
    CHECK(error.hint().find("--t7-long 4") != std::string::npos);
  }
  Torch7Bytes modern;
  tests::write_generator(modern);
  try {
    io::parse_torch7(modern.bytes(), "new.t7", {4});
    FAIL("read as longs of 4 bytes");
  } catch (const core::Error& error) {
    CHECK(error.hint().find("--t7-long 8") != std::string::npos);
  }
  CHECK_THROWS_AS(io::parse_torch7(modern.bytes(), "new.t7", {2}), core::UsageError);
}

TEST_CASE("without a word on the longs both lengths are tried, and the file says which it was") {
  for (const int long_bytes : {8, 4}) {
    Torch7Bytes file(long_bytes);
    tests::write_generator(file);
    const WeightsFile weights = io::parse_torch7(file.bytes(), "some.t7", {0});
    CHECK(numbers(array(weights, "3.weight")) == ramp(12, 100));
    CHECK(weights.format() == (long_bytes == 8 ? "Torch7 .t7" : "Torch7 .t7, longs of 4 bytes"));
  }
  Torch7Bytes broken;
  broken.module("nn.Linear", 2).string("weight").floats({1, 1}, {1});
  try {
    const std::vector<std::byte> bytes = broken.bytes();
    io::parse_torch7(std::span(bytes).first(bytes.size() - 12), "cut.t7", {0});
    FAIL("read a cut file");
  } catch (const core::Error& error) {
    CHECK(error.where() == "cut.t7");
    CHECK(error.hint().find("--t7-long") == std::string::npos);
  }
}

TEST_CASE("a one-element or an empty tensor with longs of 4 bytes brings the advice too") {
  for (const bool empty : {false, true}) {
    Torch7Bytes file(4);
    file.module("nn.Linear", 2).string("weight");
    empty ? file.empty_tensor() : file.floats({1}, {1});
    file.string("train").boolean(true);
    try {
      io::parse_torch7(file.bytes(), "old.t7");
      FAIL("read as longs of 8 bytes");
    } catch (const core::Error& error) {
      CHECK(error.hint().find("--t7-long 4") != std::string::npos);
    }
  }
}

TEST_CASE("networks in a table get their keys as prefixes; other values are passed over") {
  Torch7Bytes file;
  file.table(5).string("netG");
  tests::write_generator(file);
  file.string("netD").sequential(2).number(1).module("cudnn.SpatialConvolution", 9);
  tests::convolution_fields(file, 1, 2, 3, 2, 1);
  file.string("weight").floats({2, 9}, ramp(18));
  file.number(2).module("cudnn.LeakyReLU", 1).field("negval", 0.2);
  file.string("criterion").module("nn.BCECriterion", 0);
  file.string("epoch").number(25);
  file.string("opt").table(1).string("lr").number(0.0002);
  const WeightsFile weights = read("table", file);
  CHECK(array(weights, "netG.3.weight").shape == Shape{3, 1, 2, 2});
  CHECK(array(weights, "netD.0.weight").shape == Shape{2, 1, 3, 3});
  CHECK(weights.arrays.size() == 8);
  const std::string& modules = weights.metadata.at("modules");
  CHECK(modules.starts_with("netG.0 nn.SpatialFullConvolution"));
  CHECK(modules.ends_with("netD.0 nn.SpatialConvolution k=3 s=2 p=1\nnetD.1 nn.LeakyReLU slope=0.2"));
}

TEST_CASE("a list of networks is numbered like the list") {
  Torch7Bytes file;
  file.table(2);
  for (const int i : {1, 2}) file.number(i).module("nn.Linear", 1).string("weight").floats({1, 2}, ramp(2));
  CHECK(names(read("list", file)) == std::vector<std::string>{"1.0.weight", "2.0.weight"});
}

TEST_CASE("nested Sequentials count through, in the order of their keys and not of the file") {
  Torch7Bytes file;
  file.sequential(3);
  file.number(3).module("nn.Linear", 1).string("weight").floats({1, 1}, {3});
  file.number(1).module("nn.Reshape", 0);
  file.number(2).sequential(2).number(1).module("nn.Linear", 1).string("weight").floats({1, 1}, {2});
  file.number(2).module("nn.Sigmoid", 0);
  const WeightsFile weights = read("nested", file);
  CHECK(names(weights) == std::vector<std::string>{"0.weight", "2.weight"});
  CHECK(numbers(array(weights, "2.weight")) == std::vector<float>{3});
  CHECK(weights.metadata.at("modules") == "0 nn.Linear\n1 nn.Sigmoid\n2 nn.Linear");
}

TEST_CASE("flat kernels get four dimensions, and sides that differ are told apart") {
  Torch7Bytes file;
  file.sequential(2).number(1).module("nn.SpatialConvolutionMM", 8).field("nInputPlane", 2);
  file.field("nOutputPlane", 3).field("kW", 1).field("kH", 2).field("dW", 1).field("dH", 3);
  file.field("padding", 1).string("weight").floats({3, 4}, ramp(12));
  file.number(2).module("nn.SpatialFullConvolution", 9);
  tests::convolution_fields(file, 3, 2, 2, 1, 0);
  file.string("weight").floats({3, 8}, ramp(24));
  const WeightsFile weights = read("flat-kernels", file);
  CHECK(array(weights, "0.weight").shape == Shape{3, 2, 2, 1});
  CHECK(array(weights, "1.weight").shape == Shape{3, 2, 2, 2});
  CHECK(weights.metadata.at("modules").starts_with("0 nn.SpatialConvolution k=2x1 s=3x1 p=1\n"));
}

TEST_CASE("Linear, one-dimensional BatchNormalization without affine and upsampling are kept") {
  Torch7Bytes file;
  file.sequential(3).number(1).module("nn.Linear", 2);
  file.string("weight").floats({2, 3}, ramp(6)).string("bias").floats({2}, ramp(2));
  file.number(2).module("nn.BatchNormalization", 3, 2).field("eps", 1e-3);
  file.string("running_mean").floats({2}, ramp(2)).string("running_var").floats({2}, ramp(2));
  file.number(3).module("nn.SpatialUpSamplingNearest", 1).field("scale_factor", 2);
  const WeightsFile weights = read("linear", file);
  CHECK(weights.arrays.size() == 4);
  CHECK(weights.find("1.weight") == nullptr);
  CHECK(weights.metadata.at("modules") ==
        "0 nn.Linear\n1 nn.BatchNormalization eps=0.001\n2 nn.SpatialUpSamplingNearest scale_factor=2");
}

TEST_CASE("the inverse deviations of old BatchNormalization files become variances") {
  for (const int version : {-1, 0, 1}) {
    Torch7Bytes file;
    file.module("nn.SpatialBatchNormalization", 3, version).field("eps", 0.25);
    file.string("running_mean").floats({3}, ramp(3));
    file.string("running_std").floats({3}, {0.5f, 1.0f, 4.0f});
    const WeightsFile weights = read("old-batch-norm-" + std::to_string(version + 1), file);
    CHECK(numbers(array(weights, "0.running_var")) == std::vector<float>{3.75f, 0.75f, 0.0f});
    CHECK(weights.find("0.running_std") == nullptr);
  }
}

TEST_CASE("inverse deviations in double keep their precision") {
  Torch7Bytes file;
  file.module("nn.BatchNormalization", 2, 1).string("running_mean");
  file.tensor_head("torch.DoubleTensor", {1}, {1}).torch("torch.DoubleStorage").i64(1).f64(0);
  file.string("running_std").tensor_head("torch.DoubleTensor", {1}, {1}).torch("torch.DoubleStorage");
  file.i64(1).f64(0.1);
  const std::vector<double> variance = numbers<double>(array(read("double", file), "0.running_var"));
  CHECK(variance.at(0) == doctest::Approx(100 - 1e-5).epsilon(1e-12));
}

TEST_CASE("tensors that share one storage, transposed and offset, are packed each for itself") {
  Torch7Bytes file;
  file.module("nn.Linear", 3).string("weight").tensor_head("torch.FloatTensor", {2, 3}, {1, 2}, 2);
  file.float_storage(ramp(10));
  const int storage = file.last();
  file.string("bias").tensor_head("torch.FloatTensor", {2}, {1}, 9).reference(4, storage);
  file.string("gradBias").tensor_head("torch.FloatTensor", {10}, {1}).reference(4, storage);
  const WeightsFile weights = read("shared-storage", file);
  CHECK(numbers(array(weights, "0.weight")) == std::vector<float>{1, 3, 5, 2, 4, 6});
  CHECK(numbers(array(weights, "0.bias")) == std::vector<float>{8, 9});
}

TEST_CASE("a dimension of one may have any stride") {
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  const auto file = linear([](Torch7Bytes& out) {
    out.tensor_head("torch.FloatTensor", {1, 2}, {kHuge, 2}).float_storage(ramp(3));
  });
  CHECK(numbers(array(read("loose-stride", file), "0.weight")) == std::vector<float>{0, 2});
}

TEST_CASE("every kind of tensor keeps its type, and Cuda ones are plain numbers") {
  const std::vector<std::pair<std::string, DType>> kinds = {
      {"Float", DType::kF32},      {"Double", DType::kF64},   {"Half", DType::kF16},
      {"Int", DType::kI32},        {"Long", DType::kI64},     {"Byte", DType::kU8},
      {"Char", DType::kI8},        {"Short", DType::kI16},    {"Cuda", DType::kF32},
      {"CudaDouble", DType::kF64}, {"CudaHalf", DType::kF16}, {"CudaLong", DType::kI64}};
  for (const auto& [kind, type] : kinds) {
    CAPTURE(kind);
    const auto file = linear([&kind = kind, type = type](Torch7Bytes& out) {
      out.tensor_head("torch." + kind + "Tensor", {1, 2}, {2, 1}).torch("torch." + kind + "Storage").i64(2);
      out.raw(std::string(2 * io::item_size(type), '\1'));
    });
    const WeightsFile weights = read("kind-" + kind, file);
    CHECK(array(weights, "0.weight").type == type);
    CHECK(array(weights, "0.weight").bytes == std::vector<std::byte>(2 * io::item_size(type), std::byte{1}));
  }
}

TEST_CASE("functions of all three kinds are skipped, whatever their bytecode and upvalues") {
  Torch7Bytes file;
  file.module("nn.Linear", 4).string("weight").floats({1, 1}, {5});
  file.string("old").i32(6).text("\x1BLJ\x02 os.execute").table(0);
  file.string("older").begin(7).text("").nil();
  file.string("recursive").begin(8).text(std::string(300, '\xFF'));
  const int function = file.last();
  file.table(1).number(1).table(2).string("name").string("f").string("value").reference(8, function);
  CHECK(names(read("functions", file)) == std::vector<std::string>{"0.weight"});
}

TEST_CASE("tables may contain themselves and modules may point back at their network") {
  Torch7Bytes file;
  file.sequential(1).number(1).module("nn.Linear", 3).string("parent").reference(4, 1);
  file.string("self").table(1).string("me").reference(3, file.last());
  file.string("weight").floats({1, 1}, {5});
  CHECK(read("cycles", file).arrays.size() == 1);
}

TEST_CASE("what the network does not need is dropped, however large") {
  Torch7Bytes file;
  file.module("nn.Linear", 4).string("weight").floats({1, 1}, {5});
  for (const char* field : {"gradWeight", "output", "fInput"})  // each a wide view of one number
    file.string(field).tensor_head("torch.FloatTensor", {1 << 20, 1 << 20}, {0, 0}).float_storage({1});
  CHECK(read("wide-buffers", file).arrays.size() == 1);
}
