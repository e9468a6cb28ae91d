#include "core/io/weights/pth/pickle_writer.h"

#include <limits>

namespace io {

PickleWriter::PickleWriter() {
  out_.text("\x80\x02");  // PROTO 2
}

void PickleWriter::global(std::string_view module, std::string_view name) {
  out_.text("c");
  out_.text(module);
  out_.text("\n");
  out_.text(name);
  out_.text("\n");
}

void PickleWriter::mark() {
  out_.text("(");
}

void PickleWriter::tuple() {
  out_.text("t");
}

void PickleWriter::empty_tuple() {
  out_.text(")");
}

void PickleWriter::reduce() {
  out_.text("R");
}

void PickleWriter::set_items() {
  out_.text("u");
}

void PickleWriter::persistent_id() {
  out_.text("Q");
}

void PickleWriter::none() {
  out_.text("N");
}

void PickleWriter::boolean(bool value) {
  out_.text(value ? "\x88" : "\x89");
}

void PickleWriter::integer(std::int64_t value) {
  if (value >= std::numeric_limits<std::int32_t>::min() &&
      value <= std::numeric_limits<std::int32_t>::max()) {
    out_.text("J");  // BININT
    out_.u32(static_cast<std::uint64_t>(value));
  } else {
    out_.text("\x8a\x08");  // LONG1 of 8 bytes
    out_.u64(static_cast<std::uint64_t>(value));
  }
}

void PickleWriter::integers(const std::vector<std::int64_t>& values) {
  mark();
  for (const std::int64_t value : values) integer(value);
  tuple();
}

void PickleWriter::text(std::string_view utf8) {
  out_.text("X");  // BINUNICODE
  out_.u32(utf8.size());
  out_.text(utf8);
}

std::vector<std::byte> PickleWriter::finish() {
  out_.text(".");
  return out_.take();
}

}  // namespace io
