#include <string>
#include <vector>

#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/torch7/torch7_hostile.h"

namespace tests {
namespace {

using Faults = std::vector<Torch7Hostile>;

constexpr std::int64_t kHuge = std::int64_t{1} << 62;

/// Faults of a Linear's weight: storages that are longer than the file or of another kind.
Faults storages() {
  const auto storage = [](const std::string& name, std::int64_t length) {
    return [=](Torch7Bytes& file) {
      file.tensor_head("torch.FloatTensor", {6}, {1}).torch(name).i64(length).raw(std::string(24, '\0'));
    };
  };
  return {
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
  };
}

/// Faults of a Linear's weight: references forward, to nothing and to objects of another type.
Faults references() {
  const auto reference = [](int type, int index) {
    return [=](Torch7Bytes& file) { file.reference(type, index); };
  };
  return {
      {"reference-forward", "the index of one of the 5 objects so far or of the next one, found 9",
       reference(4, 9)},
      {"reference-one-too-far", "the index of one of the 5 objects so far or of the next one, found 7",
       reference(4, 7)},
      {"table-reference-forward", "the index of one of the 5 objects so far", reference(3, 9)},
      {"function-reference-forward", "the index of one of the 5 objects so far", reference(8, 9)},
      {"reference-zero", "the index of one of", reference(4, 0)},
      {"reference-negative", "the index of one of", reference(3, -1)},
      {"reference-last-index", "the index of one of", reference(3, 0x7FFFFFFF)},
      {"table-referred-to-as-torch", "the index of an object of type 4", reference(4, 2)},
      {"torch-referred-to-as-table", "the index of an object of type 3", reference(3, 1)},
      {"table-referred-to-as-function", "the index of an object of type 8", reference(8, 2)},
      {"weight-is-a-module", "a tensor as field weight", reference(4, 1)},
      {"weight-is-a-table", "a tensor as field weight", reference(3, 2)},
  };
}

/// Whole files: counts and lengths beyond the file, to be refused before anything is allocated.
Faults counts() {
  const auto table = [](std::int64_t claimed) {
    return torch7_beside([=](Torch7Bytes& file) { file.table(claimed).number(1).nil(); });
  };
  const auto string = [](std::int64_t claimed) {
    return torch7_beside([=](Torch7Bytes& file) { file.i32(2).i32(claimed).raw("abc"); });
  };
  return {
      {"table-of-2-to-31-less-one",
       "at most 1 entries, for which bytes are left in the file, found 2147483647", table(0x7FFFFFFF)},
      {"table-of-2-to-31", "at most 1 entries", table(0x80000000)},
      {"table-longer-than-file", "at most 1 entries", table(3)},
      {"table-negative", "at most 1 entries", table(-1)},
      {"string-of-2-gigabytes", "a string of at most 1048576 bytes", string(0x7FFFFFFF)},
      {"string-negative", "a string of at most", string(-1)},
      {"string-longer-than-file", "a string of 1000 bytes", string(1000)},
      {"string-over-a-mebibyte", "a string of at most",
       torch7_beside([](Torch7Bytes& file) { file.string(std::string((1 << 20) + 1, 's')); })},
      {"class-name-longer-than-file", "a class name of", torch7_beside([](Torch7Bytes& file) {
         file.begin(4).text("V 1").i32(500).raw("nn.Linear").table(0);
       })},
  };
}

/// Whole files: functions, stepped over by their size, which must fit the file.
Faults functions() {
  return {
      {"function-longer-than-file", "a function of 5000 bytes",
       torch7_beside([](auto& file) { file.begin(8).i32(5000).raw("\x1BLua").nil(); })},
      {"function-of-2-gigabytes", "a function of",
       torch7_beside([](auto& file) { file.i32(6).i32(0x7FFFFFFF).raw("\x1BLua").nil(); })},
      {"function-of-negative-size", "a function's size of at least 0",
       torch7_beside([](auto& file) { file.begin(7).i32(-8).raw("\x1BLua").nil(); })},
      {"function-without-upvalues", "an object's type",
       torch7_beside([](auto& file) { file.begin(8).text("\x1BLua"); })},
      {"function-as-key", "a key that is not nil",
       [](auto& file) { file.table(1).i32(6).text("\x1BLua").nil().nil(); }},
      {"function-as-network", "a network with weights",
       [](auto& file) { file.begin(8).text("\x1BLua").table(0); }},
  };
}

}  // namespace

HostileCases hostile_torch7() {
  HostileCases cases;
  const auto add = [&](const Torch7Hostile& fault, const Torch7Bytes& file) {
    cases.push_back(torch7_case(fault, file));
  };
  for (auto* list : {storages, references})
    for (const Torch7Hostile& fault : list()) add(fault, torch7_linear(fault.write));
  for (auto* list : {counts, functions})
    for (const Torch7Hostile& fault : list()) add(fault, torch7_written(fault.write));
  return cases;
}

}  // namespace tests
