#include "core/io/utf8.h"

#include <cstdint>

#include "core/base/printable.h"

namespace io {

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = core::utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&](char32_t bits) { text += static_cast<char>(bits); };
  const auto tail = [&](int shift) { put(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    put(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string quote_name(std::string_view name, std::size_t limit) {
  if (name.size() <= limit) return "\"" + core::printable(name) + "\"";
  while (limit > 0 && (static_cast<std::uint8_t>(name[limit]) & 0xC0) == 0x80) --limit;
  return "\"" + core::printable(name.substr(0, limit)) + "...\"";
}

}  // namespace io
