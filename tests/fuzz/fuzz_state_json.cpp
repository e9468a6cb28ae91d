#include <string_view>

#include "core/base/json.h"
#include "core/request/request_json.h"
#include "tests/fuzz/reader_target.h"

namespace {

constexpr int kNz = 5;  // as in the tests that write the seeds

core::ExportRequest read_state(std::string_view text) {
  return core::request_from_json(core::parse_json(text, tests::kStranger), core::Prior::kGaussian, kNz,
                                 tests::kStranger);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string written;
  tests::run_reader(size, [&] { written = core::json_text(core::to_json(read_state(text)), -1); });
  if (written.empty()) return 0;
  // What was read is written as a state that reads as the same.
  if (core::json_text(core::to_json(read_state(written)), -1) != written)
    tests::finding("a state that does not survive writing");
  return 0;
}
