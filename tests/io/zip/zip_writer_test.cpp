#include "core/io/zip/zip_writer.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/io/byte_reader.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

using io::ByteReader;
using io::ZipWriter;
using tests::bytes_of;

namespace {

ByteReader reader_at(const std::vector<std::byte>& bytes, std::size_t offset) {
  return {std::span(bytes).subspan(offset), "test", "zip", "", offset};
}

std::string text(ByteReader& reader, std::size_t count) {
  const auto bytes = reader.take(count, "text");
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What both headers of an entry say.
struct Header {
  std::uint16_t flags = 0, method = 0;
  std::uint32_t crc = 0, packed = 0, size = 0;
  std::string name;
  std::uint64_t data = 0;  // offset; local header only

  bool operator==(const Header&) const = default;
};

Header local_header(const std::vector<std::byte>& zip, std::size_t offset) {
  ByteReader reader = reader_at(zip, offset);
  Header header;
  CHECK(reader.u32("signature") == 0x04034b50);
  reader.u16("version");
  header.flags = reader.u16("flags");
  header.method = reader.u16("method");
  reader.u32("date");
  header.crc = reader.u32("crc");
  header.packed = reader.u32("packed");
  header.size = reader.u32("size");
  const std::uint16_t name = reader.u16("name"), extra = reader.u16("extra");
  header.name = text(reader, name);
  CHECK(reader.u16("id") == 0x4246);
  CHECK(reader.u16("field") == extra - 4);
  reader.skip(extra - 4u, "padding");
  header.data = reader.offset();
  return header;
}

}  // namespace

TEST_CASE("stored entries are aligned to 64 bytes and both their headers agree") {
  ZipWriter writer;
  const std::vector<std::string> contents{"", "abc", std::string(1000, 'x')};
  for (std::size_t i = 0; i < contents.size(); ++i) {
    writer.add("archive/data/" + std::string(i * 30, 'n') + std::to_string(i), bytes_of(contents[i]));
  }
  const std::vector<std::byte> zip = writer.finish();

  ByteReader end = reader_at(zip, zip.size() - 22);
  CHECK(end.u32("signature") == 0x06054b50);
  CHECK(end.u32("disks") == 0);
  CHECK(end.u16("here") == 3);
  CHECK(end.u16("all") == 3);
  const std::uint32_t directory_bytes = end.u32("bytes"), directory = end.u32("offset");
  CHECK(end.u16("comment") == 0);
  CHECK(directory + directory_bytes + 22 == zip.size());

  ByteReader reader = reader_at(zip, directory);
  std::uint64_t next = 0;
  for (const std::string& content : contents) {
    Header central;
    CHECK(reader.u32("signature") == 0x02014b50);
    reader.u32("versions");
    central.flags = reader.u16("flags");
    central.method = reader.u16("method");
    reader.u32("date");
    central.crc = reader.u32("crc");
    central.packed = reader.u32("packed");
    central.size = reader.u32("size");
    const std::uint16_t name = reader.u16("name");
    CHECK(reader.u16("extra") == 0);
    CHECK(reader.u16("comment") == 0);
    CHECK(reader.u16("disk") == 0);
    CHECK(reader.u16("internal") == 0);
    CHECK(reader.u32("external") == 0);
    const std::uint32_t offset = reader.u32("offset");
    central.name = text(reader, name);

    Header local = local_header(zip, offset);
    CHECK(offset == next);
    CHECK(local.data % 64 == 0);
    next = local.data + local.size;
    ByteReader data = reader_at(zip, local.data);
    CHECK(text(data, local.size) == content);
    CHECK(local.crc == core::crc32(bytes_of(content)));
    CHECK(local.method == 0);
    CHECK(local.packed == local.size);
    local.data = 0;
    CHECK(local == central);
  }
  CHECK(next == directory);
}

TEST_CASE("an archive names each entry once") {
  ZipWriter writer;
  writer.add("a", {});
  CHECK_THROWS_AS(writer.add("a", {}), core::Error);
  CHECK_THROWS_AS(writer.add("", {}), core::Error);
  CHECK_THROWS_AS(writer.add(std::string(70000, 'n'), {}), core::Error);
  writer.add("b", {});
}

TEST_CASE("an archive is never larger than its limit, directory included") {
  const std::vector<std::byte> data(100);
  ZipWriter measured;
  measured.add("a", data);
  measured.add("b", data);
  const std::size_t size = measured.finish().size();

  ZipWriter exact(size);
  exact.add("a", data);
  exact.add("b", data);
  CHECK(exact.finish().size() == size);
  ZipWriter less(size - 1);
  less.add("a", data);
  CHECK_THROWS_AS(less.add("b", data), core::Error);
}
