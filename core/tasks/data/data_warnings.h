#pragma once

#include <string>
#include <vector>

#include "core/io/sources/packed_images.h"
#include "core/run/train_options.h"

namespace tasks {

/// Which image files were left out, how many of each kind, the first with its reason, and how many files lie
/// beside the images that are none; empty = no image was left out.
std::string left_out_line(const io::PackedImages& images);

/// What a person should know of the images before anything is made of them, a line each: no contents, odd
/// files.
std::vector<std::string> image_warnings(const io::PackedImages& images);

/// All of that, and what matters to a training alone.
std::vector<std::string> training_warnings(const io::PackedImages& images, const core::TrainOptions& options);

/// Throws core::Error where a larger share of the image files was left out than options.max_bad allows.
void require_readable(const io::PackedImages& images, const core::TrainOptions& options);

}  // namespace tasks
