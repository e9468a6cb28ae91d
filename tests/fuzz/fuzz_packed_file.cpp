#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/hash.h"
#include "core/io/sources/packed_file.h"
#include "tests/fuzz/header_mutator.h"
#include "tests/fuzz/reader_target.h"

namespace {

// Where the fields of the head stand.
constexpr std::size_t kSize = 12, kChannels = 16, kTextBytes = 32, kSha256 = 40, kTexts = 104, kCrcBytes = 4;

std::uint64_t little_endian(const std::uint8_t* at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | at[i];
  return value;
}

/// Puts the SHA-256 of the pixels and the CRC of the head right, where the texts end inside the file.
void repair(std::uint8_t* data, std::size_t size) {
  if (size < kTexts + kCrcBytes) return;
  const std::uint64_t texts = little_endian(data + kTextBytes, 8);
  if (texts > size - kTexts - kCrcBytes) return;
  const std::size_t crc_at = kTexts + static_cast<std::size_t>(texts);
  io::PackedImages images;
  images.size = static_cast<int>(little_endian(data + kSize, 4));
  images.channels = static_cast<int>(little_endian(data + kChannels, 4));
  images.pixels.assign(data + crc_at + kCrcBytes, data + size);
  std::memcpy(data + kSha256, io::content_sha256(images).data(), kTexts - kSha256);
  const std::uint32_t crc = core::crc32(tests::bytes_of(data, crc_at));
  for (std::size_t i = 0; i < kCrcBytes; ++i) data[crc_at + i] = static_cast<std::uint8_t>(crc >> (8 * i));
}

/// A file in memory with a path, which the reader wants.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size)
      : descriptor_(::memfd_create("packed", MFD_CLOEXEC)) {
    if (descriptor_ < 0 || ::write(descriptor_, data, size) != static_cast<ssize_t>(size))
      tests::finding("no file in memory");
  }

  ~MemoryFile() { ::close(descriptor_); }

  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void check_images(const io::PackedImages& images, const io::SourceExtent& extent) {
  const std::size_t one = static_cast<std::size_t>(images.size) * images.size * images.channels;
  if (images.size < 1 || images.names.empty() || images.pixels.size() != images.names.size() * one)
    tests::finding("pixels that are not those of the images");
  if (extent.shape != io::ImageShape{images.size, images.channels} || extent.images != images.count())
    tests::finding("a head that says something else than the file");
  for (const std::int64_t index : {std::int64_t{0}, images.count() - 1}) {
    if (images.image(index).width != images.size) tests::finding("an image of another size");
  }
}

/// How many images come one after the other; nothing where the file is refused on the way.
std::optional<std::int64_t> streamed(const io::ImageSource& source, const io::ImageShape& shape) {
  std::int64_t seen = 0;
  const auto use = [&](const io::DecodedImage& decoded, const std::string&) {
    const core::Image& image = decoded.image;
    if (image.width != shape.size || image.channels != shape.channels)
      tests::finding("an image of another shape than the head says");
    ++seen;
  };
  try {
    source.for_each(shape, use, [](const std::string&) {}, {});
  } catch (const core::Error&) {
    return std::nullopt;
  }
  return seen;
}

/// The whole file at once, which must be taken where its images came one after the other, and only there.
io::PackedImages whole(const std::filesystem::path& file, const std::optional<std::int64_t>& seen) {
  try {
    io::PackedImages images = io::read_packed(file);
    if (seen != images.count()) tests::finding("a stream of other images than the file has");
    return images;
  } catch (const core::Error&) {
    if (seen) tests::finding("a file that is refused whole after its images were had");
    throw;
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  const std::size_t mutated = seed % 4 < 2
                                  ? tests::mutate_header(data, size, max_size, seed / 4 * 2 + 1,
                                                         {.at = kTextBytes, .bytes = 8, .header_at = kTexts})
                                  : LLVMFuzzerMutate(data, size, max_size);
  if (seed % 16 != 0) repair(data, mutated);
  return mutated;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  tests::run_reader(size, [&] {
    const std::unique_ptr<io::ImageSource> source = io::open_packed(file.path());
    const io::SourceExtent extent = source->extent();
    if (!io::is_packed(file.path())) tests::finding("a packed file that does not begin like one");
    check_images(whole(file.path(), streamed(*source, *extent.shape)), extent);
  });
  return 0;
}
