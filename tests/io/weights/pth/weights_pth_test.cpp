#include "core/io/weights/pth/pth.h"

#include <cstring>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "tests/io/weights/pth/pth_bytes.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/weights_valid_files.h"

using io::DType;
using io::WeightsFile;
using namespace tests;

namespace {

constexpr PthForm kForms[] = {PthForm::kZip, PthForm::kLegacy};

WeightsFile parse(const std::string& file) {
  return io::parse_pth(bytes_of(file), "model.pth");
}

WeightsFile parse_valid(const std::string& name) {
  for (const ValidFile& file : valid_pth_files()) {
    if (file.name == name) return parse(file.bytes);
  }
  FAIL("no file " << name);
  return {};
}

std::vector<float> floats(const io::NamedArray& array) {
  std::vector<float> values(array.bytes.size() / 4);
  if (!values.empty()) std::memcpy(values.data(), array.bytes.data(), array.bytes.size());
  return values;
}

std::vector<float> tensor_values(PthForm form, const TensorCall& tensor) {
  const WeightsFile weights = parse(pth_with_tensor(form, tensor));
  REQUIRE(weights.arrays.size() == 1);
  return floats(weights.arrays[0]);
}

}  // namespace

TEST_CASE("a state_dict opens in both forms, its _metadata dropped") {
  for (const char* name : {"state_dict, zip", "state_dict, legacy"}) {
    const WeightsFile weights = parse_valid(name);
    REQUIRE(weights.arrays.size() == 1);
    CHECK(weights.arrays[0].name == "main.0.weight");
    CHECK(weights.arrays[0].type == DType::kF32);
    CHECK(weights.arrays[0].shape == std::vector<std::int64_t>{2, 3});
    CHECK(floats(weights.arrays[0]) == std::vector<float>{0, 1, 2, 3, 4, 5});
    CHECK(weights.metadata.empty());
  }
  CHECK(parse_valid("state_dict, zip").kind == io::WeightsKind::kPth);
  CHECK(parse_valid("state_dict, legacy").kind == io::WeightsKind::kPthLegacy);
}

TEST_CASE("a nested checkpoint becomes dotted names, and its plain values metadata") {
  for (const char* name : {"checkpoint, zip", "checkpoint, legacy"}) {
    const WeightsFile weights = parse_valid(name);
    REQUIRE(weights.arrays.size() == 2);
    CHECK(weights.arrays[0].name == "generator.weight");
    CHECK(weights.arrays[1].name == "optimizer.state.0.exp_avg");
    CHECK(weights.arrays[1].type == DType::kF16);
    CHECK(weights.metadata == std::map<std::string, std::string>{{"epoch", "25"},
                                                                 {"nz", "100"},
                                                                 {"name", "faces"},
                                                                 {"lr", "0.0002"},
                                                                 {"best", "None"},
                                                                 {"flag", "True"},
                                                                 {"optimizer.betas.0", "0.5"},
                                                                 {"optimizer.betas.1", "0.999"},
                                                                 {"size.0", "64"},
                                                                 {"size.1", "64"}});
  }
}

TEST_CASE("views come out row-major and packed") {
  for (const PthForm form : kForms) {
    using V = std::vector<float>;
    CHECK(tensor_values(form, {.sizes = integers({3, 2}), .strides = integers({1, 3})}) ==
          V{0, 3, 1, 4, 2, 5});
    CHECK(tensor_values(form, {.offset = integer(1), .sizes = integers({2}), .strides = integers({3})}) ==
          V{1, 4});
    CHECK(tensor_values(form, {.sizes = integers({2, 2, 1, 2}), .strides = integers({3, 1, 77, 0})}) ==
          V{0, 0, 1, 1, 3, 3, 4, 4});
    CHECK(tensor_values(form, {.sizes = integers({3, 2, 1}), .strides = integers({2, 1, INT64_MAX})}) ==
          V{0, 1, 2, 3, 4, 5});
    CHECK(tensor_values(form, {.offset = integer(5), .sizes = kEmptyTuple, .strides = kEmptyTuple}) == V{5});
    CHECK(tensor_values(form, {.sizes = integers({0, 4})}).empty());
    CHECK(tensor_values(form, {.sizes = integers({2, 2}), .strides = integers({3, 2})}) == V{0, 2, 3, 5});
    CHECK(tensor_values(form, {.sizes = integers({2, 2, 2}), .strides = integers({1, 0, 3})}) ==
          V{0, 3, 0, 3, 1, 4, 1, 4});
  }
}

TEST_CASE("every storage type keeps its name and its bytes") {
  struct Row {
    const char* storage;
    DType type;
    std::size_t item;
  };

  const Row rows[] = {{"FloatStorage", DType::kF32, 4},     {"HalfStorage", DType::kF16, 2},
                      {"BFloat16Storage", DType::kBF16, 2}, {"DoubleStorage", DType::kF64, 8},
                      {"LongStorage", DType::kI64, 8},      {"IntStorage", DType::kI32, 4},
                      {"ShortStorage", DType::kI16, 2},     {"CharStorage", DType::kI8, 1},
                      {"ByteStorage", DType::kU8, 1},       {"BoolStorage", DType::kBool, 1}};
  for (const PthForm form : kForms) {
    for (const Row& row : rows) {
      CAPTURE(row.storage);
      TensorCall tensor;
      tensor.storage.type = global("torch", row.storage);
      const std::string data(6 * row.item, '\x01');
      const WeightsFile weights = parse(pth_with_tensor(form, tensor, {{"0", data}}, row.item));
      CHECK(weights.arrays.at(0).type == row.type);
      CHECK(weights.arrays.at(0).bytes == bytes_of(data));
    }
  }
}

TEST_CASE("tensors that share a storage come out each on its own") {
  for (const PthForm form : kForms) {
    const TensorCall whole, row{.offset = integer(3), .sizes = integers({3}), .strides = integers({1})};
    const WeightsFile weights = parse(
        pth_of(form, pickle(dict({text("whole"), whole.opcodes(form), text("row"), row.opcodes(form)}))));
    CHECK(floats(weights.arrays.at(0)).size() == 6);
    CHECK(floats(weights.arrays.at(1)) == std::vector<float>{3, 4, 5});
  }
}

TEST_CASE("a tensor alone and tensors in lists have names too") {
  for (const PthForm form : kForms) {
    const std::string w = TensorCall{}.opcodes(form);
    CHECK(parse(pth_of(form, pickle(w))).arrays.at(0).name == "tensor");
    const WeightsFile weights = parse(pth_of(form, pickle(list({w, tuple({integer(1), w})}))));
    CHECK(weights.arrays.at(0).name == "0");
    CHECK(weights.arrays.at(1).name == "1.1");
    CHECK(weights.metadata.at("1.0") == "1");
  }
}

TEST_CASE("metadata beyond the limits is left out, and the weights stay") {
  for (const PthForm form : kForms) {
    const std::string losses = "](" + repeated(real(0.5), 3'000) + "e";
    const WeightsFile weights = parse(
        pth_of(form, pickle(dict({text("losses"), losses, text("note"), text(std::string(5'000, 'n')),
                                  text("w"), TensorCall{}.opcodes(form), text("epoch"), integer(-3)}))));
    CHECK(weights.arrays.size() == 1);
    CHECK(weights.metadata.size() == 65);
    CHECK(weights.metadata.at("losses.63") == "0.5");
    CHECK(weights.metadata.at("epoch") == "-3");
    CHECK(weights.metadata.count("note") == 0);
  }
}

TEST_CASE("numbers of every opcode are read") {
  const WeightsFile weights =
      parse(pth_with(PthForm::kZip, list({integer(255), integer(65535), integer(-70000),
                                          integer(std::int64_t{1} << 40), std::string("\x8A\x00", 2),
                                          "\x8A\x01\xFF", "\x8A\x02\xE8\x03", real(1e300), real(-2)})));
  const char* expected[] = {"255", "65535", "-70000", "1099511627776", "0", "-1", "1000", "1e+300", "-2.0"};
  for (std::size_t i = 0; i < std::size(expected); ++i)
    CHECK(weights.metadata.at("x." + std::to_string(i)) == expected[i]);
}

TEST_CASE("a memo index of 2^32 - 1 costs nothing and is read back") {
  for (const PthForm form : kForms) {
    const WeightsFile weights = parse(pth_with(form, list({text("a") + put(0xFFFFFFFF), get(0xFFFFFFFF)})));
    CHECK(weights.metadata.at("x.1") == "a");
  }
}

TEST_CASE("64 containers inside one another are read") {
  for (const PthForm form : kForms) {
    // The dict of the file is one of them.
    const WeightsFile weights = parse(pth_with(form, repeated("]", 63) + "Na" + repeated("a", 62)));
    CHECK(weights.metadata.size() == 1);
  }
}

TEST_CASE("a file that Python 2 wrote opens: byte strings, long counts, OrderedDict from pairs") {
  StorageId id;
  id.word = short_string("storage");
  id.key = short_string("0");
  id.location = "T" + little_endian(6, 4) + "cuda:0";
  id.count = "\x8A\x01\x06";
  TensorCall tensor;
  tensor.storage = id;
  tensor.sizes = tuple({"\x8A\x01\x02", "\x8A\x01\x03"});
  const std::string pairs = list({list({short_string("main.0.weight"), tensor.opcodes(PthForm::kLegacy)})});
  const std::string object = call(global("collections", "OrderedDict"), pairs + "\x85") +
                             dict({short_string("_metadata"), "}"}) + "b";
  LegacyBytes file = legacy_of(pickle(object));
  file.keys = pickle(list({short_string("0")}));
  const WeightsFile weights = parse(file.bytes());
  REQUIRE(weights.arrays.size() == 1);
  CHECK(weights.arrays[0].name == "main.0.weight");
  CHECK(floats(weights.arrays[0]).back() == 5);
}

TEST_CASE("a storage view of an old file begins where it says") {
  TensorCall tensor{.sizes = integers({2}), .strides = integers({1})};
  tensor.storage.view = tuple({text("77"), integer(2), integer(3)});
  tensor.offset = integer(1);
  CHECK(tensor_values(PthForm::kLegacy, tensor) == std::vector<float>{3, 4});
}

TEST_CASE("the archive forms that torch.save and plain zip writers use are read") {
  const std::string object = pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kZip)}));
  for (const Descriptor form : {Descriptor::kNone, Descriptor::kSigned32, Descriptor::kPlain32,
                                Descriptor::kSigned64, Descriptor::kPlain64}) {
    for (const bool zip64 : {false, true}) {
      ZipBytes zip = zip_of(object);
      zip.zip64 = zip64;
      for (ZipEntryBytes& entry : zip.entries) entry.descriptor = form;
      CHECK(parse(zip.bytes()).arrays.size() == 1);
    }
  }
  ZipBytes zip = zip_of(object);
  zip.end.count = zip.end.total = 0xFFFF;
  zip.end.size = zip.end.offset = 0xFFFFFFFF;
  CHECK(parse(zip.bytes()).arrays.size() == 1);
  for (const char* name : {".format_version", ".storage_alignment", ".data/serialization_id"})
    zip.entries.push_back({.name = std::string("model/") + name, .data = "1"});
  CHECK(parse(zip.bytes()).arrays.size() == 1);
}

TEST_CASE("sizes in zip64 fields are read where the short ones are left to them") {
  ZipBytes zip = zip_of(pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kZip)})));
  ZipEntryBytes& data = zip.entries[2];
  const std::string sizes = extra_field(1, little_endian(24, 8) + little_endian(24, 8));
  data.central.size = data.central.compressed = 0xFFFFFFFF;
  data.central_extra = sizes;
  CHECK(parse(zip.bytes()).arrays.size() == 1);
  data.local_extra =
      extra_field(1, little_endian(24, 8) + little_endian(0, 8));  // as torch.save: with zeros above
  data.descriptor = Descriptor::kSigned64;
  CHECK(parse(zip.bytes()).arrays.size() == 1);
  data.local_extra = sizes;
  data.local.size = data.local.compressed = 0xFFFFFFFF;
  data.descriptor = Descriptor::kNone;
  CHECK(parse(zip.bytes()).arrays.size() == 1);
}
