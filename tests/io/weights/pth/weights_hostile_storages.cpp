#include "tests/io/weights/pth/weights_hostile_case.h"

namespace tests {
namespace {

constexpr std::int64_t kHuge = std::int64_t{1} << 62;

/// A file whose only tensor lies over the storage `id`.
void add_id(HostileCases& cases, int row, const std::string& name, const StorageId& id,
            const std::string& expected) {
  TensorCall tensor;
  tensor.storage = id;
  add_both(
      cases, row, name, [&](PthForm form) { return pth_with_tensor(form, tensor); }, expected);
}

void add_raw_id(HostileCases& cases, const std::string& name, const std::string& id) {
  add_value(cases, 5, name, id + "Q", "a persistent id that is a tuple of \"storage\"");
}

void add_shapes(HostileCases& cases) {
  const std::string type = global("torch", "FloatStorage");
  add_raw_id(cases, "persistent id that is a number", integer(0));
  add_raw_id(cases, "persistent id that is text", text("storage"));
  add_both(
      cases, 5, "persistent id that is a list",
      [&](PthForm form) {
        const std::string view = form == PthForm::kLegacy ? kNone : "";
        return pth_with(form, list({text("storage"), type, text("0"), text("cpu"), integer(6), view}) + "Q");
      },
      "a persistent id that is a tuple of \"storage\"");
  add_raw_id(cases, "empty persistent id", kEmptyTuple);
  add_raw_id(cases, "persistent id of four", tuple({text("storage"), type, text("0"), text("cpu")}));
  add_raw_id(cases, "persistent id of seven",
             tuple({text("storage"), type, text("0"), text("cpu"), integer(6), kNone, kNone}));
  add_id(cases, 5, "persistent id of another word", {.word = text("Storage")}, "a tuple of \"storage\"");
  add_id(cases, 5, "persistent id of no word", {.word = integer(1)}, "a tuple of \"storage\"");
  add_id(cases, 5, "persistent id of a module", {.word = text("module")}, "not a whole pickled nn.Module");
}

void add_parts(HostileCases& cases) {
  constexpr const char* kKey = "a storage key of at most 20 decimal digits";
  add_id(cases, 5, "key of letters", {.key = text("abc")}, kKey);
  add_id(cases, 5, "key that leaves its folder", {.key = text("../0")}, kKey);
  add_id(cases, 5, "negative key", {.key = text("-1")}, kKey);
  add_id(cases, 5, "empty key", {.key = text("")}, kKey);
  add_id(cases, 5, "key with a space", {.key = text("0 ")}, kKey);
  add_id(cases, 5, "key of 21 digits", {.key = text(std::string(21, '1'))}, kKey);
  add_id(cases, 5, "key that is a number", {.key = integer(0)}, kKey);
  add_id(cases, 5, "type that is a callable", {.type = global("torch._utils", "_rebuild_tensor_v2")},
         "a storage type in the persistent id");
  add_id(cases, 5, "type that is text", {.type = text("FloatStorage")},
         "a storage type in the persistent id");
  add_id(cases, 5, "unknown type", {.type = global("torch", "NoStorage")}, "a name that weights files use");
  add_id(cases, 5, "complex type", {.type = global("torch", "ComplexFloatStorage")},
         "found a complex tensor");
  add_id(cases, 5, "untyped storage", {.type = global("torch.storage", "UntypedStorage")},
         "found a storage without a type");
  add_id(cases, 5, "location that is a number", {.location = integer(0)}, "a location that is text");
  add_id(cases, 5, "negative count", {.count = integer(-6)}, "that is not negative, it is -6");
  add_id(cases, 5, "count with a point", {.count = real(6)},
         "a storage's element count that is a whole number");
  add_id(cases, 5, "count that is text", {.count = text("6")},
         "a storage's element count that is a whole number");
  add_id(cases, 5, "count that is True", {.count = kTrue},
         "a storage's element count that is a whole number");
  add_id(cases, 5, "count of 2^62 floats", {.count = integer(kHuge)}, "a storage below 2^63 bytes");
}

/// Old files only: storage views.
void add_views(HostileCases& cases) {
  const auto add = [&](const std::string& name, const std::string& view, const std::string& expected) {
    TensorCall tensor;
    tensor.storage.view = view;
    tensor.sizes = integers({1});
    tensor.strides = integers({1});
    cases.push_back({5, name + ", legacy", pth_with_tensor(PthForm::kLegacy, tensor), expected});
  };
  add("view that is a number", integer(1), "None or three values as a storage's view");
  add("view of two", tuple({text("1"), integer(0)}), "None or three values");
  add("view with a key of letters", tuple({text("a"), integer(0), integer(6)}), "a storage key");
  add("view with a negative start", tuple({text("1"), integer(-1), integer(6)}), "that is not negative");
  add("view longer than its storage", tuple({text("1"), integer(1), integer(6)}),
      "a view inside its storage of 6");
  add("view behind its storage", tuple({text("1"), integer(7), integer(0)}),
      "a view inside its storage of 6");
  add("view whose end wraps", tuple({text("1"), integer(1), integer(INT64_MAX)}),
      "a view inside its storage");
  add("tensor outside its view", tuple({text("1"), integer(6), integer(0)}),
      "elements inside a storage of 0");
}

void add_two_ids(HostileCases& cases, const std::string& name, const StorageId& second) {
  add_both(
      cases, 6, name,
      [&](PthForm form) {
        TensorCall tensor;
        tensor.storage = second;
        return pth_with(form, tensor.opcodes(form));
      },
      "a storage of the type and count that its key had before");
}

/// The file holds as many bytes as the product has after it wrapped, so that only the product is wrong.
void add_wrap(HostileCases& cases, const std::string& name, const std::string& type, std::int64_t count,
              std::size_t bytes) {
  TensorCall tensor{.sizes = integers({0}), .strides = integers({1})};
  tensor.storage.type = global("torch", type);
  tensor.storage.count = integer(count);
  const std::string data(bytes, '\0'), expected = "a storage below 2^63 bytes";
  cases.push_back({6, name + ", zip", pth_with_tensor(PthForm::kZip, tensor, {{"0", data}}), expected});
  LegacyBytes old = legacy_of(pickle(dict({text("w"), tensor.opcodes(PthForm::kLegacy)})));
  old.storages = little_endian(static_cast<std::uint64_t>(count), 8) + data;
  cases.push_back({6, name + ", legacy", old.bytes(), expected});
}

void add_sizes(HostileCases& cases) {
  add_wrap(cases, "count x 4 wraps to 4", "FloatStorage", 0x4000000000000001, 4);
  add_wrap(cases, "count x 4 wraps to 0", "FloatStorage", kHuge, 0);
  add_wrap(cases, "count x 8 wraps to 0", "DoubleStorage", 0x2000000000000000, 0);
  add_wrap(cases, "count x 8 wraps to 16", "LongStorage", 0x2000000000000002, 16);
  add_id(cases, 6, "count x 2 wraps to -2",
         {.type = global("torch", "HalfStorage"), .count = integer(INT64_MAX)}, "a storage below 2^63 bytes");
  add_two_ids(cases, "one key with two types", {.type = global("torch", "IntStorage")});
  add_two_ids(cases, "one key with floats and with bytes", {.type = global("torch", "ByteStorage")});
  add_two_ids(cases, "one key with two counts", {.count = integer(7)});
  const auto add = [&](PthForm form, const std::string& name, const StorageId& id, const Storages& storages,
                       const std::string& expected) {
    TensorCall tensor;
    tensor.storage = id;
    tensor.sizes = integers({1});
    tensor.strides = integers({1});
    const bool zip = form == PthForm::kZip;
    cases.push_back(
        {6, name + (zip ? ", zip" : ", legacy"), pth_with_tensor(form, tensor, storages), expected});
  };
  const PthForm zip = PthForm::kZip, old = PthForm::kLegacy;
  const Storages shorter = {{"0", counting_floats(5)}}, longer = {{"0", counting_floats(7)}};
  add(zip, "record one float shorter", {}, shorter, "24 bytes, as the pickle declares, it has 20");
  add(zip, "record one float longer", {}, longer, "24 bytes, as the pickle declares, it has 28");
  add(zip, "record one byte longer", {}, {{"0", counting_floats(6) + "x"}},
      "24 bytes, as the pickle declares");
  add(zip, "declared 4 TiB", {.count = integer(std::int64_t{1} << 40)}, six_floats(),
      "as the pickle declares");
  add(zip, "empty record", {}, {{"0", ""}}, "24 bytes, as the pickle declares, it has 0");
  add(zip, "record missing", {.key = text("1")}, six_floats(), "an entry data/1 with this storage");
  add(zip, "record that nothing names", {}, {{"0", counting_floats(6)}, {"1", ""}},
      "a storage that the pickle names");
  add(old, "count one less", {}, shorter, "a count of 6, as the object declares, it is 5");
  add(old, "count one more", {}, longer, "a count of 6, as the object declares, it is 7");
  add(old, "declared 4 TiB", {.count = integer(std::int64_t{1} << 40)}, six_floats(),
      "as the object declares");
}

}  // namespace

HostileCases hostile_storages() {
  HostileCases cases;
  add_shapes(cases);
  add_parts(cases);
  add_views(cases);
  add_sizes(cases);
  return cases;
}

}  // namespace tests
