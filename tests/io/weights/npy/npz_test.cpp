#include "core/io/weights/npy/npz.h"

#include <algorithm>
#include <utility>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/read_weights.h"
#include "tests/io/peak_memory.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/npy/npy_bytes.h"
#include "tests/io/weights/pth/pickle_bytes.h"
#include "tests/io/zip/zip_bytes.h"

namespace {

using tests::numpy_entry;
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

ZipBytes two_arrays(bool compressed = false) {
  const std::string weight = text_of(tests::npy_floats("(2, 3)", {1, 2, 3, 4, 5, 6}));
  const std::string bias = text_of(tests::npy_floats("(2,)", {7, 8}));
  return {.entries = {numpy_entry("main.10.weight.npy", weight, compressed),
                      numpy_entry("main.2.bias.npy", bias, compressed)},
          .zip64 = false};
}

core::Error refusal(const std::vector<std::byte>& archive) {
  try {
    io::parse_npz(archive, "set.npz");
  } catch (const core::Error& error) {
    return error;
  }
  FAIL("was read");
  return core::Error("");
}

core::Error refusal(const ZipBytes& archive) {
  return refusal(bytes_of(archive));
}

void check_same(const io::WeightsFile& read, const io::WeightsFile& expected) {
  REQUIRE(read.arrays.size() == expected.arrays.size());
  for (std::size_t i = 0; i < read.arrays.size(); ++i) {
    CHECK(read.arrays[i].name == expected.arrays[i].name);
    CHECK(read.arrays[i].type == expected.arrays[i].type);
    CHECK(read.arrays[i].shape == expected.arrays[i].shape);
    CHECK(read.arrays[i].bytes == expected.arrays[i].bytes);
  }
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

TEST_CASE("an archive of numpy.savez_compressed gives the arrays of the same one uncompressed") {
  const io::WeightsFile stored = io::parse_npz(bytes_of(two_arrays()), "set.npz");
  ZipBytes archive = two_arrays(true);
  check_same(io::parse_npz(bytes_of(archive), "set.npz"), stored);
  archive.entries[0] = two_arrays().entries[0];  // one of each
  check_same(io::parse_npz(bytes_of(archive), "set.npz"), stored);
  for (const auto form : {tests::Descriptor::kSigned32, tests::Descriptor::kPlain64}) {
    archive = two_arrays(true);
    archive.entries[1].local.compressed = archive.entries[1].local.size = {};
    archive.entries[1].local_extra = "";
    archive.entries[1].descriptor = form;
    archive.entries[1].flags = 0x8;
    check_same(io::parse_npz(bytes_of(archive), "set.npz"), stored);
  }
}

TEST_CASE("a compressed array in Fortran order, one without numbers, one longer than any header are read") {
  tests::NpyBytes fortran;
  fortran.header = tests::npy_header("'<i2'", "(2, 3)", "True");
  for (const int value : {0, 3, 1, 4, 2, 5}) {
    fortran.data.push_back(std::byte(value));
    fortran.data.push_back(std::byte{0});
  }
  const std::vector<float> many(100'000, 0.25f);
  const ZipBytes archive{
      .entries = {numpy_entry("f.npy", text_of(fortran.bytes()), true),
                  numpy_entry("none.npy", text_of(tests::npy_floats("(0, 3)", {})), true),
                  numpy_entry("many.npy", text_of(tests::npy_floats("(100000,)", many)), true)},
      .zip64 = false};
  const io::WeightsFile weights = io::parse_npz(bytes_of(archive), "set.npz");
  for (std::size_t i = 0; i < 6; ++i) CHECK(weights.arrays[0].bytes.at(2 * i) == std::byte(i));
  CHECK(weights.arrays[1].bytes.empty());
  const auto expected = std::as_bytes(std::span(many));
  CHECK(std::equal(weights.arrays[2].bytes.begin(), weights.arrays[2].bytes.end(), expected.begin(),
                   expected.end()));
}

TEST_CASE("a compressed archive may hold its sizes in the local headers themselves, if they are true") {
  ZipBytes archive = two_arrays(true);
  for (ZipEntryBytes& entry : archive.entries) {
    entry.local = {};
    entry.local_extra.reset();
  }
  CHECK(io::parse_npz(bytes_of(archive), "set.npz").arrays.size() == 2);
  archive.entries.front().local.compressed = static_cast<std::uint32_t>(archive.entries.front().data.size());
  CHECK(std::string(refusal(archive).what()).find("the sizes that stand in the directory") !=
        std::string::npos);
}

TEST_CASE("a compressed archive may take the memory that every file may and no more") {
  const auto zeros = [](std::size_t columns, const char* order) {
    tests::NpyBytes head;
    head.header = tests::npy_header("'|u1'", "(2, " + std::to_string(columns) + ")", order);
    return text_of(head.bytes());
  };
  const auto with = [](const ZipEntryBytes& entry) { return ZipBytes{.entries = {entry}, .zip64 = false}; };

  // Fortran order takes the numbers twice: with these 28 MB that is all there may be.
  constexpr std::size_t kHalf = io::kNpzRoom / 4;
  const std::vector<std::byte> most =
      bytes_of(with(numpy_entry("w.npy", zeros(kHalf, "True") + std::string(2 * kHalf, '\0'), true)));
  {
    const tests::PeakMemory memory;
    CHECK(io::parse_npz(most, "most.npz").arrays[0].bytes.size() == 2 * kHalf);
    CHECK(memory.growth() <= tests::allowed_growth(most.size()));
  }

  // What is refused is not unpacked, so that its beginning and enough bytes behind it are as good as all.
  for (const auto& [order, columns] :
       {std::pair("True", kHalf + 100'000), std::pair("False", 2 * kHalf + 100'000)}) {
    CAPTURE(order);
    ZipEntryBytes entry = numpy_entry("w.npy", zeros(columns, order) + std::string(20'000, '\0'), true);
    *entry.packed += std::string(80'000, '\0');
    tests::declare(entry, static_cast<std::uint32_t>(zeros(columns, order).size() + 2 * columns));
    const std::vector<std::byte> bomb = bytes_of(with(entry));
    const tests::PeakMemory memory;
    const core::Error error = refusal(bomb);
    CHECK(memory.growth() < 1u << 20);
    CHECK(contains(error.what(), "too many"));
    CHECK(contains(error.hint(), "numpy.savez, which does not compress"));
  }
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
      numpy_entry("bias.npy", archive.entries[1].data.substr(0, archive.entries[1].data.size() - 4));
  CHECK(refusal(archive).where() == "set.npz, bias.npy");
  archive = two_arrays();
  archive.entries[1].local.crc = 1;
  CHECK(contains(refusal(archive).what(), "zip entry 2"));
}

TEST_CASE("a cut archive is refused wherever it ends") {
  for (const bool compressed : {false, true}) {
    const std::vector<std::byte> whole = bytes_of(two_arrays(compressed));
    for (std::size_t length = 0; length < whole.size(); ++length)
      CHECK_THROWS_AS(io::parse_npz(std::span(whole).first(length), "cut.npz"), core::Error);
    CHECK(io::parse_npz(whole, "whole.npz").arrays.size() == 2);
  }
}

TEST_CASE("any changed byte of a compressed archive is refused or leaves its arrays as they were") {
  const std::vector<std::byte> whole = bytes_of(two_arrays(true));
  const io::WeightsFile expected = io::parse_npz(whole, "whole.npz");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int change : {1, 2, 8, 0x80, 0xFF}) {
      std::vector<std::byte> changed = whole;
      changed[at] ^= static_cast<std::byte>(change);
      CAPTURE(at);
      CAPTURE(change);
      try {
        const io::WeightsFile read = io::parse_npz(changed, "changed.npz");
        REQUIRE(read.arrays.size() == 2);
        for (std::size_t i = 0; i < 2; ++i) CHECK(read.arrays[i].bytes == expected.arrays[i].bytes);
      } catch (const core::Error&) {
      }
    }
  }
}
