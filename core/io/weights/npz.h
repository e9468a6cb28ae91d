#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/weights/named_array.h"

namespace io {

/// Whether a zip archive's first entry is a .npy file in no folder, as numpy.savez writes it.
bool begins_as_npz(std::span<const std::byte> bytes);

/// The arrays of an uncompressed .npz archive in their order, named as numpy names them: "main.0.weight" of
/// main.0.weight.npy. metadata["set"] is "npz". Throws core::Error for what parse_npy_array or the zip
/// archive's reader refuses and for compressed entries, before they are looked at.
WeightsFile read_npz(const std::filesystem::path& file);
WeightsFile parse_npz(std::span<const std::byte> bytes, const std::string& where);

}  // namespace io
