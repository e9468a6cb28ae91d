#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/safetensors/safetensors_hostile.h"

using tests::entry;
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

TEST_CASE("every row of A1's bug list is refused in words that help, within its time and memory") {
  for (const tests::HostileCase& hostile : tests::hostile_safetensors()) {
    CAPTURE(hostile.row);
    CAPTURE(hostile.name);
    const std::vector<std::byte> bytes = tests::bytes_of(hostile.bytes);
    CHECK(contains(safetensors_refusal(bytes), hostile.expected));
  }
  REQUIRE(shape_refusal("U8", "[4]", 0, 4, 4).empty());
  CHECK(contains(safetensors_refusal("{}", 1), "belong to no tensor"));
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
