#include "core/io/weights/npy/npy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "core/io/arrays/array_limits.h"
#include "core/io/byte_reader.h"
#include "core/io/utf8.h"

namespace io {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::array<std::pair<std::string_view, DType>, 9> kTypes = {{{"<f4", DType::kF32},
                                                                       {"<f8", DType::kF64},
                                                                       {"<f2", DType::kF16},
                                                                       {"|b1", DType::kBool},
                                                                       {"|u1", DType::kU8},
                                                                       {"|i1", DType::kI8},
                                                                       {"<i2", DType::kI16},
                                                                       {"<i4", DType::kI32},
                                                                       {"<i8", DType::kI64}}};

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Takes the header's text from left to right; spaces may stand before every token.
class Tokens {
 public:
  Tokens(std::string_view text, std::uint64_t first, const std::string& where, const std::string& hint)
      : text_(text), first_(first), where_(where), hint_(hint) {}

  bool accept(std::string_view token) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  void expect(std::string_view token) {
    if (!accept(token)) fail(std::string(token));
  }

  /// The characters before the next quote.
  std::string_view word() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find('\'', at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  std::int64_t size() {
    accept("");
    std::int64_t value = 0;
    const char* end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(text_.data() + at_, end, value);
    if (error != std::errc{} || value < 0) fail("a size of 0 to 2^63 - 1");
    at_ = static_cast<std::size_t>(stop - text_.data());
    accept("L");  // Python 2's long
    return value;
  }

  void end() {
    accept("");
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    if (at_ != text_.size()) fail("nothing but spaces and one line feed");
  }

  [[noreturn]] void fail(const std::string& expected) const {
    refuse_weights(where_, "header", first_ + at_, expected, hint_);
  }

 private:
  std::string_view text_;
  std::uint64_t first_;
  const std::string& where_;
  const std::string& hint_;
  std::size_t at_ = 0;
};

DType parse_type(Tokens& tokens) {
  if (!tokens.accept("'")) tokens.fail("one type word in quotes: records and objects are not numbers");
  const Tokens before = tokens;
  const std::string_view word = tokens.word();
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& type) { return type.first == word; });
  if (found == kTypes.end()) {
    before.fail("the type <f4, <f8, <f2, <i2, <i4, <i8, |i1, |u1 or |b1, found " + quote_name(word, 16));
  }
  tokens.expect("'");
  return found->second;
}

std::vector<std::int64_t> parse_shape(Tokens& tokens) {
  std::vector<std::int64_t> shape;
  tokens.expect("(");
  while (!tokens.accept(")")) {
    if (shape.size() == kMaxRank) tokens.fail("at most " + std::to_string(kMaxRank) + " dimensions");
    shape.push_back(tokens.size());
    if (!tokens.accept(",")) {
      tokens.expect(")");
      break;
    }
  }
  return shape;
}

/// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 100), } and nothing else.
void parse_dictionary(Tokens& tokens, NpyHeader& header) {
  tokens.expect("{");
  tokens.expect("'descr':");
  header.type = parse_type(tokens);
  tokens.expect(",");
  tokens.expect("'fortran_order':");
  header.fortran_order = tokens.accept("True");
  if (!header.fortran_order) tokens.expect("False");
  tokens.expect(",");
  tokens.expect("'shape':");
  header.shape = parse_shape(tokens);
  tokens.accept(",");
  tokens.expect("}");
  tokens.end();
}

/// The header's text, taken only after its length was held against the limit and the file.
std::string_view header_text(ByteReader& reader) {
  const std::string_view magic = text_of(reader.take(std::min(kMagic.size(), reader.left()), "a beginning"));
  if (magic.starts_with(kZipMagic)) {
    reader.set_hint("it is a zip archive (.npz): unpack it and open the folder");
    reader.fail_at(0, "the beginning of a .npy file");
  }
  if (magic != kMagic) reader.fail_at(0, "the beginning of a .npy file");
  const std::uint8_t major = reader.u8("a version"), minor = reader.u8("a version");
  if ((major != 1 && major != 2) || minor != 0) reader.fail_at(kMagic.size(), "version 1.0 or 2.0");
  const std::uint64_t at = reader.offset();
  const std::uint32_t length = major == 1 ? reader.u16("a header length") : reader.u32("a header length");
  if (length > kMaxNpyHeaderText)
    reader.fail_at(at, "a header of at most " + std::to_string(kMaxNpyHeaderText) + " bytes");
  return text_of(reader.take(length, "a header"));
}

}  // namespace

NpyHeader parse_npy_header(std::span<const std::byte> beginning, std::uint64_t file_bytes,
                           const std::string& where, const std::string& hint) {
  ByteReader reader(beginning, where, "header", hint);
  const std::string_view text = header_text(reader);
  NpyHeader header;
  header.data = static_cast<std::size_t>(reader.offset());
  Tokens tokens(text, header.data - text.size(), where, hint);
  parse_dictionary(tokens, header);
  std::uint64_t bytes = 0;
  reader.set_entry("data");
  if (!packed_bytes(header.shape, header.type, bytes))
    reader.fail("numbers of less than 2^63 bytes: its shape does not fit its size");
  if (const std::uint64_t found = file_bytes - header.data; bytes != found) {
    reader.fail(std::to_string(bytes) + " bytes, found " + std::to_string(found) +
                ": its shape does not fit its size");
  }
  return header;
}

}  // namespace io
