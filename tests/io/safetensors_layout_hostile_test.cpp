#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "tests/io/safetensors_bytes.h"
#include "tests/io/safetensors_hostile.h"

using tests::entry;
using tests::file_claiming;
using tests::safetensors_bytes;
using tests::safetensors_refusal;
using tests::shape_refusal;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("unknown and unreadable data types are refused by name") {
  for (const char* dtype : {"F8_E4M3", "F8_E5M2", "U16", "U32", "U64", "C64", "F4", "f32", "", "O"}) {
    CAPTURE(dtype);
    CHECK(contains(shape_refusal(dtype, "[1]", 0, 1, 1), "data type"));
  }
  CHECK(contains(shape_refusal("F32F32F32F32F32F32", "[1]", 0, 4, 4), "at most 16 bytes"));
}

TEST_CASE("a shape that does not fill its bytes is refused") {
  CHECK(contains(shape_refusal("F32", "[2]", 0, 4, 4), "needs 8 bytes"));
  CHECK(contains(shape_refusal("F32", "[1]", 0, 8, 8), "needs 4 bytes"));
  CHECK(contains(shape_refusal("F32", "[]", 0, 0, 0), "needs 4 bytes"));
  CHECK(contains(shape_refusal("F32", "[0]", 0, 4, 4), "needs 0 bytes"));
  CHECK(contains(shape_refusal("U8", "[1073741824,1073741824]", 0, 4, 4), "needs 1152921504606846976 bytes"));
}

TEST_CASE("a shape product that wraps, also to zero, is refused before it can look empty") {
  // 2^32 * 2^32 wraps to 0 in 64 bits; 2^62 * 4 bytes wraps to 0 as well.
  CHECK(contains(shape_refusal("U8", "[4294967296,4294967296]", 0, 0, 0), "too large"));
  CHECK(contains(shape_refusal("F32", "[4611686018427387904]", 0, 0, 0), "too large"));
  CHECK(contains(shape_refusal("F32", "[4611686018427387905]", 0, 4, 4), "too large"));
  CHECK(contains(shape_refusal("U8", "[0,4294967296,4294967296]", 0, 0, 0), "too large"));
  CHECK(contains(shape_refusal("U8", "[4294967296,4294967296,0]", 0, 0, 0), "too large"));
  CHECK(contains(shape_refusal("F64", "[9223372036854775807]", 0, 8, 8), "too large"));
}

TEST_CASE("offsets outside the file, backwards, overlapping or with holes are refused") {
  CHECK(contains(shape_refusal("U8", "[8]", 0, 8, 4), "end at byte 8 of 4"));
  CHECK(contains(shape_refusal("U8", "[5]", 0, 5, 4), "end at byte 5 of 4"));
  CHECK(contains(shape_refusal("U8", "[1000000000000]", 0, 1'000'000'000'000, 4), "end at byte"));
  CHECK(contains(shape_refusal("U8", "[1]", 2, 1, 4), "backwards"));
  CHECK(contains(shape_refusal("U8", "[3]", 1, 4, 4), "hole"));
  CHECK(contains(shape_refusal("U8", "[3]", 0, 3, 4), "belong to no tensor"));
  CHECK(contains(safetensors_refusal("{}", 1), "belong to no tensor"));
  const std::string first = entry("a", "U8", "[4]", 0, 4);
  CHECK(contains(safetensors_refusal("{" + first + "," + entry("b", "U8", "[4]", 0, 4) + "}", 4), "overlap"));
  CHECK(contains(safetensors_refusal("{" + first + "," + entry("b", "U8", "[4]", 3, 7) + "}", 7), "overlap"));
  CHECK(contains(safetensors_refusal("{" + first + "," + entry("b", "U8", "[1]", 1, 2) + "}", 4), "overlap"));
  CHECK(contains(safetensors_refusal("{" + first + "," + entry("b", "U8", "[2]", 5, 7) + "}", 7), "hole"));
  CHECK(contains(safetensors_refusal("{" + first + "," + entry("none", "U8", "[0]", 2, 2) + "}", 4),
                 "overlap"));
}

TEST_CASE("sizes and offsets of 2^32 and a little more are not cut to their low 32 bits") {
  const std::uint64_t k4 = (std::uint64_t{1} << 32) + 4;
  REQUIRE(shape_refusal("U8", "[4]", 0, 4, 4).empty());
  CHECK(contains(shape_refusal("U8", "[4294967300]", 0, 4, 4), "needs 4294967300 bytes"));
  CHECK(contains(shape_refusal("F32", "[1073741825]", 0, 4, 4), "needs 4294967300 bytes"));
  CHECK(contains(shape_refusal("F64", "[536870913]", 0, 8, 8), "needs 4294967304 bytes"));
  CHECK(contains(shape_refusal("U8", "[65536,65537]", 0, 65'536, 65'536), "needs 4295032832 bytes"));
  CHECK(contains(shape_refusal("U8", "[4]", 0, k4, 4), "end at byte 4294967300 of 4"));
  CHECK(contains(shape_refusal("U8", "[4]", k4 - 4, k4, 4), "end at byte 4294967300 of 4"));
  CHECK(contains(shape_refusal("U8", "[4294967300]", 0, k4, 4), "end at byte 4294967300 of 4"));
  const std::string json = "{" + entry("w", "U8", "[4]", 0, 4) + "}";
  CHECK(contains(safetensors_refusal(file_claiming((std::uint64_t{1} << 32) + json.size(), json, 4)),
                 "claims"));
  // An exabyte over a buffer of 4 MB.
  CHECK(contains(shape_refusal("U8", "[1152921504606846976]", 0, 4 << 20, 4 << 20),
                 "needs 1152921504606846976 bytes"));
}

TEST_CASE("a zero-size tensor may reuse an offset between tensors and no other") {
  const std::string a = entry("a", "U8", "[4]", 0, 4), b = entry("b", "U8", "[2]", 4, 6);
  const auto with = [&](const std::string& shape, std::uint64_t begin, std::uint64_t end) {
    return safetensors_refusal("{" + a + "," + b + "," + entry("none", "F32", shape, begin, end) + "}", 6);
  };
  for (const std::uint64_t at : {0, 4, 6}) CHECK(with("[0]", at, at).empty());
  CHECK(with("[3,0,5]", 4, 4).empty());
  CHECK(safetensors_refusal(
            "{" + a + "," + entry("x", "F32", "[0]", 4, 4) + "," + entry("y", "I64", "[0,2]", 4, 4) + "}", 4)
            .empty());
  CHECK(contains(with("[0]", 2, 2), "tensor \"none\""));
  CHECK(contains(with("[0]", 2, 2), "they overlap another tensor's"));
  CHECK(contains(with("[0]", 5, 5), "they overlap another tensor's"));
  CHECK(contains(with("[0]", 7, 7), "end at byte 7 of 6"));
  CHECK(contains(with("[0]", 0, 4), "needs 0 bytes, its data_offsets give 4"));
  CHECK(contains(with("[1]", 4, 4), "needs 4 bytes, its data_offsets give 0"));
  CHECK(contains(with("[0]", 4, 0), "backwards"));
  // It covers no bytes, so it fills no hole either.
  CHECK(contains(
      safetensors_refusal(
          "{" + a + "," + entry("none", "F32", "[0]", 5, 5) + "," + entry("c", "U8", "[1]", 5, 6) + "}", 6),
      "hole"));
}

TEST_CASE("tensors that all point at one block do not multiply memory") {
  std::string json = "{";
  for (int i = 0; i < 50'000; ++i) {
    if (i > 0) json += ",";
    json += entry("t" + std::to_string(i), "U8", "[163840]", 0, 163'840);
  }
  CHECK(contains(safetensors_refusal(json + "}", 163'840), "overlap"));
}

TEST_CASE("a BOOL that is neither 0 nor 1 is refused") {
  std::vector<std::byte> file = safetensors_bytes("{" + entry("mask", "BOOL", "[2]", 0, 2) + "}", 2);
  CHECK(safetensors_refusal(file).empty());
  file.back() = std::byte{2};
  CHECK(contains(safetensors_refusal(file), "tensor \"mask\", byte " + std::to_string(file.size() - 1) +
                                                ": expected a BOOL of 0 or 1, found 2"));
}
