#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace io {

/// Whether `text` is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// Appends one Unicode scalar value (not a surrogate, at most U+10FFFF).
void append_utf8(std::string& text, char32_t code_point);

/// A stranger's name as it may stand in a message: quoted, control characters and malformed bytes as '?', cut
/// at `limit` bytes.
std::string quote_name(std::string_view name, std::size_t limit = 80);

}  // namespace io
