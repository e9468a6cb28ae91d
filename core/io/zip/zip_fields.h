#pragma once

#include <cstdint>
#include <vector>

#include "core/io/byte_reader.h"

namespace io {

inline constexpr std::uint32_t kAllOnes32 = 0xFFFFFFFFu;  // "see the zip64 record"

/// The 64-bit values of the zip64 field among the extra fields of a header; empty without one. The fields
/// must tile `extra`, and only zip64 and torch.save's alignment padding are taken: any other could change
/// what the header says for one reader and not for another.
std::vector<std::uint64_t> read_zip64_values(ByteReader& extra);

}  // namespace io
