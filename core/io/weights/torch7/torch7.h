#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/arrays/named_array.h"

namespace io {

struct Torch7Options {
  int long_bytes = 8;  // 4 in files written on 32-bit machines; 0 = 8, and 4 where that cannot be read
};

/// The networks of a binary Torch7 .t7 file (docs/formats.md: Torch7) under the names that PyTorch gives the
/// same layers in an nn.Sequential: "3.weight", where the index counts every module but View, Reshape and
/// Copy, and nested Sequentials are flattened. A table of networks gives its keys as prefixes:
/// "netG.3.weight". metadata["modules"] has a line a module: "[KEY.]INDEX CLASS key=value ..." with k, s, p
/// and (transposed) a for convolutions, eps, slope, scale_factor; cudnn's classes stand under nn's names.
/// With long_bytes 0, metadata["long_bytes"] is "4" where the file turned out to be of that kind.
/// Lua functions in the file are skipped unread and nothing is executed. Throws core::Error naming the
/// object, the byte, and what was expected. Any thread.
WeightsFile read_torch7(const std::filesystem::path& file, const Torch7Options& options = {});
WeightsFile parse_torch7(std::span<const std::byte> bytes, const std::string& where,
                         const Torch7Options& options = {});

}  // namespace io
