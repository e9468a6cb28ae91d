#include "core/io/weights/npy/npz.h"
#include "core/io/weights/pth/pth.h"
#include "tests/fuzz/reader_target.h"
#include "tests/fuzz/zip_mutator.h"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return tests::mutate_zip(data, size, max_size, seed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = tests::bytes_of(data, size);
  if (!io::begins_as_zip(bytes)) return -1;  // keeps it out of the corpus
  tests::run_reader(size, [&] {
    tests::check_arrays(io::begins_as_npz(bytes) ? io::parse_npz(bytes, tests::kStranger)
                                                 : io::parse_pth(bytes, tests::kStranger));
  });
  return 0;
}
