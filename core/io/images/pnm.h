#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/io/images/decoded.h"

namespace io {

/// Decodes the first picture of a PBM, PGM or PPM, plain or raw, of up to 16 bits; values are scaled by the
/// greatest one that the head allows. Throws core::Error.
DecodedImage decode_pnm(std::span<const std::byte> bytes, const std::string& where);

}  // namespace io
