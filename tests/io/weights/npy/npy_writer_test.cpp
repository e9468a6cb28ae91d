#include "core/io/weights/npy/npy_writer.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/weights/npy/npy.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/sample_weights.h"

namespace fs = std::filesystem;

using namespace std::string_literals;

namespace {

std::string header_of(const std::vector<std::byte>& file) {
  CHECK(file.size() >= 64);
  const std::string text(reinterpret_cast<const char*>(file.data()), file.size());
  CHECK(text.substr(0, 8) == "\x93NUMPY\x01\0"s);
  const std::size_t length = static_cast<unsigned char>(text[8]) + 256u * static_cast<unsigned char>(text[9]);
  CHECK((10 + length) % 64 == 0);
  CHECK(text[9 + length] == '\n');
  return text.substr(10, text.find('}') - 9);
}

}  // namespace

TEST_CASE("an .npy header says type and shape as numpy does") {
  const auto header = [](io::DType type, std::vector<std::int64_t> shape, std::size_t bytes) {
    return header_of(io::serialize_npy({"a", type, std::move(shape), std::vector<std::byte>(bytes)}));
  };
  CHECK(header(io::DType::kF32, {2, 3}, 24) == "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
  CHECK(header(io::DType::kF64, {3}, 24) == "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }");
  CHECK(header(io::DType::kI64, {}, 8) == "{'descr': '<i8', 'fortran_order': False, 'shape': (), }");
  CHECK(header(io::DType::kBool, {0}, 0) == "{'descr': '|b1', 'fortran_order': False, 'shape': (0,), }");
}

TEST_CASE("bfloat16 is widened to float32 without loss") {
  const auto file = io::serialize_npy({"a", io::DType::kBF16, {2}, tests::bytes_of("\xC0\x3F\x00\xC1"s)});
  CHECK(header_of(file) == "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }");
  const std::vector<std::byte> data(file.end() - 8, file.end());
  CHECK(data == tests::bytes_of("\0\0\xC0\x3F\0\0\x00\xC1"s));  // 1.5, -8
}

TEST_CASE("rows written as .npy are read back") {
  const tests::TemporaryFolder folder("npy");
  const io::NamedArray array = tests::drawn("z", {3, 5});
  tests::write_bytes(folder / "z.npy", io::serialize_npy(array));
  const auto rows = io::read_npy_rows(folder / "z.npy", 5);
  const std::vector<float> values = tests::floats_of(array);
  CHECK(rows.size() == 3);
  CHECK(rows.at(2) == std::vector<float>(values.begin() + 10, values.end()));
}

TEST_CASE("a set's files are numbered in the order asked for, and the rest is left out") {
  const tests::TemporaryFolder parent("npy");
  io::WeightsFile weights;
  for (int i = 0; i < 12; ++i) weights.arrays.push_back(tests::drawn("w" + std::to_string(i), {2}));
  std::vector<std::string> order;
  for (int i = 11; i > 0; --i) order.push_back("w" + std::to_string(i));
  io::write_npy_folder(weights, parent / "set", {{"gen", order}, {"discrim", {"w1"}}});
  CHECK(core::read_file(parent / "set/gen_01.npy") == io::serialize_npy(*weights.find("w11")));
  CHECK(core::read_file(parent / "set/gen_11.npy") == io::serialize_npy(*weights.find("w1")));
  CHECK(core::read_file(parent / "set/discrim_01.npy") == io::serialize_npy(*weights.find("w1")));
  CHECK(std::distance(fs::directory_iterator(parent / "set"), {}) == 12);
}

TEST_CASE("a folder of .npy files is refused before anything is written") {
  const tests::TemporaryFolder parent("npy");
  const auto write = [&](const char* name, const io::NpyOrder& order) {
    io::WeightsFile weights;
    weights.arrays = {tests::drawn(name, {2})};
    io::write_npy_folder(weights, parent / "set", order);
  };
  CHECK_THROWS_AS(write("../escape", {}), core::Error);
  // A "/" alone would name a place in another folder; nothing else about these is wrong.
  CHECK_THROWS_WITH_AS(write("main/0.weight", {}), doctest::Contains("cannot be a file's"), core::Error);
  CHECK_THROWS_WITH_AS(write("/etc", {}), doctest::Contains("cannot be a file's"), core::Error);
  CHECK_THROWS_WITH_AS(write(std::string(201, 'a').c_str(), {}), doctest::Contains("cannot be a file's"),
                       core::Error);
  CHECK_THROWS_WITH_AS(write(".hidden", {}), doctest::Contains("cannot be a file's"), core::Error);
  CHECK_THROWS_AS(write("..", {}), core::Error);
  CHECK_THROWS_AS(write("", {}), core::Error);
  CHECK_THROWS_AS(write("line\nfeed", {}), core::Error);
  CHECK_THROWS_WITH_AS(write("w", {{"gen", {"v"}}}), doctest::Contains("\"v\""), core::Error);
  CHECK_THROWS_AS(write("w", {{"a/b", {"w"}}}), core::Error);
  CHECK_THROWS_AS(write("w", {{"gen", {"w"}}, {"gen", {"w"}}}), core::Error);
  CHECK(fs::is_empty(parent.path()));
  write("w", {});
  CHECK_THROWS_WITH_AS(write("v", {}), doctest::Contains("not empty"), core::Error);
  CHECK(std::distance(fs::directory_iterator(parent / "set"), {}) == 1);
}
