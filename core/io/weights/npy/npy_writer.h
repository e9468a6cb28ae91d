#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

/// One array as a .npy file, version 1.0, C order, little-endian, data at a multiple of 64. numpy has no
/// bfloat16: such values are widened to float32, which is exact. Throws core::Error when the shape does not
/// fit the bytes.
std::vector<std::byte> serialize_npy(const NamedArray& array);

/// Arrays that become STEM_01.npy, STEM_02.npy, ... as the DCGAN authors' sets are ("200_gen_params.jl").
struct NpySet {
  std::string stem;
  std::vector<std::string> arrays;  // names, in the order of the numbers
};

/// Empty: one file NAME.npy for every array. Else the numbered files of the sets; arrays that no set names
/// are left out (the authors' sets have no BatchNorm statistics).
using NpyOrder = std::vector<NpySet>;

/// Writes the folder completely or not at all. Metadata is left out: .npy has no place for it. Throws
/// core::Error when the folder exists and is not empty, when a set names an array that is not there, or when
/// a name cannot be a file's.
void write_npy_folder(const WeightsFile& weights, const std::filesystem::path& folder,
                      const NpyOrder& order = {});

}  // namespace io
