#include "core/io/sources/packed_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <span>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/printable.h"
#include "core/io/sources/planes.h"
#include "core/io/utf8.h"

// Layout, little-endian: Head, then text_bytes of texts (count names, then the skipped lines; each a 32-bit
// length and UTF-8), then the CRC-32 of all that, then count x channels x size x size pixels up to the end of
// the file.

namespace io {
namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 8> kMagic = {'G', 'A', 'N', 'S', 'P', 'A', 'C', 'K'};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMaxTextBytes = 64 << 10;
constexpr std::int64_t kImagesPerReport = 256;

struct Head {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t size = 0;
  std::uint32_t channels = 0;
  std::uint32_t unused = 0;
  std::uint64_t count = 0;
  std::uint64_t text_bytes = 0;
  std::array<char, 64> sha256{};  // of the content, hex
};

static_assert(sizeof(Head) == 104 && std::endian::native == std::endian::little);

void put_text(std::string& texts, const std::string& text) {
  const std::string whole = core::printable(std::string_view(text).substr(0, kMaxTextBytes));
  const auto length = static_cast<std::uint32_t>(whole.size());
  texts.append(reinterpret_cast<const char*>(&length), sizeof length);
  texts += whole;
}

std::string take_text(std::string_view& texts, const std::string& where) {
  std::uint32_t length = 0;
  if (texts.size() >= sizeof length) std::memcpy(&length, texts.data(), sizeof length);
  if (texts.size() < sizeof length || length > kMaxTextBytes || length > texts.size() - sizeof length) {
    throw core::Error("the packed file's names are damaged", where);
  }
  std::string text(texts.substr(sizeof length, length));
  texts.remove_prefix(sizeof length + length);
  if (!is_utf8(text)) throw core::Error("a name in the packed file is not UTF-8", where);
  return text;
}

std::uint32_t checksum(const Head& head, std::string_view texts) {
  const std::uint32_t of_head = core::crc32(std::as_bytes(std::span(&head, 1)));
  return core::crc32(std::as_bytes(std::span(texts)), of_head);
}

/// A file opened for reading whose size was read once; every read is checked against it.
class PackReader {
 public:
  explicit PackReader(const fs::path& file)
      : where_(file.string()), stream_(file, std::ios::binary | std::ios::ate) {
    const auto end = stream_.tellg();
    if (!stream_ || end < 0) throw core::Error("the packed file cannot be read", where_);
    left_ = static_cast<std::uint64_t>(end);
    stream_.seekg(0);
  }

  std::uint64_t left() const { return left_; }

  const std::string& where() const { return where_; }

  void read(void* to, std::uint64_t bytes) {
    if (bytes > left_) throw core::Error("the packed file is cut short", where_, "pack the images again");
    if (!stream_.read(static_cast<char*>(to), static_cast<std::streamsize>(bytes))) {
      throw core::Error("the packed file cannot be read", where_);
    }
    left_ -= bytes;
  }

 private:
  std::string where_;
  std::ifstream stream_;
  std::uint64_t left_ = 0;
};

Head read_head(PackReader& reader) {
  Head head;
  reader.read(&head, sizeof head);
  if (head.magic != kMagic) throw core::Error("this is no packed image file", reader.where());
  if (head.version != kVersion) {
    throw core::Error("the packed file has version " + std::to_string(head.version) + ", not 1",
                      reader.where(), "pack the images again");
  }
  const bool sane = head.size >= 1 && head.size <= kMaxPackedSize &&
                    (head.channels == 1 || head.channels == 3) && head.unused == 0;
  const std::uint64_t image_bytes = std::uint64_t{head.size} * head.size * head.channels;
  if (!sane || head.count == 0 || head.count > reader.left() / image_bytes ||
      head.text_bytes > reader.left() ||
      head.count * image_bytes + head.text_bytes + sizeof(std::uint32_t) != reader.left()) {
    throw core::Error("the packed file's header does not fit its length", reader.where(),
                      "pack the images again");
  }
  return head;
}

void read_texts(PackReader& reader, const Head& head, PackedImages& images) {
  std::string texts(static_cast<std::size_t>(head.text_bytes), '\0');
  reader.read(texts.data(), texts.size());
  std::uint32_t expected = 0;
  reader.read(&expected, sizeof expected);
  if (checksum(head, texts) != expected)
    throw core::Error("the packed file's header is damaged", reader.where());
  std::string_view rest = texts;
  for (std::uint64_t i = 0; i < head.count; ++i) images.names.push_back(take_text(rest, reader.where()));
  while (!rest.empty()) images.skipped.push_back(take_text(rest, reader.where()));
}

[[noreturn]] void refuse_pixels(const PackReader& reader) {
  throw core::Error("the packed file's pixels are damaged: their SHA-256 differs", reader.where(),
                    "pack the images again");
}

PackedImages read_all(const fs::path& file) {
  PackReader reader(file);
  const Head head = read_head(reader);
  PackedImages images;
  images.size = static_cast<int>(head.size);
  images.channels = static_cast<int>(head.channels);
  read_texts(reader, head, images);
  images.pixels.resize(static_cast<std::size_t>(reader.left()));
  reader.read(images.pixels.data(), images.pixels.size());
  images.sha256 = content_sha256(images);
  if (images.sha256 != std::string_view(head.sha256.data(), head.sha256.size())) refuse_pixels(reader);
  return images;
}

class PackedFile : public ImageSource {
 public:
  explicit PackedFile(const fs::path& file) : file_(file) {
    PackReader reader(file);
    const Head head = read_head(reader);
    extent_ = {static_cast<std::int64_t>(head.count),
               ImageShape{static_cast<int>(head.size), static_cast<int>(head.channels)}};
  }

  std::string where() const override { return file_.string(); }

  SourceExtent extent() const override { return extent_; }

  void for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                const core::Progress& progress) const override;

  PackedImages load(const ImageShape& shape, const core::Progress&) const override {
    require_shape(*this, shape);
    return read_packed(file_);
  }

 private:
  fs::path file_;
  SourceExtent extent_;
};

void PackedFile::for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                          const core::Progress& progress) const {
  require_shape(*this, shape);
  PackReader reader(file_);
  const Head head = read_head(reader);
  PackedImages texts;
  read_texts(reader, head, texts);
  PackedImages one;
  one.size = shape.size;
  one.channels = shape.channels;
  one.names.resize(1);
  one.pixels.resize(static_cast<std::size_t>(one.size) * one.size * one.channels);
  if (head.size != static_cast<std::uint32_t>(one.size) ||
      head.channels != static_cast<std::uint32_t>(one.channels))
    throw core::Error("the packed file was changed while it was read", reader.where());
  ContentHash hash(one.size, one.channels);
  const auto total = static_cast<std::int64_t>(head.count);
  for (std::int64_t i = 0; i < total; ++i) {
    if (i % kImagesPerReport == 0) progress.at(i, total, "images");
    reader.read(one.pixels.data(), one.pixels.size());
    hash.add(one.pixels);
    use({one.image(0)}, std::move(texts.names[static_cast<std::size_t>(i)]));
  }
  for (std::string& line : texts.skipped) skip(std::move(line));
  progress.at(total, total, "images");
  if (hash.hex() != std::string_view(head.sha256.data(), head.sha256.size())) refuse_pixels(reader);
}

}  // namespace

void write_packed(const PackedImages& images, const fs::path& file) {
  const auto image_bytes = static_cast<std::size_t>(images.size) * images.size * images.channels;
  if (images.size < 1 || images.size > kMaxPackedSize || (images.channels != 1 && images.channels != 3) ||
      images.names.empty() || images.pixels.size() != images.names.size() * image_bytes) {
    throw core::Error("these images cannot be packed: their sizes do not agree", file.string());
  }
  std::string texts;
  for (const std::string& name : images.names) put_text(texts, name);
  for (const std::string& line : images.skipped) put_text(texts, line);
  Head head;
  head.size = static_cast<std::uint32_t>(images.size);
  head.channels = static_cast<std::uint32_t>(images.channels);
  head.count = images.names.size();
  head.text_bytes = texts.size();
  std::copy_n(content_sha256(images).begin(), head.sha256.size(), head.sha256.begin());
  const std::uint32_t crc = checksum(head, texts);

  core::PendingFile pending(file);
  errno = 0;
  std::ofstream out(pending.temporary(), std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(&head), sizeof head);
  out.write(texts.data(), static_cast<std::streamsize>(texts.size()));
  out.write(reinterpret_cast<const char*>(&crc), sizeof crc);
  out.write(reinterpret_cast<const char*>(images.pixels.data()),
            static_cast<std::streamsize>(images.pixels.size()));
  out.close();
  if (!out) throw core::file_error("the packed file cannot be written", errno, file);
  pending.commit();
}

PackedImages read_packed(const fs::path& file) {
  try {
    return read_all(file);
  } catch (const std::bad_alloc&) {
    throw core::Error("there is not enough memory for the packed file", file.string());
  }
}

std::unique_ptr<ImageSource> open_packed(const fs::path& file) {
  return std::make_unique<PackedFile>(file);
}

bool is_packed(const fs::path& file) {
  std::array<char, kMagic.size()> magic{};
  std::ifstream stream(file, std::ios::binary);
  return stream.read(magic.data(), magic.size()) && magic == kMagic;
}

}  // namespace io
