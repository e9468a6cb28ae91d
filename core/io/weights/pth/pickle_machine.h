#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/io/weights/pth/pickle_opcodes.h"
#include "core/io/weights/pth/pickle_reader.h"
#include "core/io/weights/pth/pickle_stack.h"
#include "core/io/weights/pth/pickle_tensor.h"

namespace io {

/// Carries out one pickle, opcode by opcode, for read_pickle. Use once.
class PickleMachine {
 public:
  explicit PickleMachine(const PickleSource& source)
      : cursor_(source), stack_(cursor_), graph_(source.bytes), tensors_(graph_, source.ids, cursor_) {}

  Pickle run();

 private:
  void protocol();
  // Each carries out its group of opcodes and says whether `opcode` was one of it.
  bool number(PickleOpcode opcode);
  bool text(PickleOpcode opcode);
  bool container(PickleOpcode opcode);
  bool fill(PickleOpcode opcode);
  bool object(PickleOpcode opcode);
  bool memo(PickleOpcode opcode);

  void push(PickleContent content);
  void push_text(std::uint64_t size);
  void push_tuple(const std::vector<PickleRef>& values);
  std::int64_t long_value();
  double big_endian_double();
  std::string_view line(const char* what);
  void append_all(const std::vector<PickleRef>& values);
  void set_all(const std::vector<PickleRef>& values);
  void global();
  void reduce();
  PickleContent call(PickleGlobalKind callable, PickleRef arguments);
  PickleContent ordered_dict(PickleRef arguments);
  void build();

  PickleCursor cursor_;
  PickleStack stack_;
  PickleGraph graph_;
  PickleTensors tensors_;
};

}  // namespace io
