#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

/// Strict reader (docs/promises.md: Hostile weights): every length, product and offset is checked before
/// anything is allocated; no holes, no overlap, no trailing bytes, no duplicate names. Throws core::Error
/// naming file, entry, byte, what was found and what was expected.
WeightsFile read_safetensors(const std::filesystem::path& file);
WeightsFile parse_safetensors(std::span<const std::byte> bytes, const std::string& where);

/// The reference writer's layout: 8-byte length, JSON padded with spaces to a multiple of 8, arrays ordered
/// by falling item size, then name.
std::vector<std::byte> serialize_safetensors(const WeightsFile& weights);
void write_safetensors(const WeightsFile& weights, const std::filesystem::path& file);  // atomically

}  // namespace io
