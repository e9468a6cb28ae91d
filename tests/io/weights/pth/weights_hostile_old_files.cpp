#include "tests/io/weights/pth/weights_hostile_case.h"

namespace tests {
namespace {

LegacyBytes good_legacy() {
  return legacy_of(pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kLegacy)})));
}

template <typename Lie>
void add(HostileCases& cases, const std::string& name, Lie lie, const std::string& expected) {
  LegacyBytes file = good_legacy();
  lie(file);
  cases.push_back({15, name + ", legacy", file.bytes(), expected});
}

void add_magic(HostileCases& cases) {
  constexpr const char* kMagic = "the magic number of torch.save as the first pickle";
  const std::string eval = global("builtins", "eval") + tuple({text("0x1950a86a20f9469cfc6c")}) + "R";
  add(
      cases, "magic computed by eval", [&](LegacyBytes& f) { f.magic = pickle(eval); }, kMagic);
  add(
      cases, "magic computed by int",
      [](LegacyBytes& f) {
        f.magic = pickle(global("builtins", "int") + tuple({text("119547037146038801333356")}) + "R");
      },
      kMagic);
  add(
      cases, "magic as text", [](LegacyBytes& f) { f.magic = pickle(text("119547037146038801333356")); },
      kMagic);
  add(
      cases, "magic with a PUT", [](LegacyBytes& f) { f.magic.insert(14, put(0)); }, kMagic);
  add(
      cases, "magic of protocol 3", [](LegacyBytes& f) { f.magic[1] = 3; }, kMagic);
  add(
      cases, "magic with one bit changed", [](LegacyBytes& f) { f.magic[8] ^= 1; }, kMagic);
  add(
      cases, "magic alone", [](LegacyBytes& f) { f = {.protocol = "", .system = ""}; }, "the next opcode");
}

void add_head(HostileCases& cases) {
  add(
      cases, "protocol 1002", [](LegacyBytes& f) { f.protocol = pickle(integer(1002)); },
      "the protocol 1001");
  add(
      cases, "protocol as text", [](LegacyBytes& f) { f.protocol = pickle(text("1001")); },
      "the protocol 1001");
  add(
      cases, "protocol by a call", [](LegacyBytes& f) { f.protocol = pickle(ordered_dict()); },
      "the protocol 1001");
  add(
      cases, "protocol with a persistent id",
      [](LegacyBytes& f) { f.protocol = pickle(StorageId{}.opcodes(PthForm::kLegacy)); },
      "no persistent id in this part");
  add(
      cases, "system that is a list", [](LegacyBytes& f) { f.system = pickle(list({})); },
      "a dict that describes");
  add(
      cases, "system without a byte order", [](LegacyBytes& f) { f.system = pickle("}"); },
      "little_endian to be said once");
  add(
      cases, "big-endian",
      [](LegacyBytes& f) {
        f.system = pickle(dict({text("little_endian"), kFalse}));
      },
      "little_endian to be True");
  add(
      cases, "byte order that is a number",
      [](LegacyBytes& f) {
        f.system = pickle(dict({text("little_endian"), integer(1)}));
      },
      "little_endian to be True");
  add(
      cases, "byte order said twice",
      [](LegacyBytes& f) {
        f.system = pickle(dict({text("little_endian"), kTrue, text("little_endian"), kTrue}));
      },
      "little_endian to be said once");
}

void add_tail(HostileCases& cases) {
  constexpr const char* kEach = "each key to name a storage of the object, and only once";
  add(
      cases, "keys that are a dict", [](LegacyBytes& f) { f.keys = pickle("}"); }, "a list of storage keys");
  add(
      cases, "key missing", [](LegacyBytes& f) { f.keys = pickle("]"); },
      "the key of every storage of the object");
  add(
      cases, "key twice",
      [](LegacyBytes& f) {
        f.keys = pickle(list({text("0"), text("0")}));
      },
      kEach);
  add(
      cases, "unknown key",
      [](LegacyBytes& f) {
        f.keys = pickle(list({text("0"), text("1")}));
      },
      kEach);
  add(
      cases, "listed key that is a number", [](LegacyBytes& f) { f.keys = pickle(list({integer(0)})); },
      kEach);
  add(
      cases, "count negative", [](LegacyBytes& f) { f.storages.replace(0, 8, 8, '\xFF'); },
      "a count of 6, as the object declares, it is -1");
  add(
      cases, "count 2^62",
      [](LegacyBytes& f) { f.storages.replace(0, 8, little_endian(std::uint64_t{1} << 62, 8)); },
      "a count of 6");
  add(
      cases, "storage cut by one byte", [](LegacyBytes& f) { f.storages.pop_back(); },
      "a storage of 24 bytes, 23 are left");
  add(
      cases, "count alone", [](LegacyBytes& f) { f.storages.resize(8); },
      "a storage of 24 bytes, 0 are left");
  add(
      cases, "half a count", [](LegacyBytes& f) { f.storages.resize(4); },
      "a storage's element count of 8 bytes");
  for (const std::int64_t count : {std::int64_t{7}, std::int64_t{1} << 31, std::int64_t{1} << 40}) {
    const std::string name = "declared and counted " + std::to_string(count);
    add(
        cases, name,
        [&](LegacyBytes& f) {
          TensorCall tensor;
          tensor.storage.count = integer(count);
          f.object = pickle(dict({text("w"), tensor.opcodes(PthForm::kLegacy)}));
          f.storages.replace(0, 8, little_endian(static_cast<std::uint64_t>(count), 8));
        },
        "a storage of " + std::to_string(4 * count) + " bytes, 24 are left");
  }
  add(
      cases, "byte behind", [](LegacyBytes& f) { f.storages += "x"; },
      "the end of the file behind the last storage");
}

/// One bad thing among good ones, as late and as far aside as it can be.
void add_fail_open(HostileCases& cases) {
  const std::string code = global("os", "system");
  constexpr const char* kCode = "a name that weights files use";
  const auto value = [&](const std::string& name, const std::string& bad, const std::string& expected) {
    add_value(cases, 17, name, bad, expected);
  };
  value("code in dropped attributes", ordered_dict() + dict({text("_metadata"), code}) + "b", kCode);
  value("code behind 64 list items", "](" + repeated(kNone, 100) + code + "e", kCode);
  value("code as a backward hook", ordered_dict({integer(0), code}), kCode);
  value("code as a key", dict({code, kNone}), kCode);
  value("code in a value that nothing uses", tuple({kNone, code}), kCode);
  add_both(
      cases, 17, "last of 50 tensors bad",
      [](PthForm form) {
        std::string items = "}(";
        for (int i = 0; i < 50; ++i) {
          TensorCall tensor;
          if (i == 49) tensor.offset = integer(1);
          items += text(std::to_string(i)) + tensor.opcodes(form);
        }
        return pth_of(form, pickle(items + "u"));
      },
      "elements inside a storage of 6");
  const std::string good = pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kZip)}));
  ZipBytes version = zip_of(good);
  version.entries[3].central.crc = version.entries[3].in_descriptor.crc = 7;
  cases.push_back({17, "bad sum of a record that is ignored", version.bytes(), "data with the CRC"});
  ZipBytes unused = zip_of(good);
  unused.entries.push_back({.name = "model/data/9", .data = "x"});
  cases.push_back({17, "data that nothing names", unused.bytes(), "a storage that the pickle names"});
  ZipBytes unknown = zip_of(good);
  unknown.entries.push_back({.name = "model/extra", .data = ""});
  cases.push_back({17, "entry of no known name", unknown.bytes(), "an entry that torch.save writes"});
  TensorCall mask;
  mask.storage.type = global("torch", "BoolStorage");
  add_both(
      cases, 17, "bool of 2",
      [&](PthForm form) {
        return pth_with_tensor(form, mask, {{"0", std::string("\0\1\0\1\0\2", 6)}}, 1);
      },
      "bools that are 0 or 1");
}

}  // namespace

HostileCases hostile_old_files() {
  HostileCases cases;
  add_magic(cases);
  add_head(cases);
  add_tail(cases);
  add_fail_open(cases);
  return cases;
}

}  // namespace tests
