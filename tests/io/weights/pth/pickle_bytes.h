#pragma once

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

/// A tiny pickle assembler: every function returns the opcodes that leave one value on the stack, so that any
/// of them can be replaced by a hostile one.
namespace tests {

inline std::string little_endian(std::uint64_t value, std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

inline std::string text(std::string_view value) {
  return "X" + little_endian(value.size(), 4) + std::string(value);
}

/// Python 2's str.
inline std::string short_string(std::string_view value) {
  return "U" + little_endian(value.size(), 1) + std::string(value);
}

inline std::string integer(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  if (value >= 0 && value < 256) return "K" + little_endian(bits, 1);
  if (value >= 0 && value < 65536) return "M" + little_endian(bits, 2);
  if (value == static_cast<std::int32_t>(value)) return "J" + little_endian(bits, 4);
  return "\x8A\x08" + little_endian(bits, 8);
}

inline std::string real(double value) {
  std::string bytes = little_endian(std::bit_cast<std::uint64_t>(value), 8);
  return "G" + std::string(bytes.rbegin(), bytes.rend());
}

inline const std::string kNone = "N", kTrue = "\x88", kFalse = "\x89", kEmptyTuple = ")";

inline std::string boolean(bool value) {
  return value ? kTrue : kFalse;
}

inline std::string global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}

inline std::string joined(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts) out += part;
  return out;
}

inline std::string tuple(std::initializer_list<std::string> values) {
  return "(" + joined(values) + "t";
}

inline std::string integers(std::initializer_list<std::int64_t> values) {
  std::string out = "(";
  for (const std::int64_t value : values) out += integer(value);
  return out + "t";
}

inline std::string list(std::initializer_list<std::string> values) {
  return "](" + joined(values) + "e";
}

/// Keys and values in turn.
inline std::string dict(std::initializer_list<std::string> items) {
  return "}(" + joined(items) + "u";
}

inline std::string call(const std::string& callable, const std::string& arguments) {
  return callable + arguments + "R";
}

inline std::string ordered_dict(std::initializer_list<std::string> items = {}) {
  const std::string empty = call(global("collections", "OrderedDict"), kEmptyTuple);
  return items.size() == 0 ? empty : empty + "(" + joined(items) + "u";
}

inline std::string put(std::uint32_t index) {
  return "r" + little_endian(index, 4);
}

inline std::string get(std::uint32_t index) {
  return "j" + little_endian(index, 4);
}

inline std::string pickle(const std::string& value) {
  return "\x80\x02" + value + ".";
}

inline std::string repeated(const std::string& part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

}  // namespace tests
