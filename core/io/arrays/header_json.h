#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace io {

/// Reads a JSON text token by token, for headers whose grammar is known: the caller asks for what must come
/// next, so an unexpected nesting is refused at its first character and nothing is built that the caller did
/// not ask for. The text must be UTF-8. Failures go through refuse_weights: they name `where`, the entry, the
/// byte in the file and what was expected there.
class HeaderJson {
 public:
  /// `first` is the offset of text[0] in the file, so that messages name the file's own offsets.
  HeaderJson(std::string_view text, std::string where, std::uint64_t first);

  /// Names the part that is read from here on ("header" at first).
  void set_entry(std::string entry) { entry_ = std::move(entry); }

  /// Skips white space and says where in the file the next token begins.
  std::uint64_t token_offset();

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

  /// Refuses at the next byte.
  [[noreturn]] void fail(const std::string& expected) const;
  /// Refuses at `offset` in the file.
  [[noreturn]] void fail_at(std::uint64_t offset, const std::string& expected, const std::string& hint) const;

 private:
  void skip_space();
  char next();
  std::size_t string_bytes() const;
  [[noreturn]] void fail_from(std::size_t at, const std::string& expected) const;
  char32_t escape();
  std::uint32_t four_hex_digits();

  std::string_view text_;
  std::string where_, entry_ = "header";
  std::uint64_t first_ = 0;
  std::size_t at_ = 0;
};

/// `text` (UTF-8) as a JSON string with its quotes.
std::string json_quoted(std::string_view text);

}  // namespace io
