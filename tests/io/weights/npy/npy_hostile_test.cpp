#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/npy/npy.h"
#include "tests/io/corpus.h"
#include "tests/io/peak_memory.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/npy/npy_bytes.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

using tests::npy_header;
using tests::npy_with_header;
using tests::npy_with_shape;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the hostile .npy files' frame is read when nothing is wrong with it") {
  CHECK(io::parse_npy_array(npy_with_shape("(2, 3)"), "good").bytes.size() == 24);
}

TEST_CASE("every hostile .npy file is refused in words that help, within its time and memory") {
  for (const tests::HostileCase& hostile : tests::hostile_npy()) {
    CAPTURE(hostile.name);
    const std::vector<std::byte> bytes = tests::bytes_of(hostile.bytes);
    tests::write_corpus("npy", "row16-" + hostile.name + ".npy", bytes);
    tests::check_refused(hostile, "stranger.npy", tests::allowed_growth(bytes.size()), [&] {
      try {
        io::parse_npy_array(bytes, "stranger.npy");
      } catch (const core::Error& error) {
        CHECK((error.failed().starts_with("header, byte ") || error.failed().starts_with("data, byte ")));
        throw;
      }
    });
  }
}

TEST_CASE("80 bytes that declare 32 GiB are among the hostile .npy files, and a .npz brings its own advice") {
  const tests::HostileCases all = tests::hostile_npy();
  CHECK(std::count_if(all.begin(), all.end(), [](const auto& each) {
          return each.name == "80-bytes-declare-32-gib" && each.bytes.size() == 80;
        }) == 1);
  const auto zip = std::find_if(all.begin(), all.end(), [](const auto& each) { return each.name == "zip"; });
  REQUIRE(zip != all.end());
  try {
    io::parse_npy_array(tests::bytes_of(zip->bytes), "set.npz");
    FAIL("read a zip archive");
  } catch (const core::Error& error) {
    CHECK(contains(error.hint(), "unpack"));
  }
}

TEST_CASE("a header of numpy's most bytes is read, one more is not") {
  const std::string good = npy_header("'<f4'", "(2, 3)");
  const auto padded = [&](std::size_t bytes) {
    return npy_with_header(good.substr(0, good.size() - 1) + std::string(bytes - good.size(), ' ') + "\n");
  };
  CHECK(io::parse_npy_array(padded(10'000), "good").bytes.size() == 24);
  CHECK_THROWS_AS(io::parse_npy_array(padded(10'001), "long"), core::Error);
}

TEST_CASE("a .npy file cut at any length is refused") {
  const std::vector<std::byte> whole = npy_with_shape("(2, 3)");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_THROWS_AS(io::parse_npy_array(cut, "cut"), core::Error);
  }
}

TEST_CASE("any flipped byte of a .npy file is refused or read within the file") {
  for (const char* order : {"False", "True"}) {
    const std::vector<std::byte> whole = npy_with_header(npy_header("'<f4'", "(2, 3)", order));
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (int value = 0; value < 256; ++value) {
        std::vector<std::byte> flipped = whole;
        flipped[at] = static_cast<std::byte>(value);
        try {
          CHECK(io::parse_npy_array(flipped, "flipped").bytes.size() == 24);
        } catch (const core::Error&) {
        }
      }
    }
  }
}

TEST_CASE("rows of z are refused when they are not finite floats of the model's nz") {
  const tests::TemporaryFolder folder("npy-rows");
  const auto refusal = [&](const std::vector<std::byte>& bytes, int columns) -> std::string {
    tests::write_bytes(folder / "z.npy", bytes);
    try {
      io::read_npy_rows(folder / "z.npy", columns);
    } catch (const core::Error& error) {
      CHECK(!error.hint().empty());
      return error.failed();
    }
    return {};
  };
  CHECK(refusal(npy_with_shape("(2, 3)"), 3).empty());
  CHECK(contains(refusal(npy_with_shape("(2, 3)"), 2), "its shape is (2, 3)"));
  CHECK(contains(refusal(npy_with_shape("(6,)"), 3), "its shape is (6,)"));
  CHECK(contains(refusal(npy_with_shape("(1, 2, 3)"), 3), "its shape is (1, 2, 3)"));
  CHECK(contains(refusal(npy_with_shape("(2, 3, 1)"), 3), "its shape is (2, 3, 1)"));
  CHECK(contains(refusal(npy_with_shape("(1, 2, 3, 1, 1)"), 3), "its shape is (1, 2, 3, 1, 1)"));
  CHECK(contains(refusal(npy_with_header(npy_header("'<i4'", "(2, 3)")), 3), "no floats but I32"));
  CHECK(contains(refusal(npy_with_shape("(2, 4)"), 4), "its shape does not fit its size"));
  const float infinite = std::numeric_limits<float>::infinity();
  CHECK(contains(refusal(tests::npy_floats("(2,)", {1, infinite}), 2), "not finite"));
}

TEST_CASE("what is wrong with rows of z brings the advice that fits it") {
  const auto hint = [](const std::vector<std::byte>& bytes, int columns) -> std::string {
    try {
      io::parse_npy_rows(bytes, "z.npy", columns);
    } catch (const core::Error& error) {
      return error.hint();
    }
    return {};
  };
  CHECK(contains(hint(npy_with_shape("(2, 3)"), 100), "this model's z has 100 numbers"));
  CHECK(contains(hint(npy_with_header(npy_header("'<i4'", "(2, 3)")), 3), "astype(\"float32\")"));
  CHECK(contains(hint(tests::npy_floats("(1,)", {std::numeric_limits<float>::quiet_NaN()}), 1), "NaN"));
}
