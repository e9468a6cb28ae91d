#include "core/io/weights/npz.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/io/weights/read_weights.h"
#include "tests/io/npy_bytes.h"
#include "tests/io/pickle_bytes.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/zip_bytes.h"

namespace {

using tests::ZipBytes;
using tests::ZipEntryBytes;

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::byte> bytes_of(const ZipBytes& archive) {
  const std::string text = archive.bytes();
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// As numpy.savez writes an entry: stored, its sizes left to a zip64 field that the directory does without.
ZipEntryBytes entry(const std::string& name, const std::string& data) {
  ZipEntryBytes made{.name = name, .data = data, .flags = 0, .descriptor = tests::Descriptor::kNone};
  const std::string size = tests::little_endian(data.size(), 8);
  made.local.compressed = made.local.size = 0xFFFFFFFFu;
  made.local_extra = tests::extra_field(0x0001, size + size);
  return made;
}

ZipBytes two_arrays() {
  const std::string weight = text_of(tests::npy_floats("(2, 3)", {1, 2, 3, 4, 5, 6}));
  const std::string bias = text_of(tests::npy_floats("(2,)", {7, 8}));
  return {.entries = {entry("main.10.weight.npy", weight), entry("main.2.bias.npy", bias)}, .zip64 = false};
}

core::Error refusal(const ZipBytes& archive) {
  try {
    io::parse_npz(bytes_of(archive), "set.npz");
  } catch (const core::Error& error) {
    return error;
  }
  FAIL("was read");
  return core::Error("");
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an archive of numpy.savez gives its arrays under their names, in their order") {
  const tests::TemporaryFolder folder("npz");
  tests::write_bytes(folder / "net.npz", bytes_of(two_arrays()));
  const io::WeightsFile weights = io::read_weights(folder / "net.npz");
  CHECK(weights.kind == io::WeightsKind::kNpySet);
  CHECK(weights.format() == ".npz");
  CHECK_FALSE(weights.is_set());
  REQUIRE(weights.arrays.size() == 2);
  CHECK(weights.arrays[0].name == "main.10.weight");
  CHECK(weights.arrays[0].shape == std::vector<std::int64_t>{2, 3});
  CHECK(weights.arrays[1].name == "main.2.bias");
  CHECK(weights.arrays[1].bytes.size() == 8);
}

TEST_CASE(
    "the kind is told by content: an archive of arrays under another name opens, one of another kind does "
    "not") {
  const tests::TemporaryFolder folder("npz-content");
  tests::write_bytes(folder / "net.pth", bytes_of(two_arrays()));
  CHECK(io::read_weights(folder / "net.pth").arrays.size() == 2);
  ZipBytes other = two_arrays();
  other.entries[0].name = "set/main.npy";
  tests::write_bytes(folder / "other.npz", bytes_of(other));
  CHECK_THROWS_AS(io::read_weights(folder / "other.npz"), core::Error);
}

TEST_CASE("a compressed archive is refused with what to call instead") {
  ZipBytes archive = two_arrays();
  archive.entries[1].method = 8;
  const core::Error error = refusal(archive);
  CHECK(error.where() == "set.npz");
  CHECK(contains(error.what(), "entry 2"));
  CHECK(contains(error.hint(), "numpy.savez instead of savez_compressed"));
}

TEST_CASE("what is no array, and an array that is broken, are refused by name or number") {
  ZipBytes archive = two_arrays();
  archive.entries[1].name = "readme.txt";
  CHECK(contains(refusal(archive).what(), "entry 2"));
  for (const std::string name : {".npy", "a/b.npy", "\xFF.npy"}) {
    archive.entries[1].name = name;
    CHECK(contains(refusal(archive).what(), "NAME.npy"));
  }
  archive = two_arrays();
  archive.entries[1] =
      entry("bias.npy", archive.entries[1].data.substr(0, archive.entries[1].data.size() - 4));
  CHECK(refusal(archive).where() == "set.npz, bias.npy");
  archive = two_arrays();
  archive.entries[1].local.crc = 1;
  CHECK(contains(refusal(archive).what(), "zip entry 2"));
}

TEST_CASE("a cut archive is refused wherever it ends") {
  const std::vector<std::byte> whole = bytes_of(two_arrays());
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_THROWS_AS(io::parse_npz(std::span(whole).first(length), "cut.npz"), core::Error);
  CHECK(io::parse_npz(whole, "whole.npz").arrays.size() == 2);
}
