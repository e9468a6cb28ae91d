#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/io/weights/pth/pickle_cursor.h"
#include "core/io/weights/pth/pickle_value.h"

namespace io {

/// The stack with its marks and the memo of a pickle that is being read. What would underflow, reach below a
/// mark or grow past a limit is refused at the cursor's opcode.
class PickleStack {
 public:
  explicit PickleStack(const PickleCursor& cursor) : cursor_(cursor) {}

  void push(PickleRef value);
  PickleRef pop();
  PickleRef top() const;
  void mark();
  std::vector<PickleRef> pop_to_mark();

  bool empty() const { return values_.empty() && marks_.empty(); }

  void put(std::uint32_t index);
  void get(std::uint32_t index);

 private:
  std::size_t reachable() const;  // values above the last mark

  const PickleCursor& cursor_;
  std::vector<PickleRef> values_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint32_t, PickleRef> memo_;  // a map: an index of 2^32 - 1 costs one entry
  std::size_t puts_ = 0;
  std::size_t gets_ = 0;
};

}  // namespace io
