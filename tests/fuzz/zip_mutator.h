#pragma once

#include <cstddef>
#include <cstdint>

namespace tests {

/// Mutates a .pth archive so that more than its first CRC is tried: half the time one entry's data (data.pkl
/// above all) change and the archive is packed anew, else any bytes change and most of the time the CRCs are
/// put right again.
std::size_t mutate_zip(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed);

}  // namespace tests
