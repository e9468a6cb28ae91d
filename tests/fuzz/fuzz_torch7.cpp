#include "core/io/weights/torch7/torch7.h"
#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const int long_bytes : {8, 4}) {
    tests::run_reader(size, [&] {
      tests::check_arrays(
          io::parse_torch7(tests::bytes_of(data, size), tests::kStranger, {.long_bytes = long_bytes}));
    });
  }
  return 0;
}
