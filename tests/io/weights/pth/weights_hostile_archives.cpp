#include <functional>

#include "tests/io/weights/npy/npy_bytes.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

namespace tests {
namespace {

/// A good archive whose comment is `second`, with offsets that are right from the file's beginning: one
/// reader finds the first, another the second.
std::string with_comment_of(ZipBytes second) {
  ZipBytes first = zip_of(good_zip_pickle());
  const std::size_t size = first.bytes().size();
  second.entries[0].in_front = first.bytes();
  first.comment.assign(second.bytes().size() - size, ' ');
  second.entries[0].in_front = first.bytes().substr(0, size);
  return second.bytes();
}

void add_end(HostileCases& cases) {
  add_zip(
      cases, "comment with a second archive",
      [](ZipBytes& z) { z.comment = zip_of(good_zip_pickle()).bytes(); },
      "the zip64 end record right in front of its locator");
  for (const bool zip64 : {true, false}) {
    ZipBytes second = zip_of(good_zip_pickle());
    second.zip64 = zip64;
    cases.push_back({13,
                     "comment that is a readable archive" + std::string(zip64 ? " of zip64, zip" : ", zip"),
                     with_comment_of(second), "the first entry at byte 0, nothing in front of it"});
  }
  add_zip(
      cases, "comment", [](ZipBytes& z) { z.comment = "hello"; }, "the end record in the last 22 bytes");
  add_zip(
      cases, "byte behind", [](ZipBytes& z) { z.behind = "x"; }, "the end record in the last 22 bytes");
  add_zip(
      cases, "end record's disks", [](ZipBytes& z) { z.end.disks = 1; }, "an archive on one disk");
  add_zip(
      cases, "two counts in the end record", [](ZipBytes& z) { z.end.total = 5; }, "two equal counts");
  add_zip(
      cases, "count one less than zip64's", [](ZipBytes& z) { z.end.count = z.end.total = 3; },
      "the count of entries before here as in the end record, 3");
  add_zip(
      cases, "size differs from zip64's", [](ZipBytes& z) { z.end.size = 1; },
      "the size of the directory before here");
  add_zip(
      cases, "offset differs from zip64's", [](ZipBytes& z) { z.end.offset = 1; },
      "the offset of the directory before here");
  const auto plain = [&](const std::string& name, const std::function<void(ZipBytes&)>& lie,
                         const std::string& expected) {
    add_zip(
        cases, name,
        [&](ZipBytes& z) {
          z.zip64 = false;
          lie(z);
        },
        expected);
  };
  plain(
      "count one less", [](ZipBytes& z) { z.end.count = z.end.total = 3; },
      "the end of a directory of 3 entries");
  plain(
      "count one more", [](ZipBytes& z) { z.end.count = z.end.total = 5; },
      "a signature of 4 bytes, 0 are left");
  plain(
      "count 0", [](ZipBytes& z) { z.end.count = z.end.total = 0; },
      "between 1 and 4096 entries, it counts 0");
  plain(
      "all ones without zip64", [](ZipBytes& z) { z.end.offset = 0xFFFFFFFF; }, "a directory that ends here");
  plain(
      "directory size one less", [](ZipBytes& z) { z.end.size = 10; }, "a directory that ends here");
  plain(
      "directory offset behind the file", [](ZipBytes& z) { z.end.offset = 1u << 30; },
      "a directory that ends here");
}

void add_zip64_records(HostileCases& cases) {
  const std::uint64_t wide = std::uint64_t{1} << 63;
  add_zip(
      cases, "zip64 count 2^63",
      [&](ZipBytes& z) {
        z.end64.count = z.end64.total = wide;
        z.end.count = z.end.total = 0xFFFF;
      },
      "between 1 and 4096 entries");
  add_zip(
      cases, "zip64 counts differ", [](ZipBytes& z) { z.end64.total = 5; }, "two equal counts");
  add_zip(
      cases, "zip64 size 2^63",
      [&](ZipBytes& z) {
        z.end64.size = wide;
        z.end.size = 0xFFFFFFFF;
      },
      "a directory that ends here");
  add_zip(
      cases, "zip64 offset 2^63",
      [&](ZipBytes& z) {
        z.end64.offset = wide;
        z.end.offset = 0xFFFFFFFF;
      },
      "a directory that ends here");
  add_zip(
      cases, "zip64 locator points elsewhere", [](ZipBytes& z) { z.locator.place = 0; },
      "the zip64 end record right in front of its locator");
  add_zip(
      cases, "zip64 locator points to 2^63", [&](ZipBytes& z) { z.locator.place = wide; },
      "the zip64 end record right in front");
  add_zip(
      cases, "zip64 on two disks", [](ZipBytes& z) { z.locator.disks = 2; }, "one disk");
  add_zip(
      cases, "zip64 record's disks", [](ZipBytes& z) { z.end64.disks = 1; }, "an archive on one disk");
  add_zip(
      cases, "zip64 record without its signature", [](ZipBytes& z) { z.end64.signature = 0; },
      "the zip64 end record");
}

void add_zip64_fields(HostileCases& cases) {
  const std::uint64_t wide = std::uint64_t{1} << 63;
  const auto field = [](std::initializer_list<std::uint64_t> values) {
    std::string data;
    for (const std::uint64_t value : values) data += little_endian(value, 8);
    return extra_field(1, data);
  };
  add_zip(
      cases, "zip64 field nothing is left to", [&](ZipBytes& z) { z.entries[2].central_extra = field({24}); },
      "no zip64 value beyond those left to it");
  add_zip(
      cases, "zip64 field with the wrong size",
      [&](ZipBytes& z) {
        z.entries[2].central.size = 0xFFFFFFFF;
        z.entries[2].central_extra = field({wide});
      },
      "two equal sizes");
  add_zip(
      cases, "size left to a zip64 field that is missing",
      [](ZipBytes& z) { z.entries[2].central.size = 0xFFFFFFFF; }, "a zip64 field for a size");
  add_zip(
      cases, "local size left to a zip64 field that is missing",
      [](ZipBytes& z) { z.entries[2].local.size = 0xFFFFFFFF; }, "a zip64 field for the sizes");
  add_zip(
      cases, "local zip64 field with another size",
      [&](ZipBytes& z) {
        z.entries[2].local_extra = field({23, 23});
      },
      "zip64 sizes that stand in the directory");
  add_zip(
      cases, "local zip64 field nothing is left to",
      [&](ZipBytes& z) {
        z.entries[2].descriptor = Descriptor::kNone;
        z.entries[2].local_extra = field({24});
      },
      "no zip64 value beyond");
  add_zip(
      cases, "two zip64 fields",
      [&](ZipBytes& z) {
        z.entries[2].local_extra = field({24, 24}) + field({24, 24});
      },
      "one of zip64");
  add_zip(
      cases, "zip64 field of 12 bytes",
      [](ZipBytes& z) { z.entries[2].local_extra = extra_field(1, std::string(12, '\0')); },
      "a zip64 field of 8, 16 or 24 bytes");
  add_zip(
      cases, "Unicode path field",
      [](ZipBytes& z) { z.entries[2].central_extra = extra_field(0x7075, "\x01 model/data/9"); },
      "no extra field but alignment padding");
  add_zip(
      cases, "extra field longer than its header says",
      [](ZipBytes& z) { z.entries[2].local_extra = std::string("FB\xFF\x00Z", 5); },
      "alignment padding of 255 bytes, 1 are left");
  add_zip(
      cases, "half an extra field", [](ZipBytes& z) { z.entries[2].local_extra = "FB\x01"; },
      "an extra field's size of 2 bytes");
}

void add_nested(HostileCases& cases) {
  const std::string good = zip_of(good_zip_pickle()).bytes();
  const auto whole = [&](const std::string& name, const std::string& bytes, const std::string& expected) {
    cases.push_back({14, name, bytes, expected});
  };
  whole("zip of a .pth", ZipBytes{.entries = {{.name = "model.pth", .data = good}}}.bytes(),
        "an archive with NAME/data.pkl");
  whole("zip of a .pth in a folder", ZipBytes{.entries = {{.name = "model/model.pth", .data = good}}}.bytes(),
        "an archive with NAME/data.pkl");
  const std::string array = text_of(npy_with_shape("(2, 3)"));
  whole("zip of a folder of .npy files", ZipBytes{.entries = {{.name = "set/w.npy", .data = array}}}.bytes(),
        "an archive with NAME/data.pkl");
  whole("data.pkl without a folder",
        ZipBytes{.entries = {{.name = "data.pkl", .data = good_zip_pickle()}}}.bytes(),
        "an entry that torch.save writes");
  whole("zip as data.pkl", zip_of(good).bytes(), "a pickle of protocol 2, which begins with PROTO");
  ZipBytes extra = zip_of(good_zip_pickle());
  extra.entries.push_back({.name = "model/inner.zip", .data = good});
  whole("archive beside the weights", extra.bytes(), "an entry that torch.save writes");
  ZipBytes folders = zip_of(good_zip_pickle());
  folders.entries.push_back({.name = "other/data.pkl", .data = good_zip_pickle()});
  whole("two folders", folders.bytes(), "an entry that torch.save writes");
  ZipBytes script = zip_of(good_zip_pickle());
  script.entries.push_back({.name = "model/constants.pkl", .data = pickle(kEmptyTuple)});
  whole("TorchScript constants", script.bytes(), "not a TorchScript archive");
  ZipBytes code = zip_of(good_zip_pickle());
  code.entries.push_back({.name = "model/code/__torch__.py", .data = "", .method = 8});
  whole("TorchScript code, deflated", code.bytes(), "not a TorchScript archive");
  whole("zip with a pickle in front", good_zip_pickle() + good, "the magic number of torch.save");
  whole("two zips", good + good, "the zip64 end record right in front of its locator");
  whole("zip with a pickle behind", good + good_zip_pickle(), "the end record in the last 22 bytes");
  const LegacyBytes legacy = legacy_of(pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kLegacy)})));
  whole("old file with a zip behind", legacy.bytes() + good, "the end of the file behind the last storage");
  std::string tar(1024, '\0');
  tar.replace(0, 8, "sys_info").replace(257, 5, "ustar");
  whole("tar", tar, "not a tar archive");
  whole("7z", "7z\xBC\xAF\x27\x1C" + std::string(64, '\0'), "a zip archive or PyTorch's magic number");
  whole("gzip", "\x1F\x8B\x08" + std::string(64, '\0'), "a zip archive or PyTorch's magic number");
  ZipBytes big = zip_of(good_zip_pickle());
  big.entries[1].data = "big";
  whole("big-endian", big.bytes(), "little-endian data, this file is big-endian");
  big.entries[1].data = "middle";
  whole("unknown byte order", big.bytes(), "\"little\" or \"big\"");
}

}  // namespace

HostileCases hostile_archives() {
  HostileCases cases;
  add_end(cases);
  add_zip64_records(cases);
  add_zip64_fields(cases);
  add_nested(cases);
  return cases;
}

}  // namespace tests
