#include <algorithm>
#include <atomic>
#include <new>
#include <string>
#include <thread>
#include <utility>

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/io/images/decode.h"
#include "core/io/sources/image_source.h"
#include "core/io/sources/planes.h"
#include "core/io/utf8.h"

namespace io {
namespace {

namespace fs = std::filesystem;

/// Scaling the shorter side to the target size makes the longer one this many times larger at most.
constexpr int kMaxAspect = 64;

core::Image load_square(const fs::path& file, int size, int channels) {
  const core::Image image = load_image(file);
  const auto [shorter, longer] = std::minmax(image.width, image.height);
  if (longer / shorter >= kMaxAspect) {
    throw core::Error("the image is too narrow: " + std::to_string(image.width) + " x " +
                      std::to_string(image.height) + " pixels");
  }
  return core::to_channels(core::centre_square(image, size), channels);
}

/// Decodes files into their slots of one block. Two threads take the next file in turn; as every file has its
/// own slot, their timing does not show in the result.
class FolderDecoding {
 public:
  FolderDecoding(std::vector<fs::path> files, int size, int channels)
      : files_(std::move(files)), reasons_(files_.size()) {
    packed_.size = size;
    packed_.channels = channels;
    packed_.pixels.resize(files_.size() * slot_bytes());
  }

  void run(const core::Progress& progress);
  PackedImages take(const fs::path& folder);

 private:
  std::size_t slot_bytes() const {
    return static_cast<std::size_t>(packed_.size) * packed_.size * packed_.channels;
  }

  std::uint8_t* slot(std::size_t index) { return packed_.pixels.data() + index * slot_bytes(); }

  bool decode_next();
  std::string decode(std::size_t index);

  std::vector<fs::path> files_;
  std::vector<std::string> reasons_;  // empty = decoded
  PackedImages packed_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::int64_t> done_{0};
};

void FolderDecoding::run(const core::Progress& progress) {
  const auto total = static_cast<std::int64_t>(files_.size());
  progress.at(0, total, "images");
  std::jthread second([this](std::stop_token stop) {
    while (!stop.stop_requested() && decode_next()) {
    }
  });
  while (decode_next()) progress.at(done_.load(), total, "images");
  second.join();
  progress.at(total, total, "images");
}

bool FolderDecoding::decode_next() {
  const std::size_t index = next_.fetch_add(1);
  if (index >= files_.size()) return false;
  reasons_[index] = decode(index);
  done_.fetch_add(1);
  return true;
}

/// The reason why a file cannot be used; empty when it lies in its slot.
std::string FolderDecoding::decode(std::size_t index) {
  try {
    store_planes(load_square(files_[index], packed_.size, packed_.channels), slot(index));
    return {};
  } catch (const core::Error& error) {
    return error.failed();
  } catch (const std::exception& error) {
    return error.what();
  }
}

/// Closes the gaps that unreadable files left.
PackedImages FolderDecoding::take(const fs::path& folder) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    std::string name = printable(files_[i].lexically_relative(folder).generic_string());
    if (!reasons_[i].empty()) {
      packed_.skipped.push_back(std::move(name) + ": " + reasons_[i]);
      continue;
    }
    if (kept != i) std::copy_n(slot(i), slot_bytes(), slot(kept));
    packed_.names.push_back(std::move(name));
    ++kept;
  }
  packed_.pixels.resize(kept * slot_bytes());
  packed_.sha256 = content_sha256(packed_);
  return std::move(packed_);
}

}  // namespace

PackedImages load_folder(const fs::path& folder, int size, int channels, const core::Progress& progress,
                         std::size_t limit) {
  if (size < 1 || size > kMaxPackedSize) {
    throw core::UsageError("illegal image size", std::to_string(size), "1 to 1024 pixels");
  }
  if (channels != 1 && channels != 3) {
    throw core::UsageError("illegal number of channels", std::to_string(channels), "1 or 3");
  }
  try {
    FolderDecoding decoding(find_images(folder, limit), size, channels);
    decoding.run(progress);
    PackedImages packed = decoding.take(folder);
    if (packed.names.empty()) {
      throw core::Error("none of the " + std::to_string(packed.skipped.size()) + " image files can be read",
                        folder.string(), "the first is " + packed.skipped.front());
    }
    return packed;
  } catch (const std::bad_alloc&) {
    throw core::Error("there is not enough memory for the images", folder.string(),
                      "choose a smaller size or a limit");
  }
}

}  // namespace io
