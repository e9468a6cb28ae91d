#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/safetensors/safetensors_hostile.h"

using tests::entry;
using tests::file_claiming;
using tests::safetensors_answer;
using tests::safetensors_bytes;
using tests::safetensors_refusal;
using tests::shape_refusal;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A text and a part of the answer that the file around it must get.
using Cases = std::vector<std::pair<const char*, const char*>>;

constexpr const char* kNumber = "expected a whole number that is not negative";

}  // namespace

TEST_CASE("a header length that does not fit the file is refused") {
  for (std::size_t size = 0; size < 8; ++size)
    CHECK(contains(safetensors_refusal(std::vector<std::byte>(size)), "too short"));
  CHECK(contains(safetensors_refusal(file_claiming(3, "{}", 0)), "claims 3 bytes, 2 follow"));
  CHECK(contains(safetensors_refusal(file_claiming(100'000'001, "{}", 0)), "claims"));
  CHECK(contains(safetensors_refusal(file_claiming(0, "", 0)), "header, byte 8: expected '{'"));
  CHECK(contains(safetensors_refusal(file_claiming(1, "{}", 0)), "header, byte 9: expected '\"'"));
}

TEST_CASE("a header that is not exactly one JSON object of UTF-8 text is refused") {
  CHECK(contains(safetensors_refusal("{\"\xFF\":1}", 0), "header, byte 10: expected UTF-8"));
  CHECK(contains(safetensors_refusal("{\"\xED\xA0\x80\":1}", 0), "header, byte 10: expected UTF-8"));
  CHECK(contains(safetensors_refusal("{\"\xC3\xA9\xC0\xAF\":1}", 0), "header, byte 12: expected UTF-8"));
  const Cases cases = {
      {"", "byte 8: expected '{'"},
      {"[]", "byte 8: expected '{'"},
      {"null", "byte 8: expected '{'"},
      {"x{}", "byte 8: expected '{'"},
      {"/**/{}", "byte 8: expected '{'"},
      {"\xEF\xBB\xBF{}", "byte 8: expected '{'"},
      {"}", "byte 8: expected '{'"},
      {"{}x", "byte 10: expected the end of the header"},
      {"{}{}", "byte 10: expected the end of the header"},
      {"{", "byte 9: expected '\"'"},
      {"{,}", "byte 9: expected '\"'"},
      {"{a:1}", "byte 9: expected '\"'"},
      {"{'a':1}", "byte 9: expected '\"'"},
      {"{\"a\"}", "byte 12: expected ':'"},
      {"{\"a\":}", "tensor \"a\", byte 13: expected '{'"},
      {"{\"a\":1}", "tensor \"a\", byte 13: expected '{'"},
      {"{\"a\":null}", "tensor \"a\", byte 13: expected '{'"},
      {"{\"a\":\"b\"}", "tensor \"a\", byte 13: expected '{'"},
      {"{\"a", "byte 11: expected the rest of a string"},
      {"{\"a\\", "byte 12: expected the rest of a string"},
      {"{\"a\\u12", "byte 15: expected the rest of a string"},
  };
  for (const auto& [json, expected] : cases) {
    CAPTURE(json);
    CHECK(contains(safetensors_refusal(json, 0), expected));
  }
  CHECK(contains(safetensors_refusal("{" + entry("w", "U8", "[1]", 0, 1) + ",}", 1), "expected '\"'"));
  CHECK(contains(safetensors_refusal("{" + entry("w", "U8", "[1,]", 0, 1) + "}", 1), kNumber));
  CHECK(contains(safetensors_refusal(std::string("{}\0", 3), 0), "expected the end of the header"));
}

TEST_CASE("bad escapes and raw control characters in names are refused") {
  const Cases cases = {{"\\x", "byte 11: expected a known escape"},
                       {"\\u12G4", "byte 14: expected four hexadecimal digits"},
                       {"\\ud800", "expected a pair of surrogates"},
                       {"\\udc00", "expected a pair of surrogates"},
                       {"\\ud800\\u0041", "expected a pair of surrogates"},
                       {"\\ud800x", "expected a pair of surrogates"},
                       {"\n", "byte 10: expected an escaped control character"},
                       {"\x01", "byte 10: expected an escaped control character"}};
  for (const auto& [name, expected] : cases) {
    CAPTURE(name);
    CHECK(contains(safetensors_refusal("{" + entry(name, "U8", "[1]", 0, 1) + "}", 1), expected));
  }
}

TEST_CASE("numbers that are not plain whole numbers are refused") {
  const Cases cases = {{"[-1]", kNumber},
                       {"[+1]", kNumber},
                       {"[\"1\"]", kNumber},
                       {"[null]", kNumber},
                       {"[true]", kNumber},
                       {"[NaN]", kNumber},
                       {"[[1]]", kNumber},
                       {"[1.0]", "expected a whole number"},
                       {"[1e0]", "expected a whole number"},
                       {"[01]", "expected a number without a leading zero"},
                       {"[9223372036854775808]", "expected a number below 2^63"},
                       {"[18446744073709551617]", "expected a number below 2^63"},
                       {"{}", "expected '['"},
                       {"1", "expected '['"}};
  for (const auto& [shape, expected] : cases) {
    CAPTURE(shape);
    const std::string reason = shape_refusal("U8", shape, 0, 1, 1);
    CHECK(reason.starts_with("tensor \"w\""));
    CHECK(contains(reason, expected));
  }
  const auto offsets = [](const std::string& value) {
    return safetensors_refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":" + value + "}}", 1);
  };
  CHECK(contains(offsets("[0]"), "expected ','"));
  CHECK(contains(offsets("[0,1,1]"), "expected ']'"));
  CHECK(contains(offsets("[-1,0]"), kNumber));
}

TEST_CASE("nesting is refused at its first unexpected bracket, however deep") {
  CHECK(contains(safetensors_refusal("{\"a\":" + std::string(1'000'000, '['), 0),
                 "tensor \"a\", byte 13: expected '{'"));
  CHECK(contains(safetensors_refusal("{\"__metadata__\":{\"a\":{\"b\":{}}}}", 0),
                 "metadata, byte 29: expected '\"'"));
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(contains(safetensors_refusal(objects, 0), "unknown field"));
}

TEST_CASE("names and fields that stand there twice are refused") {
  const std::string w = entry("w", "U8", "[1]", 0, 1);
  CHECK(contains(safetensors_refusal("{" + w + "," + entry("w", "U8", "[1]", 1, 2) + "}", 2), "twice"));
  CHECK(contains(safetensors_refusal("{" + w + "," + entry("\\u0077", "U8", "[1]", 1, 2) + "}", 2), "twice"));
  CHECK(contains(safetensors_refusal("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "twice"));
  CHECK(contains(safetensors_refusal("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0), "twice"));
  CHECK(contains(safetensors_refusal(
                     "{\"w\":{\"dtype\":\"U8\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1),
                 "dtype twice"));
  CHECK(contains(
      safetensors_refusal("{\"w\":{\"shape\":[1],\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4),
      "shape twice"));
}

TEST_CASE("an entry with a missing or unknown field is refused") {
  CHECK(contains(safetensors_refusal("{\"w\":{}}", 0), "lacks"));
  CHECK(contains(safetensors_refusal("{\"w\":{\"dtype\":\"U8\",\"shape\":[0]}}", 0), "lacks"));
  CHECK(contains(safetensors_refusal("{\"w\":{\"dtype\":\"U8\",\"data_offsets\":[0,0]}}", 0), "lacks"));
  CHECK(contains(safetensors_refusal("{\"w\":{\"shape\":[0],\"data_offsets\":[0,0]}}", 0), "lacks"));
  CHECK(contains(safetensors_refusal(
                     "{\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0],\"code\":\"x\"}}", 0),
                 "unknown field"));
}

TEST_CASE("metadata that is not text to text is refused") {
  for (const char* value : {"1", "null", "[]", "{}", "true"}) {
    CHECK(contains(safetensors_refusal(std::string("{\"__metadata__\":{\"a\":") + value + "}}", 0),
                   "metadata, byte 29: expected '\"'"));
  }
  CHECK(contains(safetensors_refusal("{\"__metadata__\":[]}", 0), "header, byte 24: expected '{'"));
}

TEST_CASE("more tensors, dimensions, metadata or longer names than anyone needs are refused") {
  std::string many = "{", metadata = "{\"__metadata__\":{";
  for (int i = 0; i <= 65'536; ++i) {
    const std::string comma = i > 0 ? "," : "";
    many += comma + entry(std::to_string(i), "U8", "[0]", 0, 0);
    metadata += comma + "\"" + std::to_string(i) + "\":\"\"";
  }
  CHECK(contains(safetensors_refusal(many + "}", 0), "at most 65536 tensors"));
  CHECK(contains(safetensors_refusal(metadata + "}}", 0), "at most 65536 metadata"));
  CHECK(safetensors_refusal("{" + entry("w", "U8", "[1,1,1,1,1,1,1,1]", 0, 1) + "}", 1).empty());
  CHECK(contains(shape_refusal("U8", "[1,1,1,1,1,1,1,1,1]", 0, 1, 1), "at most 8 dimensions"));
  CHECK(safetensors_refusal("{" + entry(std::string(1024, 'n'), "U8", "[1]", 0, 1) + "}", 1).empty());
  CHECK(contains(safetensors_refusal("{" + entry(std::string(1025, 'n'), "U8", "[1]", 0, 1) + "}", 1),
                 "at most 1024 bytes"));
}

TEST_CASE("a stranger's name reaches the message without control characters and cut short") {
  const std::string reason =
      safetensors_refusal("{" + entry("\\u001b[31m" + std::string(500, 'n'), "O", "[1]", 0, 1) + "}", 1);
  CHECK(contains(reason, "?[31m"));
  CHECK(reason.size() < 250);
}

TEST_CASE("a file cut at any length is refused") {
  const std::vector<std::byte> file = safetensors_bytes(
      "{" + entry("a", "F32", "[3]", 0, 12) + "," + entry("b", "I64", "[1]", 12, 20) + "}", 20);
  REQUIRE(safetensors_refusal(file).empty());
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(!safetensors_refusal({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)}).empty());
  }
  std::vector<std::byte> longer = file;
  longer.push_back(std::byte{0});
  CHECK(contains(safetensors_refusal(longer), "belong to no tensor"));
}

TEST_CASE("any flipped header byte is refused or read within the file") {
  const std::vector<std::byte> file = safetensors_bytes(
      "{" + entry("a", "F32", "[3]", 0, 12) + "," + entry("b", "I64", "[1]", 12, 20) + "}", 20);
  for (std::size_t at = 0; at < file.size() - 20; ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> flipped = file;
      flipped[at] ^= static_cast<std::byte>(1 << bit);
      if (!safetensors_answer(flipped).empty()) continue;
      std::size_t bytes = 0;
      for (const auto& array : io::parse_safetensors(flipped, "flipped").arrays) bytes += array.bytes.size();
      CHECK(bytes == 20);
    }
  }
}
