#include "core/tasks/data/user_files.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/io/sources/find_images.h"
#include "core/io/sources/folder_source.h"
#include "core/io/sources/packed_file.h"
#include "core/io/sources/square.h"
#include "core/io/weights/npy/npy.h"
#include "core/tasks/data/data_warnings.h"

namespace tasks {

namespace {

/// A name as a figure's text has it, where bytes that are no UTF-8 are replaced.
std::string written(const std::string& name) {
  return core::json_text(core::Json(name), -1);
}

}  // namespace

ReadImages read_images(const std::filesystem::path& folder, int count, int size, int channels) {
  ReadImages read;
  for (const auto& file : io::find_images(folder).files) {
    if (read.images.size() == static_cast<std::size_t>(count)) break;
    const std::string name = core::printable(file.filename().string());
    try {
      io::DecodedImage decoded = io::load_square(file, {size, channels});
      if (*decoded.remark != '\0') read.notes.push_back(name + ": " + decoded.remark);
      read.images.push_back({file.filename().string(), std::move(decoded.image)});
    } catch (const core::Error& error) {
      read.notes.push_back("left out " + name + ": " + error.failed());
    }
  }
  if (read.images.empty())
    throw core::Error("none of the image files in this folder can be used", folder.string(),
                      read.notes.front());
  return read;
}

std::vector<NamedImage> read_images(const std::filesystem::path& folder,
                                    const std::vector<std::string>& names, int size, int channels) {
  auto files = io::find_images(folder).files;
  std::vector<NamedImage> images;
  for (const std::string& name : names) {
    const std::string wanted = written(name);
    const auto file = std::find_if(files.begin(), files.end(), [&](const std::filesystem::path& found) {
      return written(found.filename().string()) == wanted;
    });
    if (file == files.end())
      throw core::Error("this folder lacks an image of the figure, " + wanted, folder.string(),
                        "give the folder that the figure was made of");
    images.push_back({file->filename().string(), io::load_square(*file, {size, channels}).image});
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
  std::vector<std::string> warnings = image_warnings(images);
  return {images.count(), images.sha256, std::move(images.skipped), images.others, std::move(warnings)};
}

}  // namespace tasks
