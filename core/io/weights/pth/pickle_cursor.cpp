#include "core/io/weights/pth/pickle_cursor.h"

#include <algorithm>

#include "core/io/resave_hints.h"
#include "core/io/weights/pth/pickle_limits.h"
#include "core/io/weights/pth/pickle_opcodes.h"

namespace io {

PickleCursor::PickleCursor(const PickleSource& source)
    : bytes(source.bytes.first(std::min(source.bytes.size(), kMaxPickleBytes)), source.where, source.entry,
            kResaveHint, source.first),
      where_(source.where),
      entry_(source.entry),
      first_(source.first),
      at_(source.first) {}

std::uint8_t PickleCursor::next() {
  at_ = bytes.offset();
  opcode_ = bytes.u8("the next opcode, STOP as the last,");
  return opcode_;
}

void PickleCursor::fail(const std::string& expected) const {
  fail(expected, kResaveHint);
}

void PickleCursor::fail(const std::string& expected, const std::string& hint) const {
  refuse_weights(where_, entry_, at_, expected + ", at " + pickle_opcode_name(opcode_), hint);
}

}  // namespace io
