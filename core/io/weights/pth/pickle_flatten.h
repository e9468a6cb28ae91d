#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/io/weights/pth/pickle_reader.h"

namespace io {

struct FlatTensor {
  std::string name;  // "generator.main.0.weight"
  PickleTensor tensor;
  std::uint32_t at = 0;     // in the pickle, of the opcode that made it
  std::size_t nesting = 0;  // NamedArray's
};

/// A pickled object without its nesting.
struct FlatPickle {
  std::vector<FlatTensor> tensors;              // in the order of the file
  std::map<std::string, std::string> metadata;  // "epoch" -> "25"
};

/// Joins the keys of nested dicts, and the places in lists and tuples, with dots. Numbers, texts, True, False
/// and None become metadata under their joined name, as Python prints them, within limits: the first 64 of a
/// list, texts of 4 KiB, 4,096 in all; what goes beyond is left out, it is not weights. A tensor that is the
/// whole pickle is named "tensor". Refuses cycles, more than 64 levels, 10^6 values or 16 times those of
/// the file (a shared one counts each time it is met), 65,536 tensors, names of 1 KiB or that occur twice,
/// keys that are neither text nor whole numbers, and values that are neither of the above. Throws core::Error
/// with the offset of the value.
FlatPickle flatten_pickle(const Pickle& pickle, const PickleSource& source);

}  // namespace io
