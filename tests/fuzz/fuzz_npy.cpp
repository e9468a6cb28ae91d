#include "core/io/weights/npy/npy.h"
#include "tests/fuzz/header_mutator.h"
#include "tests/fuzz/reader_target.h"

namespace {

constexpr int kColumns = 3;
constexpr std::size_t kVersionAt = 6;

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  const bool wide = size > kVersionAt && data[kVersionAt] != 1;
  return tests::mutate_header(data, size, max_size, seed, {.at = 8, .bytes = wide ? 4u : 2u});
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = tests::bytes_of(data, size);
  tests::run_reader(size, [&] { tests::check_array(io::parse_npy_array(bytes, tests::kStranger)); });
  tests::run_reader(size, [&] {
    for (const auto& row : io::parse_npy_rows(bytes, tests::kStranger, kColumns))
      if (row.size() != kColumns) tests::finding("a row of another length than was asked for");
  });
  return 0;
}
