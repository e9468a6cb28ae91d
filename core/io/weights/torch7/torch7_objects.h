#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/io/weights/torch7/torch7_tensor.h"

namespace io {

/// What a value of a Torch7 file may be; texts point into the file's bytes. A dropped function is nil.
using Torch7Value = std::variant<std::monostate, double, bool, std::string_view, Torch7Ref>;

struct Torch7Table {
  std::vector<std::pair<Torch7Value, Torch7Value>> entries;  // in file order, keys never nil
};

/// An nn or cudnn module: its fields are a table of their own.
struct Torch7Module {
  std::string_view class_name;
  int version = 0;  // 0 in files from before classes had versions
  Torch7Ref fields;
};

/// Its bytecode was skipped unread.
struct Torch7Function {};

struct Torch7Object {
  std::uint64_t at = 0;  // offset in the file
  /// monostate while a tensor is being read. The header of a tensor is kept apart: it is large, most objects
  /// are not.
  std::variant<std::monostate, Torch7Table, Torch7Module, Torch7Storage, std::unique_ptr<Torch7Tensor>,
               Torch7Function>
      body;
};

/// Everything a Torch7 file holds, without a copy of its numbers: storages and texts point into the file.
struct Torch7Objects {
  Torch7Value root;
  std::deque<Torch7Object> objects;  // object N of the file at N - 1: growing moves none of them

  /// The object as a T, or nullptr when it is something else.
  template <class T>
  const T* as(const Torch7Value& value) const {
    const auto* ref = std::get_if<Torch7Ref>(&value);
    return ref == nullptr ? nullptr : std::get_if<T>(&objects[ref->id].body);
  }

  /// "object 12 (nn.Linear)", for messages.
  std::string entry(Torch7Ref ref) const;
};

/// Reads the objects of a binary Torch7 file (docs/formats.md: Torch7) whose C longs have `long_bytes` (8 or
/// 4) bytes. Refuses more than 10^6 objects or 64 inside one another, lengths beyond the file, references to
/// objects that did not come before, tensors outside their storage, unknown classes, and bytes after the last
/// object.
Torch7Objects read_torch7_objects(std::span<const std::byte> bytes, const std::string& where, int long_bytes);

}  // namespace io
