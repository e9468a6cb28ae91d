#pragma once

#include <cstddef>

#include "core/io/weights/pth/pickle_cursor.h"
#include "core/io/weights/pth/pickle_value.h"

namespace io {

struct Pickle {
  PickleGraph graph;
  PickleRef root = kNoPickleRef;
  std::size_t size = 0;  // bytes up to and with STOP
};

/// Reads one pickle of protocol 2 with the opcodes that PyTorch's weights files use and nothing else; a name
/// outside the whitelist, a call of anything but its four callables and every other surprise is refused.
/// Nothing is executed. Bounded: 10^6 opcodes, a stack of 10,000, a memo of 100,000, 50 GETs a PUT, texts of
/// 1 MiB, 65,536 tensors, whose every element lies inside its storage's declared count. Cycles and depth are
/// the business of whoever walks the result. Throws core::Error with entry, byte offset and opcode.
Pickle read_pickle(const PickleSource& source);

}  // namespace io
