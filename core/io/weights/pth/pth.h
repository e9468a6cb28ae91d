#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/arrays/named_array.h"

namespace io {

/// Reads what torch.save wrote: the zip archive of PyTorch 1.6 and later, and the five pickles and raw
/// storages of before. Nothing is executed (docs/formats.md: .pth and .pt; docs/promises.md: Hostile archives
/// and pickles). Nested dicts become dotted names, plain numbers and texts metadata (see flatten_pickle);
/// views and strides are copied out row-major and packed. Peak memory stays below twice the file's size and
/// 64 MB. Throws core::Error with file, entry, byte offset, what was expected and what to do; any error
/// refuses the whole file.
WeightsFile read_pth(const std::filesystem::path& file);
WeightsFile parse_pth(std::span<const std::byte> bytes, const std::string& where);

/// Whether bytes begin as one of the two forms does.
bool begins_as_zip(std::span<const std::byte> bytes);
bool begins_as_legacy_pth(std::span<const std::byte> bytes);

}  // namespace io
