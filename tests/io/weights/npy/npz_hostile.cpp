#include <functional>
#include <string>
#include <utility>

#include "tests/io/weights/npy/npy_bytes.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/zip/zip_bytes.h"

namespace tests {
namespace {

using Lie = std::function<void(ZipEntryBytes&)>;

std::string array_of(const std::string& shape) {
  return text_of(npy_with_shape(shape));  // 24 bytes of numbers
}

/// A good archive of two arrays after `lie` has changed one thing of the second.
void add(HostileCases& cases, const std::string& name, const std::string& expected, const Lie& lie) {
  const std::string array = array_of("(2, 3)");
  ZipBytes zip{.entries = {{.name = "a.npy", .data = array}, {.name = "b.npy", .data = array}}};
  lie(zip.entries[1]);
  cases.push_back({16, "npz " + name, zip.bytes(), expected, "npz"});
}

/// The same of a compressed archive; `inside` where the array itself is at fault.
void add_deflated(HostileCases& cases, const std::string& name, const std::string& expected,
                  const ZipEntryBytes& second, const std::string& inside = {}) {
  const ZipBytes zip{.entries = {numpy_entry("a.npy", array_of("(2, 3)"), true), second}, .zip64 = false};
  cases.push_back({16, "npz deflated, " + name, zip.bytes(), expected, "npz", inside});
}

/// A good compressed array but for what stands in the archive for it.
ZipEntryBytes packed_as(const std::string& packed, const std::string& array = array_of("(2, 3)")) {
  ZipEntryBytes entry = numpy_entry("b.npy", array, true);
  entry.packed = packed;
  declare(entry, static_cast<std::uint32_t>(array.size()));
  return entry;
}

/// A good compressed array after `lie` has changed one thing of its entry.
ZipEntryBytes with(const Lie& lie) {
  ZipEntryBytes entry = numpy_entry("b.npy", array_of("(2, 3)"), true);
  lie(entry);
  return entry;
}

/// What the stream does not give of that the directory says.
void add_streams(HostileCases& cases) {
  const std::string array = array_of("(2, 3)"), stream = deflated(array);
  add_deflated(cases, "a stream shorter than declared", "it ends after " + std::to_string(array.size() - 4),
               packed_as(deflated(array.substr(0, array.size() - 4))));
  add_deflated(cases, "a stream longer than declared", "as the directory says; it goes on",
               packed_as(deflated(array + "more")));
  add_deflated(cases, "a stream that is cut", "the rest of a deflate stream, cut off",
               packed_as(stream.substr(0, stream.size() - 3)));
  add_deflated(cases, "a stream without its last byte", "not \"deflate: truncated input\"",
               packed_as(stream.substr(0, stream.size() - 1)));
  add_deflated(cases, "bytes behind the stream", "2 bytes are left", packed_as(stream + "xx"));
  add_deflated(cases, "no stream at all", "the rest of a deflate stream", packed_as(""));
  add_deflated(cases, "a block of a kind that there is not", "not \"deflate: bad block\"",
               packed_as('\x07' + stream.substr(1)));
  // 3 bits of header, 8 of a match of 258 bytes, 5 of its distance
  add_deflated(cases, "a match from before the beginning", "not \"deflate: bad distance\"",
               packed_as("\x1B\x05" + stream));
  add_deflated(cases, "a wrong sum", "data with the CRC of the directory",
               with([](ZipEntryBytes& b) { b.central.crc = b.local.crc = 1; }));
}

/// What must not be unpacked, or no further than the array's header.
void add_entries(HostileCases& cases) {
  add_deflated(
      cases, "more than deflate can make of it", "at most 1032 bytes from each of its",
      with([](ZipEntryBytes& b) { declare(b, static_cast<std::uint32_t>(1032 * (b.packed->size() + 1))); }));
  ZipEntryBytes bomb = packed_as(std::string(100'000, '\0'));
  declare(bomb, 80u << 20);
  add_deflated(cases, "80 MB of 100 KB", "at most the size of the archive and 56 MiB", bomb);
  add_deflated(cases, "method 9", "not compression method 9", with([](ZipEntryBytes& b) { b.method = 9; }));
  add_deflated(cases, "encrypted", "no flags but bits 3 and 11",
               with([](ZipEntryBytes& b) { b.central.flags = b.local.flags = 1; }));
  add_deflated(cases, "another method in the local header", "the method that stands in the directory",
               with([](ZipEntryBytes& b) { b.local.method = 0; }));
  add_deflated(cases, "another size in the local header", "zip64 sizes that stand in the directory",
               with([](ZipEntryBytes& b) {
                 declare(b, 1000);
                 b.central.size = {};
               }));
  NpyBytes long_header;
  long_header.header = npy_header("'<f4'", "(2, 3)");
  long_header.header_length = 65'535;
  add_deflated(cases, "a header of 65535 bytes", "a header of at most 10000 bytes",
               numpy_entry("b.npy", text_of(long_header.bytes()), true), ", b.npy");
  add_deflated(cases, "a shape that does not fill it", "20 bytes, found 24",
               numpy_entry("b.npy", array_of("(5,)"), true), ", b.npy");
}

}  // namespace

HostileCases hostile_npz() {
  HostileCases cases;
  add(cases, "called deflated", "as the directory says; it ends after",
      [](ZipEntryBytes& b) { b.method = 8; });
  add(cases, "of 4 GiB", "data of 4294967294 bytes",
      [](ZipEntryBytes& b) { b.central.size = b.central.compressed = 0xFFFFFFFE; });
  add(cases, "with a pickle", "an array NAME.npy", [](ZipEntryBytes& b) { b.name = "b.pkl"; });
  add(cases, "with one name twice", "a name that no entry before it has",
      [](ZipEntryBytes& b) { b.name = "a.npy"; });
  add(cases, "with a wrong sum", "a descriptor with the CRC", [](ZipEntryBytes& b) { b.central.crc = 1; });
  add_streams(cases);
  add_entries(cases);
  return cases;
}

}  // namespace tests
