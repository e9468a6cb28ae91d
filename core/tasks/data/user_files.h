#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/latent/prior.h"

namespace tasks {

struct NamedImage {
  std::string name;  // file name without folders
  core::Image image;
};

struct PackReport {
  std::int64_t count = 0;
  std::string sha256;                // of the packed pixels, 64 hex digits
  std::vector<std::string> skipped;  // "name: reason"
};

/// The first `count` images of a folder as centre squares of `size` with `channels` (1 or 3). Throws
/// core::Error when the folder is missing or holds none, or one of them cannot be read.
std::vector<NamedImage> read_images(const std::filesystem::path& folder, int count, int size, int channels);

/// The images of these file names wherever they lie in the folder, in that order; the second of one name is
/// the second that is found, so that the names of the images above give them again. Throws core::Error as
/// above, and for a name that is not there.
std::vector<NamedImage> read_images(const std::filesystem::path& folder,
                                    const std::vector<std::string>& names, int size, int channels);

/// The latents in a .npy file (io::read_npy_rows). Throws core::Error on anything else.
std::vector<core::Latent> read_latents(const std::filesystem::path& file, int nz);

/// Decodes a folder once into the packed file that training reads, which takes the place of a file of its
/// name (io::check_replaceable says what would be lost). Throws core::Error, core::UsageError or Cancelled.
PackReport pack_folder(const std::filesystem::path& folder, const std::filesystem::path& file, int size,
                       int channels, const core::Progress& progress);

}  // namespace tasks
