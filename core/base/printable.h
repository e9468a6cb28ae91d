#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

/// Length of the well-formed UTF-8 sequence at the start of `text`, which is not empty; 0 where there is
/// none.
std::size_t utf8_length(std::string_view text);

/// The same text with every malformed byte and every control character replaced by '?', also those that turn
/// the direction of what follows (U+202E) or break lines: a stranger's name may stand in any line.
std::string printable(std::string_view text);

}  // namespace core
