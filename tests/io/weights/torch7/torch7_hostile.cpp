#include "tests/io/weights/torch7/torch7_hostile.h"

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/torch7/torch7.h"
#include "tests/io/corpus.h"
#include "tests/io/peak_memory.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

namespace tests {

HostileCase torch7_case(const Torch7Hostile& hostile, const Torch7Bytes& file) {
  return {18, hostile.name, text_of(file.bytes()), ": expected " + hostile.expected, "t7"};
}

void check_torch7_case(const HostileCase& hostile) {
  CAPTURE(hostile.name);
  const std::vector<std::byte> bytes = bytes_of(hostile.bytes);
  write_corpus("t7", "row18-" + hostile.name + ".t7", bytes);
  check_refused(hostile, "stranger.t7", allowed_growth(bytes.size()), [&] {
    try {
      io::parse_torch7(bytes, "stranger.t7");
    } catch (const core::Error& error) {
      CHECK(error.failed().find("object") < error.failed().find(", byte "));
      throw;
    }
  });
}

void check_torch7_refused(const Torch7Hostile& hostile, const Torch7Bytes& file) {
  check_torch7_case(torch7_case(hostile, file));
}

void check_torch7_files(const std::vector<Torch7Hostile>& all) {
  for (const Torch7Hostile& hostile : all) check_torch7_refused(hostile, torch7_written(hostile.write));
}

Torch7Bytes torch7_written(const Torch7Write& write) {
  Torch7Bytes file;
  write(file);
  return file;
}

Torch7Bytes torch7_linear(const Torch7Write& weight) {
  Torch7Bytes file;
  file.sequential(1).number(1).module("nn.Linear", 2).string("weight");
  weight(file);
  file.string("train").boolean(true);
  return file;
}

Torch7Write torch7_beside(const Torch7Write& value) {
  return [=](Torch7Bytes& file) {
    file.module("nn.Linear", 2).string("weight").floats({1, 1}, {5}).string("extra");
    value(file);
  };
}

std::size_t copied_bytes(const io::WeightsFile& weights) {
  std::size_t bytes = 0;
  for (const auto& array : weights.arrays) bytes += array.bytes.size();
  return bytes;
}

}  // namespace tests
