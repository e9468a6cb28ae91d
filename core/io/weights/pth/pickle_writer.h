#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/byte_writer.h"

namespace io {

/// Emits a pickle of protocol 2, opcode by opcode. Nothing is memoised: every value is written where it
/// stands.
class PickleWriter {
 public:
  PickleWriter();

  void global(std::string_view module, std::string_view name);
  void mark();
  void tuple();        // of everything since the mark
  void empty_tuple();  // ()
  void reduce();       // callable, arguments -> result
  void set_items();    // key, value pairs since the mark into the object before it
  void persistent_id();
  void none();
  void boolean(bool value);
  void integer(std::int64_t value);
  void integers(const std::vector<std::int64_t>& values);  // as a tuple
  void text(std::string_view utf8);

  std::vector<std::byte> finish();  // STOP; the writer is empty afterwards

 private:
  ByteWriter out_;
};

}  // namespace io
