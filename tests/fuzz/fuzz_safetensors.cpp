#include "core/io/weights/safetensors/safetensors.h"
#include "tests/fuzz/header_mutator.h"
#include "tests/fuzz/reader_target.h"

namespace {

bool same_arrays(const io::WeightsFile& a, const io::WeightsFile& b) {
  if (a.metadata != b.metadata || a.arrays.size() != b.arrays.size()) return false;
  for (const io::NamedArray& array : a.arrays) {
    const io::NamedArray* other = b.find(array.name);
    if (other == nullptr || other->type != array.type || other->shape != array.shape ||
        other->bytes != array.bytes)
      return false;
  }
  return true;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return tests::mutate_header(data, size, max_size, seed, {.at = 0, .bytes = 8});
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  io::WeightsFile weights;
  tests::run_reader(size, [&] {
    weights = io::parse_safetensors(tests::bytes_of(data, size), tests::kStranger);
    tests::check_arrays(weights);
  });
  if (weights.arrays.empty()) return 0;
  // What was read can be written, and reads as the same again.
  const auto written = io::serialize_safetensors(weights);
  if (!same_arrays(weights, io::parse_safetensors(written, tests::kStranger)))
    tests::finding("a safetensors file that does not survive writing");
  return 0;
}
