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
#include "core/base/printable.h"
#include "core/io/sources/find_images.h"
#include "core/io/sources/left_out.h"
#include "core/io/sources/square.h"

namespace io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtATime = 64;

struct Decoded {
  DecodedImage image;
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
      : folder_(folder), found_(find_images(folder, limit)) {}

  std::string where() const override { return folder_.string(); }

  SourceExtent extent() const override {
    return {static_cast<std::int64_t>(found_.files.size()), {}, found_.others};
  }

  void for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                const core::Progress& progress) const override;

 private:
  fs::path folder_;
  FoundImages found_;
};

void FolderSource::for_each(const ImageShape& shape, const Use& use, const Skip& skip,
                            const core::Progress& progress) const {
  check(shape);
  const std::vector<fs::path>& all = found_.files;
  const auto total = static_cast<std::int64_t>(all.size());
  std::vector<std::string> left_out;
  bool any = false;
  for (std::size_t begin = 0; begin < all.size(); begin += kAtATime) {
    const auto tell = [&](std::size_t done) {
      progress.at(static_cast<std::int64_t>(begin + done), total, "images");
    };
    tell(0);
    const auto files = std::span(all).subspan(begin, std::min(kAtATime, all.size() - begin));
    std::vector<Decoded> decoded = decode_all(files, shape, tell);
    for (std::size_t i = 0; i < files.size(); ++i) {
      std::string name = core::printable(files[i].lexically_relative(folder_).generic_string());
      if (decoded[i].reason.empty()) {
        any = true;
        use(decoded[i].image, std::move(name));
      } else {
        name += ": " + decoded[i].reason;
        left_out.push_back(name);
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
    throw core::Error("none of the image files in this folder can be used (" + kinds_left_out(left_out) + ")",
                      folder_.string(), "the first is " + left_out.front());
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
