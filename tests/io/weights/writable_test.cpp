#include "core/io/arrays/writable.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <string>

#include "core/base/error.h"
#include "core/io/arrays/array_limits.h"
#include "core/io/weights/npy/npy_writer.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/sample_weights.h"

namespace {

namespace fs = std::filesystem;

struct Writer {
  const char* name;
  std::function<void(const io::WeightsFile&, const fs::path&)> write;
};

const Writer kWriters[] = {
    {"safetensors",
     [](const io::WeightsFile& weights, const fs::path& out) { io::write_safetensors(weights, out); }},
    {"pth", [](const io::WeightsFile& weights, const fs::path& out) { io::write_pth(weights, out); }},
    {"npy",
     [](const io::WeightsFile& weights, const fs::path& out) { io::write_npy_folder(weights, out, {}); }}};

/// A good tensor first, so that only a writer that asks before it begins leaves nothing behind.
io::WeightsFile good() {
  io::WeightsFile weights;
  weights.arrays = {tests::drawn("first", {2, 3}), tests::drawn("second", {4})};
  weights.metadata["step"] = "7";
  return weights;
}

void check_refused(const char* problem, const std::function<void(io::WeightsFile&)>& spoil) {
  io::WeightsFile weights = good();
  spoil(weights);
  CHECK_THROWS_WITH_AS(io::check_writable(weights), doctest::Contains(problem), core::Error);
  for (const Writer& writer : kWriters) {
    CAPTURE(writer.name);
    const tests::TemporaryFolder parent("writable");
    CHECK_THROWS_WITH_AS(writer.write(weights, parent / "out"), doctest::Contains(problem), core::Error);
    CHECK(fs::is_empty(parent.path()));
  }
}

}  // namespace

TEST_CASE("every writer writes what may be written") {
  CHECK_NOTHROW(io::check_writable(good()));
  for (const Writer& writer : kWriters) {
    CAPTURE(writer.name);
    const tests::TemporaryFolder parent("writable");
    writer.write(good(), parent / "out");
    CHECK(fs::exists(parent / "out"));
  }
}

TEST_CASE("every writer refuses a tensor whose shape does not fit its bytes, before anything is written") {
  const char* const problem = "\"second\" cannot be written: its shape does not fit its bytes";
  check_refused(problem, [](io::WeightsFile& weights) { weights.arrays[1].bytes.pop_back(); });
  check_refused(problem, [](io::WeightsFile& weights) { weights.arrays[1].bytes.emplace_back(); });
  check_refused(problem, [](io::WeightsFile& weights) { weights.arrays[1].shape = {5}; });
  check_refused(problem, [](io::WeightsFile& weights) {
    weights.arrays[1].shape = std::vector<std::int64_t>(io::kMaxRank + 1, 1);
    weights.arrays[1].bytes.resize(4);
  });
}

TEST_CASE("every writer refuses names and metadata that no file may hold, before anything is written") {
  const auto named = [](std::string name) {
    return [name](io::WeightsFile& weights) { weights.arrays[1].name = name; };
  };
  check_refused("its name is not allowed", named("__metadata__"));
  check_refused("its name is not allowed", named("\xff\xfe"));
  check_refused("its name is not allowed", named(std::string(io::kMaxKeyBytes + 1, 'n')));
  check_refused("its name is taken", named("first"));
  check_refused("the metadata \"step\" is not",
                [](io::WeightsFile& weights) { weights.metadata["step"] = "\xff"; });
  check_refused("is not short UTF-8 text", [](io::WeightsFile& weights) { weights.metadata["\xff"] = "a"; });
  check_refused("is not short UTF-8 text", [](io::WeightsFile& weights) {
    weights.metadata[std::string(io::kMaxKeyBytes + 1, 'k')] = "a";
  });
}

TEST_CASE("a shape of the most dimensions and the longest name are written") {
  io::WeightsFile weights = good();
  weights.arrays[1].shape = std::vector<std::int64_t>(io::kMaxRank, 1);
  weights.arrays[1].bytes.resize(4);
  weights.arrays[1].name = std::string(io::kMaxKeyBytes, 'n');
  CHECK_NOTHROW(io::check_writable(weights));
}
