#include "core/tasks/data/user_files.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/image/resample.h"
#include "core/io/images/decode.h"
#include "core/io/sources/folder_source.h"
#include "core/io/sources/packed_file.h"
#include "core/io/weights/npy/npy.h"

namespace tasks {

namespace {

NamedImage read_image(const std::filesystem::path& file, int size, int channels) {
  return {file.filename().string(),
          core::to_channels(core::centre_square(io::load_image(file), size), channels)};
}

/// A name as a figure's text has it, where bytes that are no UTF-8 are replaced.
std::string written(const std::string& name) {
  return core::json_text(core::Json(name), -1);
}

}  // namespace

std::vector<NamedImage> read_images(const std::filesystem::path& folder, int count, int size, int channels) {
  std::vector<NamedImage> images;
  for (const auto& file : io::find_images(folder, static_cast<std::size_t>(count)))
    images.push_back(read_image(file, size, channels));
  return images;
}

std::vector<NamedImage> read_images(const std::filesystem::path& folder,
                                    const std::vector<std::string>& names, int size, int channels) {
  auto files = io::find_images(folder, std::numeric_limits<std::size_t>::max());
  std::vector<NamedImage> images;
  for (const std::string& name : names) {
    const std::string wanted = written(name);
    const auto file = std::find_if(files.begin(), files.end(), [&](const std::filesystem::path& found) {
      return written(found.filename().string()) == wanted;
    });
    if (file == files.end())
      throw core::Error("this folder lacks an image of the figure, " + wanted, folder.string(),
                        "give the folder that the figure was made of");
    images.push_back(read_image(*file, size, channels));
    files.erase(file);
  }
  return images;
}

std::vector<core::Latent> read_latents(const std::filesystem::path& file, int nz) {
  return io::read_npy_rows(file, nz);
}

PackReport pack_folder(const std::filesystem::path& folder, const std::filesystem::path& file, int size,
                       int channels, const core::Progress& progress) {
  io::PackedImages images = io::load_folder(folder, size, channels, progress);
  io::write_packed(images, file);
  return {images.count(), images.sha256, std::move(images.skipped)};
}

}  // namespace tasks
