#include "core/io/weights/pth/pickle_machine.h"

#include <bit>
#include <utility>

#include "core/io/utf8.h"
#include "core/io/weights/pth/pickle_limits.h"

namespace io {

Pickle PickleMachine::run() {
  protocol();
  for (std::size_t count = 0; count < kMaxPickleOpcodes; ++count) {
    const auto opcode = static_cast<PickleOpcode>(cursor_.next());
    if (opcode == PickleOpcode::kStop) {
      const PickleRef root = stack_.pop();
      if (!stack_.empty()) cursor_.fail("one value left on the stack");
      return {std::move(graph_), root, cursor_.consumed()};
    }
    if (!number(opcode) && !text(opcode) && !container(opcode) && !fill(opcode) && !object(opcode) &&
        !memo(opcode))
      cursor_.fail("an opcode that PyTorch's weights files use");
  }
  cursor_.fail("at most " + std::to_string(kMaxPickleOpcodes) + " opcodes");
}

void PickleMachine::protocol() {
  if (static_cast<PickleOpcode>(cursor_.next()) != PickleOpcode::kProto)
    cursor_.fail("a pickle of protocol 2, which begins with PROTO");
  const std::uint8_t version = cursor_.bytes.u8("a protocol");
  if (version != 2) {
    cursor_.fail(
        "pickle protocol 2, the only one torch.save writes by itself, not " + std::to_string(version),
        "save again without pickle_protocol=: torch.save(net.state_dict(), \"model.pth\")");
  }
}

void PickleMachine::push(PickleContent content) {
  if (graph_.size() == kMaxPickleNodes)
    cursor_.fail("at most " + std::to_string(kMaxPickleNodes) + " values");
  stack_.push(graph_.add(std::move(content), cursor_.at()));
}

bool PickleMachine::number(PickleOpcode opcode) {
  switch (opcode) {
    case PickleOpcode::kNone:
      push(PickleNone{});
      return true;
    case PickleOpcode::kNewTrue:
      push(true);
      return true;
    case PickleOpcode::kNewFalse:
      push(false);
      return true;
    case PickleOpcode::kBinInt:
      push(std::int64_t{cursor_.bytes.i32("a BININT")});
      return true;
    case PickleOpcode::kBinInt1:
      push(std::int64_t{cursor_.bytes.u8("a BININT1")});
      return true;
    case PickleOpcode::kBinInt2:
      push(std::int64_t{cursor_.bytes.u16("a BININT2")});
      return true;
    case PickleOpcode::kLong1:
      push(long_value());
      return true;
    case PickleOpcode::kBinFloat:
      push(big_endian_double());
      return true;
    default:
      return false;
  }
}

std::int64_t PickleMachine::long_value() {
  const std::uint8_t size = cursor_.bytes.u8("the length of a LONG1");
  if (size > kMaxPickleLong) cursor_.fail("a LONG1 of at most 8 bytes, it has " + std::to_string(size));
  std::uint64_t value = 0;
  const auto bytes = cursor_.bytes.take(size, "a LONG1");
  for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
  const bool negative = size > 0 && (bytes.back() & std::byte{0x80}) != std::byte{0};
  if (negative && size < 8) value |= ~std::uint64_t{0} << (8 * size);
  return static_cast<std::int64_t>(value);
}

double PickleMachine::big_endian_double() {
  std::uint64_t bits = 0;
  for (const std::byte byte : cursor_.bytes.take(8, "a BINFLOAT"))
    bits = bits << 8 | std::to_integer<std::uint64_t>(byte);
  return std::bit_cast<double>(bits);
}

bool PickleMachine::text(PickleOpcode opcode) {
  switch (opcode) {
    case PickleOpcode::kBinUnicode:
    case PickleOpcode::kBinString:  // signed there, so a negative length is too long here
      push_text(cursor_.bytes.u32("the length of a text"));
      return true;
    case PickleOpcode::kShortBinString:
      push_text(cursor_.bytes.u8("the length of a text"));
      return true;
    default:
      return false;
  }
}

void PickleMachine::push_text(std::uint64_t size) {
  if (size > kMaxPickleText)
    cursor_.fail("a text of at most 1 MiB, it has " + std::to_string(size) + " bytes");
  const auto begin = static_cast<std::uint32_t>(cursor_.consumed());
  const auto bytes = cursor_.bytes.take(size, "a text");
  if (!is_utf8({reinterpret_cast<const char*>(bytes.data()), bytes.size()})) cursor_.fail("UTF-8 text");
  push(PickleText{begin, static_cast<std::uint32_t>(size)});
}

bool PickleMachine::container(PickleOpcode opcode) {
  switch (opcode) {
    case PickleOpcode::kMark:
      stack_.mark();
      return true;
    case PickleOpcode::kEmptyList:
      push(PickleList{});
      return true;
    case PickleOpcode::kEmptyDict:
      push(PickleDict{});
      return true;
    case PickleOpcode::kEmptyTuple:
      push(PickleTuple{});
      return true;
    case PickleOpcode::kTuple:
      push_tuple(stack_.pop_to_mark());
      return true;
    case PickleOpcode::kTuple1:
    case PickleOpcode::kTuple2:
    case PickleOpcode::kTuple3: {
      const std::size_t size =
          static_cast<std::size_t>(opcode) - static_cast<std::size_t>(PickleOpcode::kTuple1) + 1;
      std::vector<PickleRef> values(size);
      for (std::size_t i = size; i-- > 0;) values[i] = stack_.pop();
      push_tuple(values);
      return true;
    }
    default:
      return false;
  }
}

void PickleMachine::push_tuple(const std::vector<PickleRef>& values) {
  push(PickleTuple{});
  for (const PickleRef value : values) graph_.append(stack_.top(), value);
}

bool PickleMachine::fill(PickleOpcode opcode) {
  switch (opcode) {
    case PickleOpcode::kAppend:
      append_all({stack_.pop()});
      return true;
    case PickleOpcode::kAppends:
      append_all(stack_.pop_to_mark());
      return true;
    case PickleOpcode::kSetItem: {
      const PickleRef value = stack_.pop();
      set_all({stack_.pop(), value});
      return true;
    }
    case PickleOpcode::kSetItems:
      set_all(stack_.pop_to_mark());
      return true;
    default:
      return false;
  }
}

void PickleMachine::append_all(const std::vector<PickleRef>& values) {
  if (graph_.get_if<PickleList>(stack_.top()) == nullptr) cursor_.fail("a list to append to");
  for (const PickleRef value : values) graph_.append(stack_.top(), value);
}

void PickleMachine::set_all(const std::vector<PickleRef>& values) {
  if (!graph_.is_dict(stack_.top())) cursor_.fail("a dict to set items of");
  if (values.size() % 2 != 0)
    cursor_.fail("a value for every key, " + std::to_string(values.size()) + " are given");
  for (std::size_t i = 0; i < values.size(); i += 2) graph_.append(stack_.top(), values[i + 1], values[i]);
}

bool PickleMachine::memo(PickleOpcode opcode) {
  switch (opcode) {
    case PickleOpcode::kBinPut:
      stack_.put(cursor_.bytes.u8("a memo index"));
      return true;
    case PickleOpcode::kLongBinPut:
      stack_.put(cursor_.bytes.u32("a memo index"));
      return true;
    case PickleOpcode::kBinGet:
      stack_.get(cursor_.bytes.u8("a memo index"));
      return true;
    case PickleOpcode::kLongBinGet:
      stack_.get(cursor_.bytes.u32("a memo index"));
      return true;
    default:
      return false;
  }
}

Pickle read_pickle(const PickleSource& source) {
  return PickleMachine(source).run();
}

}  // namespace io
