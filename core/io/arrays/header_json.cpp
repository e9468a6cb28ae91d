#include "core/io/arrays/header_json.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/io/byte_reader.h"
#include "core/io/utf8.h"

namespace io {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();

constexpr const char* kHint = "the file is damaged or not what its name says: copy or save it again";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Where the first malformed sequence begins in a text that is not UTF-8.
std::size_t first_malformed(std::string_view text) {
  std::size_t at = 0, length = 1;
  for (; at < text.size(); at += length) {
    for (length = 1; !is_utf8(text.substr(at, length)); ++length) {
      if (length == 4) return at;
    }
  }
  return at;
}

}  // namespace

HeaderJson::HeaderJson(std::string_view text, std::string where, std::uint64_t first)
    : text_(text), where_(std::move(where)), first_(first) {
  if (!is_utf8(text_)) fail_from(first_malformed(text_), "UTF-8 text");
}

void HeaderJson::fail_at(std::uint64_t offset, const std::string& expected, const std::string& hint) const {
  refuse_weights(where_, entry_, offset, expected, hint);
}

void HeaderJson::fail_from(std::size_t at, const std::string& expected) const {
  fail_at(first_ + at, expected, kHint);
}

void HeaderJson::fail(const std::string& expected) const {
  fail_from(at_, expected);
}

std::uint64_t HeaderJson::token_offset() {
  skip_space();
  return first_ + at_;
}

void HeaderJson::skip_space() {
  while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
}

char HeaderJson::next() {
  if (at_ >= text_.size()) fail("the rest of a string");
  return text_[at_++];
}

bool HeaderJson::accept(char token) {
  skip_space();
  if (at_ >= text_.size() || text_[at_] != token) return false;
  ++at_;
  return true;
}

void HeaderJson::expect(char token) {
  if (!accept(token)) fail(std::string("'") + token + "'");
}

void HeaderJson::end() {
  skip_space();
  if (at_ != text_.size()) fail("the end of the header");
}

std::uint32_t HeaderJson::four_hex_digits() {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = next();
    value <<= 4;
    if (is_digit(c)) {
      value |= static_cast<std::uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value |= static_cast<std::uint32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      value |= static_cast<std::uint32_t>(c - 'A' + 10);
    } else {
      fail_from(at_ - 1, "four hexadecimal digits");
    }
  }
  return value;
}

char32_t HeaderJson::escape() {
  const char c = next();
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
  if (const auto at = kLetters.find(c); at != std::string_view::npos)
    return static_cast<char32_t>(kMeanings[at]);
  if (c != 'u') fail_from(at_ - 1, "a known escape");
  const std::uint32_t unit = four_hex_digits();
  if (unit < 0xD800 || unit > 0xDFFF) return unit;
  if (unit > 0xDBFF || next() != '\\' || next() != 'u') fail("a pair of surrogates");
  const std::uint32_t low = four_hex_digits();
  if (low < 0xDC00 || low > 0xDFFF) fail("a pair of surrogates");
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

/// Bytes up to the closing quote; no fewer than the string has after its escapes are resolved.
std::size_t HeaderJson::string_bytes() const {
  std::size_t end = at_;
  while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
  return std::min(end, text_.size()) - at_;
}

std::string HeaderJson::string(std::size_t limit) {
  expect('"');
  const std::size_t start = at_;
  std::string out;
  // A string that grew by doubling would hold three times a header of one long text.
  out.reserve(std::min(limit, string_bytes()));
  for (char c = next(); c != '"'; c = next()) {
    if (static_cast<unsigned char>(c) < 0x20) fail_from(at_ - 1, "an escaped control character");
    if (c == '\\') {
      append_utf8(out, escape());
    } else {
      out += c;
    }
    if (out.size() > limit) fail_from(start, "a string of at most " + std::to_string(limit) + " bytes");
  }
  return out;
}

std::uint64_t HeaderJson::integer() {
  skip_space();
  if (at_ >= text_.size() || !is_digit(text_[at_])) fail("a whole number that is not negative");
  const std::size_t start = at_;
  std::uint64_t value = 0;
  for (; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
    const auto digit = static_cast<std::uint64_t>(text_[at_] - '0');
    if (value > (kLargest - digit) / 10) fail_from(start, "a number below 2^63");
    value = value * 10 + digit;
  }
  if (text_[start] == '0' && at_ - start > 1) fail_from(start, "a number without a leading zero");
  if (at_ < text_.size() && std::string_view(".eE").find(text_[at_]) != std::string_view::npos)
    fail("a whole number");
  return value;
}

std::string json_quoted(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace io
