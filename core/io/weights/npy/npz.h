#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/arrays/named_array.h"

namespace io {

/// What the arrays of a compressed archive may take beyond its own size: with the file in memory too that is
/// twice the file and 64 MB (docs/promises.md: Memory and time), less 8 MB for names and lists.
inline constexpr std::size_t kNpzRoom = 56u << 20;

/// Whether a zip archive's first entry is a .npy file in no folder, as numpy.savez writes it.
bool begins_as_npz(std::span<const std::byte> bytes);

/// The arrays of an .npz archive of numpy.savez or savez_compressed in their order, named as numpy names
/// them: "main.0.weight" of main.0.weight.npy. metadata["set"] is "npz". Throws core::Error for what
/// parse_npy_array or the zip archive's reader refuses, and before anything is allocated for sizes that
/// deflate cannot reach, or that would take more memory than the archive's size and kNpzRoom.
WeightsFile read_npz(const std::filesystem::path& file);
WeightsFile parse_npz(std::span<const std::byte> bytes, const std::string& where);

}  // namespace io
