#pragma once

#include <cstddef>
#include <string_view>

#include "core/io/arrays/named_array.h"

namespace tests {

/// A weights file from lines of text, whose names and shapes a fuzzer changes with ease: "kind NUMBER" (of
/// WeightsKind), "=KEY VALUE" for an entry of the metadata (byte 1 ends a line of the value),
/// "NAME\tTYPE\tNESTING\tLENGTH,LENGTH" for an array. What no reader hands on is left out: lines that say
/// nothing, names that stand there already, arrays beyond `most_bytes` in all. Arrays of floats hold numbers
/// from 0 to 1, others 0.
io::WeightsFile from_tensor_list(std::string_view text, std::size_t most_bytes);

}  // namespace tests
