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

struct ReadImages {
  std::vector<NamedImage> images;
  std::vector<std::string> notes;  // "name: why it was left out", or what is odd about it
};

struct PackReport {
  std::int64_t count = 0;
  std::string sha256;                 // of the packed pixels, 64 hex digits
  std::vector<std::string> skipped;   // "name: reason"
  std::int64_t others = 0;            // files that are no images
  std::vector<std::string> warnings;  // data_warnings.h
};

/// The first `count` images of a folder that can be read, as centre squares of `size` with `channels` (1 or
/// 3). Throws core::Error when the folder is missing or holds none that can.
ReadImages read_images(const std::filesystem::path& folder, int count, int size, int channels);

/// The images of these file names wherever they lie in the folder, in that order; the second of one name is
/// the second that is found, so that the names of the images above give them again. Throws core::Error as
/// above, and for a name that is not there or an image that cannot be read.
std::vector<NamedImage> read_images(const std::filesystem::path& folder,
                                    const std::vector<std::string>& names, int size, int channels);

/// The latents in a .npy file (io::read_npy_rows). Throws core::Error on anything else.
std::vector<core::Latent> read_latents(const std::filesystem::path& file, int nz);

/// Decodes a folder once into the packed file that training reads, which takes the place of a file of its
/// name (io::check_replaceable says what would be lost). Throws core::Error, core::UsageError or Cancelled.
PackReport pack_folder(const std::filesystem::path& folder, const std::filesystem::path& file, int size,
                       int channels, const core::Progress& progress);

}  // namespace tasks
