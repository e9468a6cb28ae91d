#include <functional>
#include <span>

#include "core/base/hash.h"
#include "tests/io/weights/pth/weights_hostile_case.h"

namespace tests {
namespace {

/// One block of deflate that stores the data, and headers that say so.
void deflate(ZipEntryBytes& entry) {
  const auto size = static_cast<std::uint32_t>(entry.data.size());
  const std::uint32_t crc = core::crc32(std::as_bytes(std::span(entry.data)));
  entry.data = "\x01" + little_endian(size, 2) + little_endian(~size, 2) + entry.data;
  entry.method = 8;
  for (ZipLies* lies : {&entry.central, &entry.in_descriptor}) {
    lies->crc = crc;
    lies->size = size;
  }
}

void add_flags(HostileCases& cases) {
  constexpr const char* kFlags = "no flags but bits 3 and 11";
  for (const std::uint16_t bit : {0x1, 0x20, 0x40, 0x2, 0x2000}) {
    add_zip(
        cases, "flag " + std::to_string(bit), [&](ZipBytes& z) { z.entries[2].flags |= bit; }, kFlags);
  }
  add_zip(
      cases, "deflated", [](ZipBytes& z) { z.entries[2].method = 8; }, "not compression method 8");
  for (const std::size_t which : {0, 2}) {
    add_zip(
        cases, "deflated so that it could be read, entry " + std::to_string(which),
        [&](ZipBytes& z) { deflate(z.entries[which]); }, "not compression method 8");
  }
  add_zip(
      cases, "method 99", [](ZipBytes& z) { z.entries[2].method = 99; }, "not compression method 99");
  add_zip(
      cases, "flags differ in the local header", [](ZipBytes& z) { z.entries[2].local.flags = 0x0008; },
      "the flags that stand in the directory");
  add_zip(
      cases, "encrypted in the local header only", [](ZipBytes& z) { z.entries[2].local.flags = 0x0809; },
      "the flags that stand in the directory");
  add_zip(
      cases, "deflated in the local header only", [](ZipBytes& z) { z.entries[2].local.method = 8; },
      "the method that stands in the directory");
  add_zip(
      cases, "version differs", [](ZipBytes& z) { z.entries[2].local.version = 45; },
      "the version that stands");
  add_zip(
      cases, "date differs", [](ZipBytes& z) { z.entries[2].local.date = 1; }, "the date that stands");
  add_zip(
      cases, "name differs", [](ZipBytes& z) { z.entries[2].local.name = "model/data/1"; },
      "the name that stands");
  add_zip(
      cases, "local name is longer", [](ZipBytes& z) { z.entries[2].local.name = "model/data/00"; },
      "the name that");
}

void add_sums(HostileCases& cases) {
  const auto whole = [](ZipEntryBytes& entry) { entry.descriptor = Descriptor::kNone; };
  add_zip(
      cases, "data changed",
      [](ZipBytes& z) {
        z.entries[2].central.crc = z.entries[2].local.crc = z.entries[2].in_descriptor.crc = 1;
      },
      "data with the CRC of the directory");
  add_zip(
      cases, "central CRC wrong", [](ZipBytes& z) { z.entries[2].central.crc = 1; },
      "a descriptor with the CRC");
  add_zip(
      cases, "descriptor CRC wrong", [](ZipBytes& z) { z.entries[2].in_descriptor.crc = 1; },
      "a descriptor with the CRC");
  add_zip(
      cases, "local CRC neither 0 nor right", [](ZipBytes& z) { z.entries[2].local.crc = 1; },
      "the CRC that stands");
  add_zip(
      cases, "local CRC 0 without a descriptor",
      [&](ZipBytes& z) {
        whole(z.entries[2]);
        z.entries[2].local.crc = 0;
      },
      "the CRC that stands");
  add_zip(
      cases, "local size 0 without a descriptor",
      [&](ZipBytes& z) {
        whole(z.entries[2]);
        z.entries[2].local.size = 0;
      },
      "the sizes that stand");
  add_zip(
      cases, "local sizes 0 without a descriptor",
      [&](ZipBytes& z) {
        whole(z.entries[2]);
        z.entries[2].local.size = z.entries[2].local.compressed = 0;
      },
      "the sizes that stand");
  add_zip(
      cases, "local size wrong with a descriptor", [](ZipBytes& z) { z.entries[2].local.size = 23; },
      "the sizes that stand");
}

void add_descriptors(HostileCases& cases) {
  add_zip(
      cases, "descriptor size wrong", [](ZipBytes& z) { z.entries[2].in_descriptor.size = 23; },
      "a descriptor with the sizes");
  add_zip(
      cases, "descriptor compressed size wrong",
      [](ZipBytes& z) { z.entries[2].in_descriptor.compressed = 25; }, "a descriptor with the sizes");
  add_zip(
      cases, "descriptor signature wrong",
      [](ZipBytes& z) { z.entries[2].in_descriptor.signature = 0x08074b51; },
      "a data descriptor with its signature");
  add_zip(
      cases, "descriptor missing",
      [](ZipBytes& z) {
        z.entries[2].descriptor = Descriptor::kNone;
        z.entries[2].central.flags = z.entries[2].local.flags = 0x0808;
      },
      "a data descriptor of 12, 16, 20 or 24 bytes");
  add_zip(
      cases, "stored sizes differ", [](ZipBytes& z) { z.entries[2].central.compressed = 20; },
      "two equal sizes of a stored entry");
  add_zip(
      cases, "central sizes one more",
      [](ZipBytes& z) { z.entries[2].central.size = z.entries[2].central.compressed = 25; },
      "a data descriptor of 12, 16, 20 or 24 bytes, 15 are left");
  add_zip(
      cases, "central sizes 4 GiB",
      [](ZipBytes& z) { z.entries[2].central.size = z.entries[2].central.compressed = 0xFFFFFFFE; },
      "data of 4294967294 bytes");
}

void add_tiling(HostileCases& cases) {
  constexpr const char* kOrder = "an entry that begins behind the one before it";
  add_zip(
      cases, "bytes in front", [](ZipBytes& z) { z.entries[0].in_front = "PK\x03\x04"; },
      "the first entry at byte 0");
  add_zip(
      cases, "hidden entry between",
      [](ZipBytes& z) {
        z.entries[1].behind = "PK\x03\x04";
        z.entries[1].behind.resize(30);
      },
      "a data descriptor of 12, 16, 20 or 24 bytes");
  add_zip(
      cases, "byte between", [](ZipBytes& z) { z.entries[1].behind = "x"; }, "a data descriptor of");
  add_zip(
      cases, "byte behind an entry without a descriptor",
      [](ZipBytes& z) {
        z.entries[1].descriptor = Descriptor::kNone;
        z.entries[1].behind = "x";
      },
      "the next entry, 1 bytes lie between");
  add_zip(
      cases, "hole before the directory", [](ZipBytes& z) { z.before_directory = "hidden"; },
      "a data descriptor of");
  add_zip(
      cases, "hole behind the directory", [](ZipBytes& z) { z.after_directory = "hidden"; },
      "a directory that ends here");
  add_zip(
      cases, "two entries at one place", [](ZipBytes& z) { z.entries[2].central.offset = 0; }, kOrder);
  add_zip(
      cases, "entry inside the one before it", [](ZipBytes& z) { z.entries[1].central.offset = 80; },
      "data of");
  add_zip(
      cases, "entry behind the directory", [](ZipBytes& z) { z.entries[3].central.offset = 1u << 20; },
      kOrder);
  add_zip(
      cases, "last entry's offset at 4 GiB", [](ZipBytes& z) { z.entries[3].central.offset = 0xFFFFFFFE; },
      kOrder);
  add_zip(
      cases, "name twice", [](ZipBytes& z) { z.entries.push_back(z.entries[2]); },
      "a name that no entry before it has");
  add_zip(
      cases, "pickle twice", [](ZipBytes& z) { z.entries.push_back(z.entries[0]); },
      "a name that no entry before it has");
  add_zip(
      cases, "no local header", [](ZipBytes& z) { z.entries[2].local.signature = 0x04034b51; },
      "a local header");
  add_zip(
      cases, "no central header", [](ZipBytes& z) { z.entries[2].central.signature = 0; },
      "a directory header");
  add_zip(
      cases, "entry comment", [](ZipBytes& z) { z.entries[2].comment = "PK"; }, "no entry comment");
  add_zip(
      cases, "entry on another disk", [](ZipBytes& z) { z.entries[2].disk = 1; }, "disk number 0");
  add_zip(
      cases, "4,097 entries",
      [](ZipBytes& z) {
        while (z.entries.size() < 4'097)
          z.entries.push_back({.name = "model/data/" + std::to_string(z.entries.size()), .data = ""});
      },
      "between 1 and 4096 entries, it counts 4097");
}

}  // namespace

HostileCases hostile_entries() {
  HostileCases cases;
  add_flags(cases);
  add_sums(cases);
  add_descriptors(cases);
  add_tiling(cases);
  return cases;
}

}  // namespace tests
