#include "core/io/weights/header_json.h"

#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/io/utf8.h"

namespace io {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();

constexpr const char* kHint = "the file is damaged or not what its name says: copy or save it again";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

HeaderJson::HeaderJson(std::string_view text, std::string where) : text_(text), where_(std::move(where)) {
  if (!is_utf8(text_)) throw core::Error("the header is not UTF-8 text", where_, kHint);
}

void HeaderJson::fail(const std::string& expected) const {
  throw core::Error("the header is malformed: expected " + expected + " at byte " + std::to_string(at_),
                    where_, kHint);
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
      fail("four hexadecimal digits");
    }
  }
  return value;
}

char32_t HeaderJson::escape() {
  const char c = next();
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
  if (const auto at = kLetters.find(c); at != std::string_view::npos)
    return static_cast<char32_t>(kMeanings[at]);
  if (c != 'u') fail("a known escape");
  const std::uint32_t unit = four_hex_digits();
  if (unit < 0xD800 || unit > 0xDFFF) return unit;
  if (unit > 0xDBFF || next() != '\\' || next() != 'u') fail("a pair of surrogates");
  const std::uint32_t low = four_hex_digits();
  if (low < 0xDC00 || low > 0xDFFF) fail("a pair of surrogates");
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

std::string HeaderJson::string(std::size_t limit) {
  expect('"');
  std::string out;
  for (char c = next(); c != '"'; c = next()) {
    if (static_cast<unsigned char>(c) < 0x20) fail("an escaped control character");
    if (c == '\\') {
      append_utf8(out, escape());
    } else {
      out += c;
    }
    if (out.size() > limit) fail("a string of at most " + std::to_string(limit) + " bytes");
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
    if (value > (kLargest - digit) / 10) fail("a number below 2^63");
    value = value * 10 + digit;
  }
  if (text_[start] == '0' && at_ - start > 1) fail("a number without a leading zero");
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
