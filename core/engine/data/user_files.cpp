#include "core/engine/data/user_files.h"

#include "core/image/resample.h"
#include "core/io/images/decode.h"
#include "core/io/sources/image_source.h"
#include "core/io/weights/npy.h"

namespace engine {

std::vector<NamedImage> read_images(const std::filesystem::path& folder, int count, int size, int channels) {
  std::vector<NamedImage> images;
  for (const auto& file : io::find_images(folder, static_cast<std::size_t>(count))) {
    images.push_back({file.filename().string(),
                      core::to_channels(core::centre_square(io::load_image(file), size), channels)});
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

}  // namespace engine
