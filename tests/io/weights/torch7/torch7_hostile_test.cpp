#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/torch7/torch7.h"
#include "tests/io/weights/torch7/torch7_hostile.h"

using tests::check_torch7_files;
using tests::copied_bytes;
using tests::ramp;
using tests::torch7_beside;
using tests::torch7_linear;
using tests::torch7_written;
using tests::Torch7Bytes;
using tests::Torch7Hostile;
using tests::Torch7Write;

namespace {

constexpr std::int64_t kHuge = std::int64_t{1} << 62;

/// A tensor head over a storage of 6 floats.
Torch7Write head(std::vector<std::int64_t> sizes, std::vector<std::int64_t> strides,
                 std::int64_t offset = 1) {
  return [=](Torch7Bytes& file) {
    file.tensor_head("torch.FloatTensor", sizes, strides, offset).float_storage(ramp(6));
  };
}

/// Cases whose fault is in the tensor of a Linear's weight.
void check_tensors(const std::vector<Torch7Hostile>& all) {
  for (const Torch7Hostile& hostile : all) tests::check_torch7_refused(hostile, torch7_linear(hostile.write));
}

}  // namespace

TEST_CASE("the hostile files' frame is read when nothing is wrong with it") {
  CHECK(copied_bytes(io::parse_torch7(torch7_linear(head({2, 3}, {3, 1})).bytes(), "good")) == 24);
  const Torch7Write table = [](Torch7Bytes& file) { file.table(1).number(1).nil(); };
  CHECK(copied_bytes(io::parse_torch7(torch7_written(torch7_beside(table)).bytes(), "good")) == 4);
}

TEST_CASE("functions, references, counts and storages of row 18 that the file cannot hold are refused") {
  for (const tests::HostileCase& hostile : tests::hostile_torch7()) tests::check_torch7_case(hostile);
}

TEST_CASE("a tensor that does not lie in its storage is refused") {
  check_tensors({
      {"one-element-too-many", "a storage of at least 7 elements", head({7, 1}, {1, 1})},
      {"offset-too-far", "a storage of at least 7 elements", head({2, 3}, {3, 1}, 2)},
      {"offset-zero", "a storage offset of at least 1, found 0", head({2, 3}, {3, 1}, 0)},
      {"offset-negative", "a storage offset of at least 1", head({2, 3}, {3, 1}, -5)},
      {"offset-huge", "sizes, strides and an offset that lie", head({2, 3}, {3, 1}, kHuge + (kHuge - 1))},
      {"size-zero", "sizes of at least 1", head({0, 3}, {3, 1})},
      {"size-negative", "sizes of at least 1", head({-2, -3}, {3, 1})},
      {"sizes-wrap-to-zero", "sizes of at least 1", head({1LL << 32, 1LL << 32}, {0, 0})},
      {"sizes-times-item-wrap", "sizes of at least 1", head({kHuge + 1}, {0})},
      {"stride-negative", "strides of at least 0", head({2, 3}, {-3, 1}, 4)},
      {"stride-overflow", "sizes, strides and an offset that lie", head({3, 2}, {kHuge, 1})},
      {"strides-add-up-to-overflow", "sizes, strides", head({2, 2}, {kHuge, kHuge})},
      {"stride-too-far", "a storage of at least 8 elements", head({2, 2}, {6, 1})},
      {"storage-nil", "a torch.FloatStorage, since the tensor is not empty",
       [](Torch7Bytes& file) { file.tensor_head("torch.FloatTensor", {6}, {1}).nil(); }},
      {"zero-stride-bomb", "tensors that hold no more than the file", head({1 << 20, 1 << 20}, {0, 0})},
  });
}

TEST_CASE("a rank that is negative or that nobody needs is refused before its sizes are read") {
  const auto rank = [](std::int64_t claimed) {
    return [=](Torch7Bytes& file) { file.torch("torch.FloatTensor").i32(claimed).i64(1).i64(1).i64(1); };
  };
  check_tensors({{"rank-negative", "0 to 8 dimensions, found -1", rank(-1)},
                 {"rank-nine", "0 to 8 dimensions, found 9", rank(9)},
                 {"rank-bomb", "0 to 8 dimensions, found 2147483647", rank(0x7FFFFFFF)}});
}

TEST_CASE("nesting without end is refused at its sixty-fifth step") {
  const auto nested = [](const Torch7Write& one) {
    return [=](Torch7Bytes& file) {
      for (int i = 0; i < 2000; ++i) one(file);
      file.nil();
    };
  };
  check_torch7_files({
      {"deep-tables", "at most 64 objects inside one another",
       nested([](auto& file) { file.table(1).number(1); })},
      {"deep-table-keys", "at most 64 objects", nested([](auto& file) { file.table(1); })},
      {"deep-upvalues", "at most 64 objects", nested([](auto& file) { file.i32(6).i32(0); })},
      {"deep-sequentials", "at most 64 objects", nested([](auto& file) { file.sequential(1).number(1); })},
  });
}

TEST_CASE("more objects than any network has are refused, and small files cannot hold many") {
  check_torch7_files({{"a-million-objects", "at most 1000000 objects", [](auto& file) {
                         file.table(600'000);
                         for (int i = 0; i < 600'000; ++i) file.boolean(true).nil();
                       }}});
  check_torch7_files({{"too-many-tensors", "at most 65536 tensors", [](auto& file) {
                         file.table(65'537);
                         for (int i = 0; i < 65'537; ++i) file.number(i).empty_tensor();
                       }}});
}

TEST_CASE("what is not one object of known types and classes is refused") {
  check_torch7_files({
      {"unknown-type", "an object's type, 0 to 8, found 9", [](auto& file) { file.begin(9).i32(0); }},
      {"negative-type", "an object's type, 0 to 8, found -1", [](auto& file) { file.i32(-1); }},
      {"ascii-mode", "an object's type, 0 to 8",
       [](auto& file) { file.raw("4\n1\n3\nV 1\n13\nnn.Sequential\n"); }},
      {"bytes-after-the-object", "the end of the file",
       [](auto& file) {
         file.module("nn.Linear", 1).string("weight").floats({1, 1}, {5}).i32(0);
       }},
      {"unknown-class", "a class of nn or cudnn, a tensor or a storage",
       [](auto& file) { file.torch("os.Execute").table(0); }},
      {"unknown-tensor", "a class of nn or cudnn",
       [](auto& file) { file.torch("torch.EvilTensor").table(0); }},
      {"unknown-class-with-control-characters", "a class of nn or cudnn",
       [](auto& file) { file.torch("\x1B[31m" + std::string(5000, 'x')).table(0); }},
      {"bad-version", "\"V \" and a whole number",
       [](auto& file) { file.begin(4).text("V x").text("nn.Linear").table(0); }},
      {"version-overflow", "\"V \" and a whole number",
       [](auto& file) { file.begin(4).text("V 99999999999").text("nn.Linear").table(0); }},
      {"boolean-of-2", "a boolean, 0 or 1", [](auto& file) { file.i32(5).i32(2); }},
      {"nil-key", "a key that is not nil", [](auto& file) { file.table(1).nil().nil().i32(0); }},
      {"number-as-network", "a network with weights", [](auto& file) { file.number(5); }},
      {"empty-table", "a network with weights", [](auto& file) { file.table(0); }},
  });
}

TEST_CASE("a Torch7 file cut at any length is refused") {
  Torch7Bytes file;
  tests::write_generator(file);
  const std::vector<std::byte>& whole = file.bytes();
  REQUIRE(io::parse_torch7(whole, "whole").arrays.size() == 7);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    // A copy of its own size, so that the sanitizer sees a read past its end.
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    bool refused = false;
    try {
      io::parse_torch7(cut, "cut");
    } catch (const core::Error& error) {
      refused = error.where() == "cut" && !error.hint().empty();
    }
    CAPTURE(size);
    CHECK(refused);
  }
}

TEST_CASE("any flipped byte of a Torch7 file is refused or read within the file") {
  for (const int long_bytes : {8, 4}) {
    Torch7Bytes file(long_bytes);
    tests::write_generator(file);
    for (std::size_t at = 0; at < file.bytes().size(); ++at) {
      for (const int mask : {0x01, 0x10, 0x80, 0xFF}) {
        std::vector<std::byte> flipped = file.bytes();
        flipped[at] ^= static_cast<std::byte>(mask);
        try {
          CHECK(copied_bytes(io::parse_torch7(flipped, "flipped", {long_bytes})) <= flipped.size());
        } catch (const core::Error& error) {
          CHECK(error.where() == "flipped");
        }
      }
    }
  }
}
