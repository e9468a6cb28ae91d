#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "core/io/weights/pth/pth.h"
#include "core/io/weights/read_weights.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/io/weights/torch7/torch7.h"

// Files that PyTorch itself wrote, and .t7 files by a writer that knows only the format's description
// (tests/python), against what the safetensors package says they hold. Runs when GANSCOPE_REAL_FILES names
// their folder, as tests/python/formats_test.py does.
namespace {

namespace fs = std::filesystem;

const char* folder() {
  return std::getenv("GANSCOPE_REAL_FILES");
}

/// "generator.module.main.0.weight" is called "main.0.weight" once nest and DataParallel are taken off.
bool is_called(std::string name, const std::string& expected) {
  for (std::size_t at; (at = name.find("module.")) != std::string::npos;) name.erase(at, 7);
  return name == expected || name.ends_with("." + expected);
}

const io::NamedArray* find(const io::WeightsFile& file, const std::string& expected) {
  const io::NamedArray* found = nullptr;
  for (const io::NamedArray& array : file.arrays) {
    if (!is_called(array.name, expected)) continue;
    CHECK_MESSAGE(found == nullptr, "two arrays are called ", expected);
    found = &array;
  }
  return found;
}

/// 1/sqrt(var + eps) was turned back into var: equal to six digits, everything else to the bit.
bool is_near(const io::NamedArray& a, const io::NamedArray& b) {
  if (a.bytes == b.bytes) return true;
  if (a.type != io::DType::kF32 || b.type != io::DType::kF32 || a.bytes.size() != b.bytes.size())
    return false;
  for (std::size_t at = 0; at < a.bytes.size(); at += 4) {
    float x = 0, y = 0;
    std::memcpy(&x, &a.bytes[at], 4);
    std::memcpy(&y, &b.bytes[at], 4);
    if (!(std::abs(x - y) <= 1e-6f * std::max(1.f, std::abs(y)))) return false;
  }
  return true;
}

int compare(const fs::path& file, const io::WeightsFile& read) {
  const io::WeightsFile expected = io::read_safetensors(file.string() + ".expected.safetensors");
  CAPTURE(file.filename().string());
  REQUIRE(!expected.arrays.empty());
  for (const io::NamedArray& array : expected.arrays) {
    CAPTURE(array.name);
    const io::NamedArray* found = find(read, array.name);
    REQUIRE(found != nullptr);
    CHECK(found->type == array.type);
    CHECK(found->shape == array.shape);
    if (array.name.ends_with("running_var"))
      CHECK(is_near(*found, array));
    else
      CHECK(found->bytes == array.bytes);
  }
  return 1;
}

}  // namespace

TEST_CASE("files of the real packages are read with equal weights" * doctest::skip(folder() == nullptr)) {
  int pth = 0, torch7 = 0, npz = 0;
  for (const char* kind : {"pth", "t7"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(folder()) / kind)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".pth")) {
        pth += compare(entry.path(), io::read_weights(entry.path()));
      } else if (name.ends_with(".npz")) {
        npz += compare(entry.path(), io::read_weights(entry.path()));
      } else if (name.ends_with(".t7")) {
        const int long_bytes = name.ends_with(".long4.t7") ? 4 : 8;
        torch7 += compare(entry.path(), io::read_weights(entry.path(), {long_bytes}));
        CHECK(compare(entry.path(), io::read_weights(entry.path())) == 1);  // the length of a long left open
      }
    }
  }
  CHECK(pth >= 24);
  CHECK(torch7 >= 24);
  CHECK(npz == 3);
}
