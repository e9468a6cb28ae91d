#include "core/io/weights/pth/pth.h"
#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = tests::bytes_of(data, size);
  if (!io::begins_as_legacy_pth(bytes)) return -1;  // keeps it out of the corpus
  tests::run_reader(size, [&] { tests::check_arrays(io::parse_pth(bytes, tests::kStranger)); });
  return 0;
}
