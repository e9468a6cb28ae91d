#include "core/io/weights/safetensors/safetensors.h"

#include <cstring>
#include <limits>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/arrays/non_finite.h"
#include "tests/io/corpus.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

using io::DType;
using io::NamedArray;
using io::WeightsFile;
using tests::bytes_of;
using tests::entry;
using tests::safetensors_bytes;

namespace {

NamedArray floats(const std::string& name, std::vector<std::int64_t> shape,
                  const std::vector<float>& values) {
  NamedArray array{name, DType::kF32, std::move(shape), std::vector<std::byte>(values.size() * 4)};
  if (!values.empty()) std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return array;
}

NamedArray bytes_array(const std::string& name, DType type, std::vector<std::int64_t> shape,
                       std::size_t size) {
  NamedArray array{name, type, std::move(shape), std::vector<std::byte>(size)};
  for (std::size_t i = 0; i < size; ++i) array.bytes[i] = static_cast<std::byte>(i & 1);
  return array;
}

WeightsFile parse(const std::vector<std::byte>& bytes) {
  tests::write_corpus("safetensors", bytes);
  return io::parse_safetensors(bytes, "weights.safetensors");
}

}  // namespace

TEST_CASE("a weights file survives writing and reading with every data type, empty and scalar tensors") {
  WeightsFile weights;
  weights.metadata = {{"format", "pt"}, {"recipe", "line\n\"quoted\" \\ \t and \x01 and h\xC3\xA9llo"}};
  weights.arrays = {floats("G.main.0.weight", {2, 3}, {1, 2, 3, -4, 5.5f, 6}),
                    floats("scalar", {}, {7}),
                    floats("empty", {0, 4}, {}),
                    bytes_array("bool", DType::kBool, {3}, 3),
                    bytes_array("u8", DType::kU8, {5}, 5),
                    bytes_array("i8", DType::kI8, {2}, 2),
                    bytes_array("i16", DType::kI16, {3}, 6),
                    bytes_array("i32", DType::kI32, {1, 1}, 4),
                    bytes_array("i64", DType::kI64, {2}, 16),
                    bytes_array("f16", DType::kF16, {3}, 6),
                    bytes_array("bf16", DType::kBF16, {1}, 2),
                    bytes_array("f64", DType::kF64, {1}, 8)};
  const WeightsFile read = parse(io::serialize_safetensors(weights));
  CHECK(read.metadata == weights.metadata);
  REQUIRE(read.arrays.size() == weights.arrays.size());
  for (const NamedArray& array : weights.arrays) {
    const NamedArray* found = read.find(array.name);
    REQUIRE(found != nullptr);
    CHECK(found->type == array.type);
    CHECK(found->shape == array.shape);
    CHECK(found->bytes == array.bytes);
  }
  CHECK(read.find("absent") == nullptr);
}

TEST_CASE("the written layout is the reference writer's: padded header, falling item size, then name") {
  WeightsFile weights;
  weights.arrays = {bytes_array("z", DType::kU8, {1}, 1), floats("b", {1}, {1}),
                    bytes_array("half", DType::kF16, {1}, 2), floats("a", {1}, {2})};
  const std::vector<std::byte> file = io::serialize_safetensors(weights);
  const auto length = std::to_integer<std::size_t>(file[0]) | std::to_integer<std::size_t>(file[1]) << 8;
  CHECK(length % 8 == 0);
  const std::string json(reinterpret_cast<const char*>(file.data()) + 8, length);
  CHECK(json.substr(0, json.find_last_of('}') + 1) ==
        "{" + entry("a", "F32", "[1]", 0, 4) + "," + entry("b", "F32", "[1]", 4, 8) + "," +
            entry("half", "F16", "[1]", 8, 10) + "," + entry("z", "U8", "[1]", 10, 11) + "}");
  CHECK(json.find_last_not_of(' ') == json.find_last_of('}'));
  const WeightsFile read = parse(file);
  CHECK(read.arrays.front().name == "a");
  CHECK(read.arrays.back().name == "z");
}

TEST_CASE("a weights file is written to disk and read back") {
  const tests::TemporaryFolder folder("safetensors");
  const auto file = folder / "gew\xC3\xB6hnlich.safetensors";
  WeightsFile weights;
  weights.arrays = {floats("w", {2}, {3, 4})};
  io::write_safetensors(weights, file);
  CHECK(io::read_safetensors(file).arrays.at(0).bytes == weights.arrays.at(0).bytes);
  CHECK_THROWS_AS(io::read_safetensors(folder / "missing.safetensors"), core::Error);
}

TEST_CASE("what cannot be read back is not written") {
  const auto write = [](NamedArray array) {
    WeightsFile weights;
    weights.arrays = {std::move(array)};
    return io::serialize_safetensors(weights);
  };
  CHECK_THROWS_AS(write(floats("short", {3}, {1, 2})), core::Error);
  CHECK_THROWS_AS(write(floats("negative", {-1, -2}, {1, 2})), core::Error);
  CHECK_THROWS_AS(write(floats("__metadata__", {1}, {1})), core::Error);
  CHECK_THROWS_AS(write(floats("bad \xFF utf-8", {1}, {1})), core::Error);
  CHECK_THROWS_AS(write(floats(std::string(2000, 'n'), {1}, {1})), core::Error);
  CHECK_THROWS_AS(write(floats("deep", {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1})), core::Error);
  WeightsFile twice;
  twice.arrays = {floats("w", {1}, {1}), floats("w", {1}, {2})};
  CHECK_THROWS_AS(io::serialize_safetensors(twice), core::Error);
  WeightsFile metadata;
  metadata.metadata["key"] = "\xC0\x80";
  CHECK_THROWS_AS(io::serialize_safetensors(metadata), core::Error);
}

TEST_CASE("white space round the header is accepted and never written in front") {
  const std::string json = " \n\t\r{" + entry("w", "U8", "[ 2 , 1 ]", 0, 2) + " } \n  ";
  CHECK(parse(safetensors_bytes(json, 2)).arrays.at(0).shape == std::vector<std::int64_t>{2, 1});
  CHECK(io::serialize_safetensors({})[8] == std::byte{'{'});
}

TEST_CASE("a zero-size tensor may share an offset: it maps no bytes") {
  const std::string json = "{" + entry("b", "U8", "[4]", 0, 4) + "," + entry("none", "F32", "[0]", 0, 0) +
                           "," + entry("none2", "F64", "[2,0,3]", 4, 4) + "}";
  const WeightsFile weights = parse(safetensors_bytes(json, 4));
  CHECK(weights.arrays.size() == 3);
  CHECK(weights.find("none2")->bytes.empty());
  CHECK(weights.find("b")->bytes.size() == 4);
}

TEST_CASE("a file without tensors is legal") {
  CHECK(parse(safetensors_bytes("{}", 0)).arrays.empty());
  CHECK(parse(safetensors_bytes("{\"__metadata__\":{\"a\":\"b\"}}", 0)).metadata.at("a") == "b");
}

TEST_CASE("names are unescaped before they are compared and kept as UTF-8") {
  const std::string json = "{" + entry("\\u0047\\ud83d\\ude00\\n", "U8", "[1]", 0, 1) + "}";
  CHECK(parse(safetensors_bytes(json, 1)).arrays.at(0).name == "G\xF0\x9F\x98\x80\n");
}

TEST_CASE("tensors come out in the order of their bytes") {
  const std::string json =
      "{" + entry("late", "U8", "[2]", 3, 5) + "," + entry("early", "U8", "[3]", 0, 3) + "}";
  const WeightsFile weights = parse(safetensors_bytes(json, 5));
  CHECK(weights.arrays.at(0).name == "early");
  CHECK(weights.arrays.at(1).name == "late");
}

TEST_CASE("non-finite values are counted after loading") {
  const float inf = std::numeric_limits<float>::infinity();
  CHECK(io::count_non_finite(floats("w", {4}, {1, inf, std::numeric_limits<float>::quiet_NaN(), -inf})) == 3);
  CHECK(io::count_non_finite(floats("w", {2}, {0, std::numeric_limits<float>::max()})) == 0);
  CHECK(io::count_non_finite({"h", DType::kF16, {2}, bytes_of(std::string("\x00\xFC\xFF\x7B", 4))}) == 1);
  CHECK(io::count_non_finite({"b", DType::kBF16, {2}, bytes_of(std::string("\xC0\x7F\x7F\x7F", 4))}) == 1);
  CHECK(io::count_non_finite({"d", DType::kF64, {1}, bytes_of(std::string("\0\0\0\0\0\0\xF0\xFF", 8))}) == 1);
  CHECK(io::count_non_finite({"i", DType::kI32, {1}, bytes_of("\xFF\xFF\xFF\xFF")}) == 0);
}
