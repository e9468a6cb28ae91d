#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/torch7/torch7.h"
#include "tests/io/weights/torch7/torch7_hostile.h"

using tests::check_torch7_files;
using tests::ramp;
using tests::torch7_written;
using tests::Torch7Bytes;
using tests::Torch7Write;

namespace {

/// A convolution 1 -> 2 of 3x3; the field `name` gets `value` in place of its own.
Torch7Write convolution(const std::string& name, double value) {
  return [=](Torch7Bytes& file) {
    file.module("nn.SpatialConvolution", 6);
    for (const char* field : {"nInputPlane", "nOutputPlane", "kW", "kH", "groups"}) {
      const double own = std::string(field) == "nOutputPlane" ? 2 : field[0] == 'k' ? 3 : 1;
      file.field(field, field == name ? value : own);
    }
    file.string("weight").floats({2, 1, 3, 3}, ramp(18));
  };
}

}  // namespace

TEST_CASE("the hostile convolution is read when nothing is wrong with it") {
  CHECK(tests::copied_bytes(io::parse_torch7(torch7_written(convolution("", 0)).bytes(), "good")) == 72);
}

TEST_CASE("modules that are not what nn writes are refused by name") {
  const auto linear_fields = [](const Torch7Write& fields) {
    return [=](Torch7Bytes& file) {
      file.torch("nn.Linear");
      fields(file);
    };
  };
  check_torch7_files({
      {"module-without-fields", "a table of the module's fields",
       linear_fields([](auto& file) { file.number(1); })},
      {"fields-are-nil", "a table of the module's fields", linear_fields([](auto& file) { file.nil(); })},
      {"fields-are-itself", "a table of the module's fields",
       linear_fields([](auto& file) { file.reference(4, 1); })},
      {"fields-are-shared", "a table of the module's fields",
       [](auto& file) {
         file.table(2).string("a").module("nn.Linear", 1).string("weight").floats({1, 1}, {5});
         file.string("b").torch("nn.Linear").reference(3, 3);
       }},
      {"weight-twice", "field weight once", linear_fields([](auto& file) {
         file.table(2).string("weight").floats({1, 1}, {5}).string("weight").floats({1, 1}, {6});
       })},
      {"weight-missing", "a tensor as field weight", linear_fields([](auto& file) { file.table(0); })},
      {"parallel-table", "a module of a DCGAN, found \"nn.ParallelTable\"",
       [](auto& file) { file.module("nn.ParallelTable", 1).string("modules").table(0); }},
      {"data-parallel", "a module of a DCGAN, found \"nn.DataParallelTable\"",
       [](auto& file) { file.sequential(1).number(1).module("nn.DataParallelTable", 0); }},
      {"unknown-module", "a module of a DCGAN, found \"nn.PReLU\"",
       [](auto& file) { file.sequential(1).number(1).module("nn.PReLU", 0); }},
      {"network-key-is-a-boolean", "a short text or a whole number",
       [](auto& file) { file.table(1).boolean(true).module("nn.Tanh", 0); }},
      {"network-key-is-long", "a short text or a whole number",
       [](auto& file) { file.table(1).string(std::string(5000, 'k')).module("nn.Tanh", 0); }},
      {"two-networks-of-one-name", "at most 65536 tensors, each with a name of its own",
       [](auto& file) {
         file.table(2).string("1").module("nn.Linear", 1).string("weight").floats({1, 1}, {5});
         file.number(1).module("nn.Linear", 1).string("weight").floats({1, 1}, {5});
       }},
  });
}

TEST_CASE("a list of modules with holes, twice the same key, cycles or other things is refused") {
  const auto modules = [](const Torch7Write& list) {
    return [=](Torch7Bytes& file) {
      file.module("nn.Sequential", 1).string("modules");
      list(file);
    };
  };
  check_torch7_files({
      {"modules-is-a-number", "a table as field modules", modules([](auto& file) { file.number(3); })},
      {"modules-with-a-hole", "modules with the keys 1, 2, ...",
       modules([](auto& file) { file.table(1).number(2).module("nn.Tanh", 0); })},
      {"modules-key-zero", "modules with the keys",
       modules([](auto& file) { file.table(1).number(0).module("nn.Tanh", 0); })},
      {"modules-key-nan", "modules with the keys",
       modules([](auto& file) { file.table(1).i32(1).i64(0x7FF8000000000000).module("nn.Tanh", 0); })},
      {"modules-key-huge", "modules with the keys",
       modules([](auto& file) { file.table(1).number(1e300).module("nn.Tanh", 0); })},
      {"modules-key-twice", "every key of field modules once", modules([](auto& file) {
         file.table(2).number(1).module("nn.Tanh", 0).number(1).module("nn.Tanh", 0);
       })},
      {"module-is-a-string", "modules with the keys",
       modules([](auto& file) { file.table(1).number(1).string("nn.Tanh"); })},
      {"network-in-itself", "every module in one place only",
       modules([](auto& file) { file.table(1).number(1).reference(4, 1); })},
      {"module-used-twice", "every module in one place only", modules([](auto& file) {
         file.table(2).number(1).module("nn.Tanh", 0);
         file.number(2).reference(4, file.last() - 1);
       })},
  });
}

TEST_CASE("numbers and shapes of a convolution that contradict each other are refused") {
  check_torch7_files({
      {"kernel-of-zero", "a whole number of 1 to 65536 as field kW", convolution("kW", 0)},
      {"kernel-of-a-fraction", "a whole number of 1 to 65536 as field kH", convolution("kH", 2.5)},
      {"kernel-is-nan", "a finite number as field kW", convolution("kW", std::nan(""))},
      {"planes-huge", "a whole number of 1 to 65536 as field nInputPlane", convolution("nInputPlane", 1e18)},
      {"planes-negative", "a whole number of 1 to 65536", convolution("nOutputPlane", -2)},
      {"planes-unlike-weight", "a weight of 5x1x3x3 numbers", convolution("nOutputPlane", 5)},
      {"groups", "a convolution without groups", convolution("groups", 2)},
      {"bias-of-wrong-length", "a bias of 1 numbers",
       [](auto& file) {
         file.module("nn.Linear", 2).string("weight").floats({1, 1}, {5}).string("bias").floats({2}, {1, 2});
       }},
      {"linear-of-three-dimensions", "a weight of two dimensions",
       [](auto& file) {
         file.module("nn.Linear", 1).string("weight").floats({1, 1, 1}, {5});
       }},
      {"batch-norm-of-two-lengths", "as many numbers in every tensor",
       [](auto& file) {
         file.module("nn.SpatialBatchNormalization", 2, 2).string("running_mean").floats({2}, {1, 2});
         file.string("running_var").floats({1}, {1});
       }},
      {"batch-norm-without-variance", "a tensor as field running_var or running_std",
       [](auto& file) {
         file.module("nn.SpatialBatchNormalization", 1, 2).string("running_mean").floats({2}, {1, 2});
       }},
  });
}

TEST_CASE("many modules that view one storage cannot multiply a file") {
  Torch7Bytes file;
  file.table(200);
  for (int i = 0; i < 200; ++i) {
    file.number(i).module("nn.Linear", 1).string("weight");
    file.tensor_head("torch.FloatTensor", {100, 50}, {50, 1});
    i == 0 ? file.float_storage(ramp(5000)) : file.reference(4, 5);
  }
  tests::check_torch7_refused({"shared-storage-bomb", "tensors that hold no more than the file", {}}, file);
}
