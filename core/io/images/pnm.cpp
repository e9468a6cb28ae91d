#include "core/io/images/pnm.h"

#include <algorithm>
#include <cstdint>

#include "core/base/error.h"
#include "core/io/images/limits.h"

namespace io {
namespace {

constexpr bool is_space(std::byte value) {
  const auto c = static_cast<char>(value);
  return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr bool is_digit(std::byte value) {
  return value >= std::byte{'0'} && value <= std::byte{'9'};
}

/// Takes a file's numbers off its bytes.
class PnmReader {
 public:
  PnmReader(std::span<const std::byte> bytes, const std::string& where) : rest_(bytes), where_(where) {}

  /// A number in digits, behind white space and comments.
  std::uint32_t number() {
    skip_blanks();
    if (rest_.empty() || !is_digit(rest_.front())) refuse();
    std::uint32_t value = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_ = rest_.subspan(1)) {
      value = value * 10 + static_cast<std::uint32_t>(rest_.front()) - '0';
      if (value > kMostValue) refuse();
    }
    return value;
  }

  /// 0 or 1 in a digit: those of a plain bitmap may stand without space between them.
  std::uint32_t bit_digit() {
    skip_blanks();
    const std::uint32_t digit = raw(1) - '0';
    if (digit > 1) refuse();
    return digit;
  }

  /// A number of one or two bytes, the upper first.
  std::uint32_t raw(std::size_t size) {
    if (rest_.size() < size) refuse();
    std::uint32_t value = 0;
    for (const std::byte one : rest_.first(size)) value = value << 8 | std::to_integer<std::uint32_t>(one);
    rest_ = rest_.subspan(size);
    return value;
  }

  [[noreturn]] void refuse() const { throw core::Error("the PNM is damaged or cut short", where_); }

 private:
  static constexpr std::uint32_t kMostValue = 1'000'000;

  void skip_blanks() {
    for (bool comment = false; !rest_.empty(); rest_ = rest_.subspan(1)) {
      if (comment ? rest_.front() == std::byte{'\n'} : rest_.front() == std::byte{'#'}) comment = !comment;
      if (!comment && !is_space(rest_.front())) return;
    }
  }

  std::span<const std::byte> rest_;
  const std::string& where_;
};

/// Eight pixels a byte, each row from a byte of its own; 1 is black.
void read_bits(PnmReader& reader, core::Image& image) {
  for (int y = 0; y < image.height; ++y) {
    std::uint32_t byte = 0;
    for (int x = 0; x < image.width; ++x, byte <<= 1) {
      if (x % 8 == 0) byte = reader.raw(1);
      *image.at(x, y) = (byte & 0x80) != 0 ? 0 : 255;
    }
  }
}

}  // namespace

DecodedImage decode_pnm(std::span<const std::byte> bytes, const std::string& where) {
  PnmReader reader(bytes, where);
  const std::uint32_t kind = (reader.raw(2) & 0xFF) - '0';  // 1 to 6: the format's name is "P" and this
  if (kind < 1 || kind > 6) reader.refuse();
  const bool plain = kind <= 3, bits = kind % 3 == 1;
  const std::uint32_t width = reader.number(), height = reader.number();
  const std::uint32_t most = bits ? 1 : reader.number();
  if (most == 0 || most > 65535) reader.refuse();
  if (!plain) reader.raw(1);  // the one blank before the pixels
  check_image_size(width, height, bytes.size(), where);

  DecodedImage decoded{core::Image(static_cast<int>(width), static_cast<int>(height), kind % 3 == 0 ? 3 : 1)};
  if (bits && !plain) {
    read_bits(reader, decoded.image);
    return decoded;
  }
  std::uint32_t brightest = 0;
  for (std::uint8_t& out : decoded.image.pixels) {
    const std::uint32_t value = bits    ? 1 - reader.bit_digit()
                                : plain ? reader.number()
                                        : reader.raw(most > 255 ? 2 : 1);
    brightest = std::max(brightest, value);
    out = static_cast<std::uint8_t>((std::min(value, most) * 255 + most / 2) / most);
  }
  if (most == 65535 && ends_at_twelve_bits(brightest)) decoded.remark = remark::kTwelveBits;
  return decoded;
}

}  // namespace io
