#include "core/io/weights/pth/pth_writer.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/weights/pth/pickle_writer.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/sample_weights.h"

using namespace std::string_literals;

namespace {

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TEST_CASE("integers are pickled in the shortest of two forms that holds them") {
  const auto pickled = [](std::int64_t value) {
    io::PickleWriter pickle;
    pickle.integer(value);
    return text_of(pickle.finish()).substr(2);
  };
  CHECK(pickled(258) == "J\x02\x01\0\0."s);
  CHECK(pickled(-1) == "J\xFF\xFF\xFF\xFF."s);
  CHECK(pickled(0x7FFFFFFF) == "J\xFF\xFF\xFF\x7F."s);
  CHECK(pickled(0x80000000) == "\x8a\x08\0\0\0\x80\0\0\0\0."s);
}

TEST_CASE("a state_dict's pickle names nothing but what torch.load allows") {
  io::WeightsFile weights;
  weights.arrays = {tests::drawn("main.0.weight", {2, 3})};
  const std::string file = text_of(io::serialize_pth(weights));
  const std::string expected =
      "\x80\x02"
      "ccollections\nOrderedDict\n)R("
      "X\x0d\0\0\0main.0.weight"
      "ctorch._utils\n_rebuild_tensor_v2\n("
      "(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0"
      "0X\x03\0\0\0cpuJ\x06\0\0\0tQ"
      "J\0\0\0\0(J\x02\0\0\0J\x03\0\0\0t(J\x03\0\0\0J\x01\0\0\0t\x89"
      "ccollections\nOrderedDict\n)RtRu."s;
  CHECK(file.find(expected) != std::string::npos);
  for (const char* name : {"archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/version"}) {
    CHECK(file.find(name) != std::string::npos);
  }
}

TEST_CASE("a .pth is the same bytes every time") {
  CHECK(io::serialize_pth(tests::every_type()) == io::serialize_pth(tests::every_type()));
}

TEST_CASE("what is not sound is not written as .pth") {
  const tests::TemporaryFolder folder("pth");
  io::WeightsFile weights;
  weights.arrays = {tests::drawn("w", {2, 3})};
  weights.arrays[0].shape = {7};
  CHECK_THROWS_AS(io::write_pth(weights, folder / "a.pth"), core::Error);
  weights.arrays[0].shape = {6};
  weights.arrays.push_back(weights.arrays[0]);
  CHECK_THROWS_AS(io::write_pth(weights, folder / "a.pth"), core::Error);
  weights.arrays[1].name = "bad \xFF";
  CHECK_THROWS_AS(io::write_pth(weights, folder / "a.pth"), core::Error);
  CHECK(std::filesystem::is_empty(folder.path()));
}
