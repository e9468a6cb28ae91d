#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

/// What `torch.save(OrderedDict(...))` writes since PyTorch 1.6: plain `torch.load(file)`, whose default
/// refuses most pickles, gives an OrderedDict of contiguous CPU tensors in the order of `weights.arrays`.
/// The form has no place for the metadata; it is left out. Throws core::Error for names or shapes that are
/// not sound and for more than 4 GB.
std::vector<std::byte> serialize_pth(const WeightsFile& weights);
void write_pth(const WeightsFile& weights, const std::filesystem::path& file);  // atomically

}  // namespace io
