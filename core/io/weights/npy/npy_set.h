#pragma once

#include <filesystem>

#include "core/io/arrays/named_array.h"

namespace io {

/// A set of .npy files, one an array, from its folder or any file of it (docs/formats.md: .npy and .npz). Two
/// kinds:
/// - numbered, STEM_NN.npy from 01 on without holes, as in the DCGAN authors' release. Arrays are named
///   "gen.01" or "discrim.01" where the stem says so, "01" otherwise. Generator and discriminator that differ
///   in that word alone are read together, generator first. The list of a release (.jl) stands for its set
///   and is not opened. A folder with several epochs gives the newest, and metadata["note"] says so.
/// - named, one file a tensor ("main.0.weight.npy"): names are the files' stems, 2 before 10.
/// metadata["set"] is "numbered" or "named", metadata["epoch"] the stem's leading number where it has one.
/// Other files in the folder are ignored. Throws core::Error. Any thread.
WeightsFile read_npy_set(const std::filesystem::path& folder_or_file);

}  // namespace io
