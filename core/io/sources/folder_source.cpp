#include "core/io/sources/folder_source.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/io/images/decode.h"
#include "core/io/utf8.h"

namespace io {
namespace {

namespace fs = std::filesystem;

/// Scaling the shorter side to the target size makes the longer one this many times larger at most.
constexpr int kMaxAspect = 64;
constexpr std::size_t kAtATime = 64;

core::Image load_square(const fs::path& file, const ImageShape& shape) {
  const core::Image image = load_image(file);
  const auto [shorter, longer] = std::minmax(image.width, image.height);
  if (longer / shorter >= kMaxAspect) {
    throw core::Error("the image is too narrow: " + std::to_string(image.width) + " x " +
                      std::to_string(image.height) + " pixels");
  }
  return core::to_channels(core::centre_square(image, shape.size), shape.channels);
}

struct Decoded {
  core::Image image;
  std::string reason;  // why it cannot be used; empty = it can
};

Decoded decode(const fs::path& file, const ImageShape& shape) {
  try {
    return {load_square(file, shape), {}};
  } catch (const core::Error& error) {
    return {{}, error.failed()};
  } catch (const std::exception& error) {
    return {{}, error.what()};
  }
}

/// Two threads take the next file in turn; as every file has its own place, their timing does not show.
/// `tell` hears on the calling thread how many are done, and ends the decoding when it throws.
std::vector<Decoded> decode_all(std::span<const fs::path> files, const ImageShape& shape,
                                const std::function<void(std::size_t done)>& tell) {
  std::vector<Decoded> decoded(files.size());
  std::atomic<std::size_t> next{0}, done{0};
  const auto decode_next = [&] {
    const std::size_t i = next.fetch_add(1);
    if (i >= files.size()) return false;
    decoded[i] = decode(files[i], shape);
    done.fetch_add(1);
    return true;
  };
  std::jthread second([&](const std::stop_token& stop) {
    while (!stop.stop_requested() && decode_next()) {
    }
  });
  while (decode_next()) tell(done.load());
  second.join();
  return decoded;
}

class FolderSource : public ImageSource {
 public:
  FolderSource(const fs::path& folder, std::size_t limit)
      : folder_(folder), files_(find_images(folder, limit)) {}

  std::string where() const override { return folder_.string(); }

  SourceExtent extent() const override { return {static_cast<std::int64_t>(files_.size()), {}}; }

  void for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                const core::Progress& progress) const override;

 private:
  fs::path folder_;
  std::vector<fs::path> files_;
};

void FolderSource::for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                            const core::Progress& progress) const {
  check(shape);
  const auto total = static_cast<std::int64_t>(files_.size());
  std::string first_reason;
  bool any = false;
  for (std::size_t begin = 0; begin < files_.size(); begin += kAtATime) {
    const auto tell = [&](std::size_t done) {
      progress.at(static_cast<std::int64_t>(begin + done), total, "images");
    };
    tell(0);
    const auto files = std::span(files_).subspan(begin, std::min(kAtATime, files_.size() - begin));
    std::vector<Decoded> decoded = decode_all(files, shape, tell);
    for (std::size_t i = 0; i < files.size(); ++i) {
      std::string name = printable(files[i].lexically_relative(folder_).generic_string());
      if (decoded[i].reason.empty()) {
        any = true;
        use(decoded[i].image, std::move(name));
      } else {
        name += ": " + decoded[i].reason;
        if (first_reason.empty()) first_reason = name;
        skip(std::move(name));
      }
    }
  }
  progress.at(total, total, "images");
  std::error_code gone;
  if (!fs::is_directory(folder_, gone))
    throw core::Error("the folder went away while it was read", folder_.string(),
                      "put it back and begin again");
  if (!any)
    throw core::Error("none of the " + std::to_string(files_.size()) + " image files can be read",
                      folder_.string(), "the first is " + first_reason);
}

}  // namespace

std::unique_ptr<ImageSource> open_folder(const fs::path& folder, std::size_t limit) {
  return std::make_unique<FolderSource>(folder, limit);
}

PackedImages load_folder(const fs::path& folder, int size, int channels, const core::Progress& progress,
                         std::size_t limit) {
  const ImageShape shape{size, channels};
  check(shape);  // before the folder is searched
  return open_folder(folder, limit)->load(shape, progress);
}

}  // namespace io
