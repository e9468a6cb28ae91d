#include <cstdint>
#include <limits>

#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

namespace tests {
namespace {

constexpr std::uint64_t k4GiB = std::uint64_t{1} << 32;
constexpr std::size_t k4MB = 4 << 20;

void add(HostileCases& cases, int row, const std::string& name, const std::vector<std::byte>& bytes,
         const std::string& expected) {
  cases.push_back({row, name, text_of(bytes), expected, "safetensors"});
}

void add_json(HostileCases& cases, int row, const std::string& name, const std::string& tensors,
              std::size_t buffer_bytes, const std::string& expected) {
  add(cases, row, name, safetensors_bytes("{" + tensors + "}", buffer_bytes), expected);
}

/// Where one tensor says that it lies.
struct Place {
  std::string dtype, shape;
  std::uint64_t begin = 0, end = 0;
  std::size_t buffer_bytes = 0;
};

/// The tensor's name is its place, so that every case can be told by it.
void add_place(HostileCases& cases, int row, const Place& place, const std::string& expected) {
  const std::string json = entry("w", place.dtype, place.shape, place.begin, place.end);
  add_json(cases, row, json + " over " + std::to_string(place.buffer_bytes), json, place.buffer_bytes,
           expected);
}

void add_spans(HostileCases& cases) {
  add_place(cases, 1, {"F32", "[2]", 0, 4, 4}, "needs 8 bytes");
  add_place(cases, 1, {"F32", "[1]", 0, 8, 8}, "needs 4 bytes");
  add_place(cases, 1, {"F32", "[]", 0, 0, 0}, "needs 4 bytes");
  add_place(cases, 1, {"F32", "[0]", 0, 4, 4}, "needs 0 bytes");
  add_place(cases, 1, {"F16", "[2,3]", 0, 24, 24}, "needs 12 bytes");
  add_place(cases, 1, {"U8", "[1073741824,1073741824]", 0, 4, 4}, "needs 1152921504606846976 bytes");
}

void add_ends(HostileCases& cases) {
  add_place(cases, 2, {"U8", "[8]", 0, 8, 4}, "end at byte 8 of 4");
  add_place(cases, 2, {"U8", "[5]", 0, 5, 4}, "end at byte 5 of 4");
  add_place(cases, 2, {"U8", "[1000000000000]", 0, 1'000'000'000'000, 4}, "end at byte");
  add_place(cases, 2, {"U8", "[4]", 4, 8, 4}, "end at byte 8 of 4");
  add_place(cases, 2, {"U8", "[1]", 2, 1, 4}, "backwards");
  add_place(cases, 2, {"U8", "[3]", 1, 4, 4}, "hole");
  add_place(cases, 2, {"U8", "[3]", 0, 3, 4}, "belong to no tensor");
  const std::string first = entry("a", "U8", "[4]", 0, 4) + ",";
  add_json(cases, 2, "the same bytes twice", first + entry("b", "U8", "[4]", 0, 4), 4, "overlap");
  add_json(cases, 2, "one byte twice", first + entry("b", "U8", "[4]", 3, 7), 7, "overlap");
  add_json(cases, 2, "one inside the other", first + entry("b", "U8", "[1]", 1, 2), 4, "overlap");
  add_json(cases, 2, "a byte between", first + entry("b", "U8", "[2]", 5, 7), 7, "hole");
}

/// 2^32 * 2^32 wraps to 0 in 64 bits; 2^62 * 4 bytes wraps to 0 as well.
void add_wraps(HostileCases& cases) {
  add_place(cases, 3, {"U8", "[4294967296,4294967296]", 0, 0, 0}, "too large");
  add_place(cases, 3, {"F32", "[4611686018427387904]", 0, 0, 0}, "too large");
  add_place(cases, 3, {"F32", "[4611686018427387905]", 0, 4, 4}, "too large");
  add_place(cases, 3, {"U8", "[0,4294967296,4294967296]", 0, 0, 0}, "too large");
  add_place(cases, 3, {"U8", "[4294967296,4294967296,0]", 0, 0, 0}, "too large");
  add_place(cases, 3, {"F64", "[9223372036854775807]", 0, 8, 8}, "too large");
}

void add_lengths(HostileCases& cases) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  const std::string good = "{" + entry("w", "U8", "[4]", 0, 4) + "}";
  // The first two wrap when 8 is added to them.
  for (const std::uint64_t claimed : {kMax, kMax - 7, kMax - 8, std::uint64_t{1} << 63})
    add(cases, 4, "header of " + std::to_string(claimed), file_claiming(claimed, good, 4), "claims");
  add(cases, 4, "header longer than the file", file_claiming(good.size() + 5, good, 4), "claims");
  add_place(cases, 4, {"F32", "[1]", 0, 4096, 4096}, "needs 4 bytes");
  add_place(cases, 4, {"F64", "[2,2]", 0, 40, 40}, "needs 32 bytes");
  const std::string first = entry("a", "F32", "[1]", 0, 12) + ",";
  add_json(cases, 4, "shapes of two tensors swapped", first + entry("b", "F32", "[3]", 12, 16), 16,
           "needs 4 bytes");
}

/// Sizes that are right in their low 32 bits, and those that no file could hold.
void add_widths(HostileCases& cases) {
  const std::uint64_t end = k4GiB + 4;
  add_place(cases, 5, {"U8", "[4294967300]", 0, 4, 4}, "needs 4294967300 bytes");
  add_place(cases, 5, {"F32", "[1073741825]", 0, 4, 4}, "needs 4294967300 bytes");
  add_place(cases, 5, {"F64", "[536870913]", 0, 8, 8}, "needs 4294967304 bytes");
  add_place(cases, 5, {"U8", "[65536,65537]", 0, 65'536, 65'536}, "needs 4295032832 bytes");
  add_place(cases, 5, {"U8", "[4]", 0, end, 4}, "end at byte 4294967300 of 4");
  add_place(cases, 5, {"U8", "[4]", end - 4, end, 4}, "end at byte 4294967300 of 4");
  add_place(cases, 5, {"U8", "[4294967300]", 0, end, 4}, "end at byte 4294967300 of 4");
  const std::string good = "{" + entry("w", "U8", "[4]", 0, 4) + "}";
  add(cases, 5, "header of 4 GiB more", file_claiming(k4GiB + good.size(), good, 4), "claims");
  // An exabyte over a buffer of 4 MB, by its shape, by its offsets and by both.
  const std::string exabyte = "1152921504606846976";
  add_place(cases, 5, {"U8", "[" + exabyte + "]", 0, k4MB, k4MB}, "needs " + exabyte + " bytes");
  add_place(cases, 5, {"U8", "[4194304]", 0, std::uint64_t{1} << 60, k4MB}, "end at byte " + exabyte);
  add_place(cases, 5, {"F32", "[268435456,1073741824]", 0, std::uint64_t{1} << 60, k4MB},
            "end at byte " + exabyte);
  // Sizes whose sum wraps to that of the buffer.
  const std::string half = "9223372036854775807";
  add_json(cases, 5, "sizes that add up to 2^64 + 4",
           entry("a", "U8", "[" + half + "]", 0, std::stoull(half)) + "," +
               entry("b", "U8", "[6]", std::stoull(half), std::stoull(half) + 6),
           4, "a number below 2^63");
}

/// A tensor without bytes may share a border with others; what it may not is refused.
void add_empty(HostileCases& cases) {
  const std::string a = entry("a", "U8", "[4]", 0, 4), b = entry("b", "U8", "[2]", 4, 6);
  const auto with = [&](const std::string& shape, std::uint64_t begin, std::uint64_t end,
                        const std::string& expected) {
    const std::string none = entry("none", "F32", shape, begin, end);
    add_json(cases, 6, none, a + "," + b + "," + none, 6, expected);
  };
  with("[0]", 2, 2, "they overlap another tensor's");
  with("[0]", 5, 5, "they overlap another tensor's");
  with("[0]", 7, 7, "end at byte 7 of 6");
  with("[0]", 0, 4, "needs 0 bytes, its data_offsets give 4");
  with("[1]", 4, 4, "needs 4 bytes, its data_offsets give 0");
  with("[0]", 4, 0, "backwards");
  // It covers no bytes, so it fills no hole either.
  add_json(cases, 6, "none in a hole",
           a + "," + entry("none", "F32", "[0]", 5, 5) + "," + entry("c", "U8", "[1]", 5, 6), 6, "hole");
}

}  // namespace

HostileCases hostile_safetensors() {
  HostileCases cases;
  add_spans(cases);
  add_ends(cases);
  add_wraps(cases);
  add_lengths(cases);
  add_widths(cases);
  add_empty(cases);
  return cases;
}

}  // namespace tests
