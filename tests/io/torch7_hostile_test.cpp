#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/torch7.h"
#include "tests/io/torch7_hostile.h"

using tests::check_torch7_files;
using tests::copied_bytes;
using tests::ramp;
using tests::Torch7Bytes;
using tests::Torch7Hostile;
using tests::Torch7Write;

namespace {

constexpr std::int64_t kHuge = std::int64_t{1} << 62;

/// A network of one nn.Linear whose weight is what `weight` writes.
Torch7Bytes linear(const Torch7Write& weight) {
  Torch7Bytes file;
  file.sequential(1).number(1).module("nn.Linear", 2).string("weight");
  weight(file);
  file.string("train").boolean(true);
  return file;
}

/// A tensor head over a storage of 6 floats.
Torch7Write head(std::vector<std::int64_t> sizes, std::vector<std::int64_t> strides,
                 std::int64_t offset = 1) {
  return [=](Torch7Bytes& file) {
    file.tensor_head("torch.FloatTensor", sizes, strides, offset).float_storage(ramp(6));
  };
}

/// Cases whose fault is in the tensor of a Linear's weight.
void check_tensors(const std::vector<Torch7Hostile>& all) {
  for (const Torch7Hostile& hostile : all) tests::check_torch7_refused(hostile, linear(hostile.write));
}

}  // namespace

TEST_CASE("the hostile files' frame is read when nothing is wrong with it") {
  CHECK(copied_bytes(io::parse_torch7(linear(head({2, 3}, {3, 1})).bytes(), "good")) == 24);
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

TEST_CASE("a storage that is longer than the file or of another kind is refused") {
  const auto storage = [](const std::string& name, std::int64_t length) {
    return [=](Torch7Bytes& file) {
      file.tensor_head("torch.FloatTensor", {6}, {1}).torch(name).i64(length).raw(std::string(24, '\0'));
    };
  };
  check_tensors({
      {"storage-longer-than-file", "a storage length of 0 to", storage("torch.FloatStorage", 1000)},
      {"storage-of-exabytes", "a storage length of 0 to", storage("torch.FloatStorage", kHuge)},
      {"storage-length-wraps", "a storage length of 0 to", storage("torch.FloatStorage", kHuge + 6)},
      {"storage-negative", "a storage length of 0 to", storage("torch.FloatStorage", -6)},
      {"storage-of-other-type", "a torch.FloatStorage", storage("torch.ByteStorage", 24)},
      {"storage-of-other-device", "a torch.FloatStorage", storage("torch.CudaStorage", 6)},
      {"storage-is-a-number", "a torch.FloatStorage or nil",
       [](Torch7Bytes& file) { file.tensor_head("torch.FloatTensor", {6}, {1}).number(6); }},
      {"storage-is-a-table", "a torch.FloatStorage or nil",
       [](Torch7Bytes& file) { file.tensor_head("torch.FloatTensor", {6}, {1}).table(0); }},
      {"storage-is-its-own-tensor", "a finished object",
       [](Torch7Bytes& file) {
         file.tensor_head("torch.FloatTensor", {6}, {1});
         file.reference(4, file.last());
       }},
      {"storage-is-a-module", "a torch.FloatStorage or nil",
       [](Torch7Bytes& file) { file.tensor_head("torch.FloatTensor", {6}, {1}).reference(4, 1); }},
  });
}

TEST_CASE("references forward, to nothing and to objects of another type are refused") {
  const auto reference = [](int type, int index) {
    return [=](Torch7Bytes& file) { file.reference(type, index); };
  };
  check_tensors({
      {"reference-forward", "the index of one of the 5 objects so far or of the next one, found 9",
       reference(4, 9)},
      {"reference-zero", "the index of one of", reference(4, 0)},
      {"reference-negative", "the index of one of", reference(3, -1)},
      {"reference-last-index", "the index of one of", reference(3, 0x7FFFFFFF)},
      {"table-referred-to-as-torch", "the index of an object of type 4", reference(4, 2)},
      {"torch-referred-to-as-table", "the index of an object of type 3", reference(3, 1)},
      {"table-referred-to-as-function", "the index of an object of type 8", reference(8, 2)},
      {"weight-is-a-module", "a tensor as field weight", reference(4, 1)},
      {"weight-is-a-table", "a tensor as field weight", reference(3, 2)},
  });
}

TEST_CASE("counts and lengths beyond the file are refused before anything is allocated") {
  check_torch7_files({
      {"table-of-2-to-31", "at most 0 entries", [](auto& file) { file.table(0x7FFFFFFF); }},
      {"table-longer-than-file", "at most 2 entries",
       [](auto& file) { file.table(3).number(1).nil().number(2).nil(); }},
      {"table-negative", "at most", [](auto& file) { file.table(-1).number(1).nil(); }},
      {"string-of-2-gigabytes", "a string of at most 1048576 bytes",
       [](auto& file) { file.i32(2).i32(0x7FFFFFFF).raw("abc"); }},
      {"string-negative", "a string of at most", [](auto& file) { file.i32(2).i32(-1).raw("abc"); }},
      {"string-longer-than-file", "a string of 1000 bytes", [](auto& file) { file.i32(2).i32(1000); }},
      {"string-over-a-mebibyte", "a string of at most",
       [](auto& file) { file.string(std::string((1 << 20) + 1, 's')); }},
      {"class-name-longer-than-file", "a class name of",
       [](auto& file) { file.begin(4).text("V 1").i32(500).raw("nn.Linear"); }},
  });
}

TEST_CASE("functions are stepped over by their size, which must fit the file") {
  const auto hook = [](const Torch7Write& function) {
    return [=](Torch7Bytes& file) {
      file.module("nn.Linear", 2).string("weight").floats({1, 1}, {5}).string("hook");
      function(file);
    };
  };
  check_torch7_files({
      {"function-longer-than-file", "a function of 5000 bytes",
       hook([](auto& file) { file.begin(8).i32(5000).raw("\x1BLua").nil(); })},
      {"function-of-2-gigabytes", "a function of",
       hook([](auto& file) { file.i32(6).i32(0x7FFFFFFF).raw("\x1BLua").nil(); })},
      {"function-of-negative-size", "a function's size of at least 0",
       hook([](auto& file) { file.begin(7).i32(-8).raw("\x1BLua").nil(); })},
      {"function-without-upvalues", "an object's type",
       hook([](auto& file) { file.begin(8).text("\x1BLua"); })},
      {"function-as-key", "a key that is not nil",
       [](auto& file) { file.table(1).i32(6).text("\x1BLua").nil().nil(); }},
      {"function-as-network", "a network with weights",
       [](auto& file) { file.begin(8).text("\x1BLua").table(0); }},
  });
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
