#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/io/byte_reader.h"

namespace io {

/// What a persistent id, which names raw data outside the pickle, must look like.
enum class PersistentIds {
  kNone,   ///< none may occur
  kZip,    ///< ("storage", type, key, location, count)
  kLegacy  ///< the same and (view key, first element, count) or None
};

struct PickleSource {
  std::span<const std::byte> bytes;  // may go on behind the pickle
  std::string where;                 // the file
  std::string entry;                 // "data.pkl"
  std::uint64_t first = 0;           // offset of bytes[0] in the file
  PersistentIds ids = PersistentIds::kNone;
};

/// The place in a pickle: the opcode that is being carried out and the bytes behind it.
class PickleCursor {
 public:
  explicit PickleCursor(const PickleSource& source);

  /// Moves on to the next opcode and returns it.
  std::uint8_t next();

  ByteReader bytes;  // arguments of the opcode

  std::uint32_t at() const {
    return static_cast<std::uint32_t>(at_ - first_);
  }  // of the opcode, in the pickle

  std::size_t consumed() const { return static_cast<std::size_t>(bytes.offset() - first_); }

  /// Refuses at the opcode, which the message names.
  [[noreturn]] void fail(const std::string& expected) const;
  [[noreturn]] void fail(const std::string& expected, const std::string& hint) const;

 private:
  std::string where_, entry_;
  std::uint64_t first_ = 0;
  std::uint64_t at_ = 0;
  std::uint8_t opcode_ = 0;
};

}  // namespace io
