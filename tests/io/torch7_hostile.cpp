#include "tests/io/torch7_hostile.h"

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/torch7.h"
#include "tests/io/corpus.h"
#include "tests/io/peak_memory.h"
#include "tests/io/time_limit.h"

namespace tests {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

void check_torch7_refused(const Torch7Hostile& hostile, const Torch7Bytes& file) {
  CAPTURE(hostile.name);
  write_corpus("t7", "row18-" + hostile.name + ".t7", file.bytes());
  const std::vector<std::byte> bytes = file.bytes();
  const TimeLimit limit(bytes.size());
  const PeakMemory memory;
  try {
    io::parse_torch7(bytes, "stranger.t7");
    FAIL_CHECK("accepted");
  } catch (const core::Error& error) {
    INFO(std::string(error.what()));
    CHECK(error.where() == "stranger.t7");
    CHECK(!error.hint().empty());
    CHECK(contains(error.failed(), "object"));
    CHECK(contains(error.failed(), ", byte "));
    CHECK(contains(error.failed(), ": expected " + hostile.expected));
    CHECK(error.failed().size() < 400);
  }
  CHECK(memory.growth() <= allowed_growth(bytes.size()));
  CHECK(limit.kept());
}

void check_torch7_files(const std::vector<Torch7Hostile>& all) {
  for (const Torch7Hostile& hostile : all) check_torch7_refused(hostile, torch7_written(hostile.write));
}

Torch7Bytes torch7_written(const Torch7Write& write) {
  Torch7Bytes file;
  write(file);
  return file;
}

std::size_t copied_bytes(const io::WeightsFile& weights) {
  std::size_t bytes = 0;
  for (const auto& array : weights.arrays) bytes += array.bytes.size();
  return bytes;
}

}  // namespace tests
