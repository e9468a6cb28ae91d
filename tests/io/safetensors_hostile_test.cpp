#include <limits>
#include <string>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/safetensors.h"
#include "tests/io/corpus.h"
#include "tests/io/safetensors_bytes.h"

using tests::entry;
using tests::file_claiming;
using tests::safetensors_bytes;

namespace {

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

/// The reason of the refusal; empty when the file was accepted.
std::string refusal(const std::vector<std::byte>& bytes) {
  tests::write_corpus("safetensors", bytes);
  try {
    io::parse_safetensors(bytes, "stranger.safetensors");
  } catch (const core::Error& error) {
    CHECK(error.where() == "stranger.safetensors");
    CHECK_FALSE(error.hint().empty());
    return error.failed();
  }
  return {};
}

std::string refusal(const std::string& json, std::size_t buffer_bytes) {
  return refusal(safetensors_bytes(json, buffer_bytes));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// One tensor with the given shape and offsets over a buffer of `buffer_bytes`.
std::string shape_refusal(const std::string& dtype, const std::string& shape, std::uint64_t begin,
                          std::uint64_t end, std::size_t buffer_bytes) {
  return refusal("{" + entry("w", dtype, shape, begin, end) + "}", buffer_bytes);
}

}  // namespace

TEST_CASE("a header length that does not fit the file is refused") {
  for (std::size_t size = 0; size < 8; ++size)
    CHECK(contains(refusal(std::vector<std::byte>(size)), "too short"));
  CHECK(contains(refusal(file_claiming(3, "{}", 0)), "claims 3 bytes, 2 follow"));
  CHECK(contains(refusal(file_claiming(100'000'001, "{}", 0)), "claims"));
  // Each of these wraps when 8 is added to it.
  for (const std::uint64_t claimed : {kMax, kMax - 7, kMax - 8, std::uint64_t{1} << 63}) {
    CHECK(contains(refusal(file_claiming(claimed, "{}", 16)), "claims"));
  }
  CHECK(!refusal(file_claiming(0, "", 0)).empty());
  CHECK(!refusal(file_claiming(1, "{}", 0)).empty());
}

TEST_CASE("a header that is not exactly one JSON object of UTF-8 text is refused") {
  CHECK(contains(refusal("{\"\xFF\":1}", 0), "UTF-8"));
  CHECK(contains(refusal("{\"\xED\xA0\x80\":1}", 0), "UTF-8"));
  CHECK(contains(refusal("{\"\xC0\xAF\":1}", 0), "UTF-8"));
  for (const char* json :
       {"",     "[]",      "null",      "x{}",       "{}x",           "{}{}",  "{",       "}",
        "{,}",  "{\"a\"}", "{\"a\":}",  "{\"a\":1}", "{\"a\":null}",  "{a:1}", "{'a':1}", "{\"a\":\"b\"}",
        "{\"a", "{\"a\\",  "{\"a\\u12", "/**/{}",    "\xEF\xBB\xBF{}"}) {
    CAPTURE(json);
    CHECK(contains(refusal(json, 0), "malformed"));
  }
  CHECK(contains(refusal("{" + entry("w", "U8", "[1]", 0, 1) + ",}", 1), "malformed"));
  CHECK(contains(refusal("{" + entry("w", "U8", "[1,]", 0, 1) + "}", 1), "malformed"));
  CHECK(contains(refusal(std::string("{}\0", 3), 0), "malformed"));
}

TEST_CASE("bad escapes and raw control characters in names are refused") {
  for (const char* name :
       {"\\x", "\\u12G4", "\\ud800", "\\udc00", "\\ud800\\u0041", "\\ud800x", "\n", "\x01"}) {
    CAPTURE(name);
    CHECK(contains(refusal("{" + entry(name, "U8", "[1]", 0, 1) + "}", 1), "malformed"));
  }
}

TEST_CASE("numbers that are not plain whole numbers are refused") {
  for (const char* shape : {"[-1]", "[1.0]", "[1e0]", "[01]", "[+1]", "[\"1\"]", "[null]", "[true]",
                            "[9223372036854775808]", "[18446744073709551617]", "[NaN]", "{}", "1", "[[1]]"}) {
    CAPTURE(shape);
    CHECK(contains(shape_refusal("U8", shape, 0, 1, 1), "malformed"));
  }
  CHECK(contains(refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}", 1), "malformed"));
  CHECK(
      contains(refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,1]}}", 1), "malformed"));
  CHECK(
      contains(refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[-1,0]}}", 1), "malformed"));
}

TEST_CASE("nesting is refused at its first unexpected bracket, however deep") {
  CHECK(contains(refusal("{\"a\":" + std::string(1'000'000, '['), 0), "at byte 5"));
  CHECK(contains(refusal("{\"__metadata__\":{\"a\":{\"b\":{}}}}", 0), "malformed"));
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(contains(refusal(objects, 0), "unknown field"));
}

TEST_CASE("names and fields that stand there twice are refused") {
  const std::string w = entry("w", "U8", "[1]", 0, 1);
  CHECK(contains(refusal("{" + w + "," + entry("w", "U8", "[1]", 1, 2) + "}", 2), "twice"));
  CHECK(contains(refusal("{" + w + "," + entry("\\u0077", "U8", "[1]", 1, 2) + "}", 2), "twice"));
  CHECK(contains(refusal("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "twice"));
  CHECK(contains(refusal("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0), "twice"));
  CHECK(contains(
      refusal("{\"w\":{\"dtype\":\"U8\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1),
      "dtype twice"));
  CHECK(contains(refusal("{\"w\":{\"shape\":[1],\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4),
                 "shape twice"));
}

TEST_CASE("an entry with a missing or unknown field is refused") {
  CHECK(contains(refusal("{\"w\":{}}", 0), "lacks"));
  CHECK(contains(refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[0]}}", 0), "lacks"));
  CHECK(contains(refusal("{\"w\":{\"dtype\":\"U8\",\"data_offsets\":[0,0]}}", 0), "lacks"));
  CHECK(contains(refusal("{\"w\":{\"shape\":[0],\"data_offsets\":[0,0]}}", 0), "lacks"));
  CHECK(contains(refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0],\"code\":\"x\"}}", 0),
                 "unknown field"));
}

TEST_CASE("metadata that is not text to text is refused") {
  for (const char* value : {"1", "null", "[]", "{}", "true"}) {
    CHECK(contains(refusal(std::string("{\"__metadata__\":{\"a\":") + value + "}}", 0), "malformed"));
  }
  CHECK(contains(refusal("{\"__metadata__\":[]}", 0), "malformed"));
}

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
  CHECK(contains(shape_refusal("U8", "[1000000000000]", 0, 1'000'000'000'000, 4), "end at byte"));
  CHECK(contains(shape_refusal("U8", "[1]", 2, 1, 4), "backwards"));
  CHECK(contains(shape_refusal("U8", "[3]", 1, 4, 4), "hole"));
  CHECK(contains(shape_refusal("U8", "[3]", 0, 3, 4), "belong to no tensor"));
  CHECK(contains(refusal("{}", 1), "belong to no tensor"));
  const std::string first = entry("a", "U8", "[4]", 0, 4);
  CHECK(contains(refusal("{" + first + "," + entry("b", "U8", "[4]", 0, 4) + "}", 4), "overlap"));
  CHECK(contains(refusal("{" + first + "," + entry("b", "U8", "[4]", 3, 7) + "}", 7), "overlap"));
  CHECK(contains(refusal("{" + first + "," + entry("b", "U8", "[1]", 1, 2) + "}", 4), "overlap"));
  CHECK(contains(refusal("{" + first + "," + entry("b", "U8", "[2]", 5, 7) + "}", 7), "hole"));
  CHECK(contains(refusal("{" + first + "," + entry("none", "U8", "[0]", 2, 2) + "}", 4), "overlap"));
}

TEST_CASE("tensors that all point at one block do not multiply memory") {
  std::string json = "{";
  for (int i = 0; i < 50'000; ++i) {
    if (i > 0) json += ",";
    json += entry("t" + std::to_string(i), "U8", "[163840]", 0, 163'840);
  }
  CHECK(contains(refusal(json + "}", 163'840), "overlap"));
}

TEST_CASE("more tensors, dimensions, metadata or longer names than anyone needs are refused") {
  std::string many = "{", metadata = "{\"__metadata__\":{";
  for (int i = 0; i <= 65'536; ++i) {
    const std::string comma = i > 0 ? "," : "";
    many += comma + entry(std::to_string(i), "U8", "[0]", 0, 0);
    metadata += comma + "\"" + std::to_string(i) + "\":\"\"";
  }
  CHECK(contains(refusal(many + "}", 0), "at most 65536 tensors"));
  CHECK(contains(refusal(metadata + "}}", 0), "at most 65536 metadata"));
  CHECK(refusal("{" + entry("w", "U8", "[1,1,1,1,1,1,1,1]", 0, 1) + "}", 1).empty());
  CHECK(contains(shape_refusal("U8", "[1,1,1,1,1,1,1,1,1]", 0, 1, 1), "at most 8 dimensions"));
  CHECK(refusal("{" + entry(std::string(1024, 'n'), "U8", "[1]", 0, 1) + "}", 1).empty());
  CHECK(contains(refusal("{" + entry(std::string(1025, 'n'), "U8", "[1]", 0, 1) + "}", 1),
                 "at most 1024 bytes"));
}

TEST_CASE("a BOOL that is neither 0 nor 1 is refused") {
  std::vector<std::byte> file = safetensors_bytes("{" + entry("mask", "BOOL", "[2]", 0, 2) + "}", 2);
  CHECK(refusal(file).empty());
  file.back() = std::byte{2};
  CHECK(contains(refusal(file), "BOOL"));
}

TEST_CASE("a stranger's name reaches the message without control characters and cut short") {
  const std::string reason =
      refusal("{" + entry("\\u001b[31m" + std::string(500, 'n'), "O", "[1]", 0, 1) + "}", 1);
  CHECK(contains(reason, "?[31m"));
  CHECK(reason.size() < 200);
}

TEST_CASE("a file cut at any length is refused") {
  const std::vector<std::byte> file = safetensors_bytes(
      "{" + entry("a", "F32", "[3]", 0, 12) + "," + entry("b", "I64", "[1]", 12, 20) + "}", 20);
  REQUIRE(refusal(file).empty());
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(!refusal({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)}).empty());
  }
  std::vector<std::byte> longer = file;
  longer.push_back(std::byte{0});
  CHECK(contains(refusal(longer), "belong to no tensor"));
}

TEST_CASE("any flipped header byte is refused or read within the file") {
  const std::vector<std::byte> file = safetensors_bytes(
      "{" + entry("a", "F32", "[3]", 0, 12) + "," + entry("b", "I64", "[1]", 12, 20) + "}", 20);
  for (std::size_t at = 0; at < file.size() - 20; ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> flipped = file;
      flipped[at] ^= static_cast<std::byte>(1 << bit);
      try {
        std::size_t bytes = 0;
        for (const auto& array : io::parse_safetensors(flipped, "flipped").arrays)
          bytes += array.bytes.size();
        CHECK(bytes == 20);
      } catch (const core::Error&) {
      }
    }
  }
}
