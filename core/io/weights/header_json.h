#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace io {

/// Reads a JSON text token by token, for headers whose grammar is known: the caller asks for what must come
/// next, so an unexpected nesting is refused at its first character and nothing is built that the caller did
/// not ask for. The text must be UTF-8. Every failure is a core::Error that names `where` and the byte
/// offset.
class HeaderJson {
 public:
  HeaderJson(std::string_view text, std::string where);

  /// Skips white space, then takes exactly `token`.
  void expect(char token);
  /// Takes `token` if it comes next.
  bool accept(char token);
  /// A string of at most `limit` bytes after its escapes are resolved.
  std::string string(std::size_t limit);
  /// A non-negative integer without sign, fraction, exponent or leading zero, at most 2^63 - 1.
  std::uint64_t integer();
  /// Nothing but white space may be left.
  void end();

  [[noreturn]] void fail(const std::string& expected) const;

 private:
  void skip_space();
  char next();
  char32_t escape();
  std::uint32_t four_hex_digits();

  std::string_view text_;
  std::string where_;
  std::size_t at_ = 0;
};

/// `text` (UTF-8) as a JSON string with its quotes.
std::string json_quoted(std::string_view text);

}  // namespace io
