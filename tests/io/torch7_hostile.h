#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/io/weights/named_array.h"
#include "tests/io/torch7_bytes.h"

namespace tests {

using Torch7Write = std::function<void(Torch7Bytes&)>;

/// A file that is valid up to the one fault `write` puts in, and a part of the answer it must get.
struct Torch7Hostile {
  std::string name;
  std::string expected;
  Torch7Write write;
};

/// The file must be refused in time (TimeLimit) and memory (PeakMemory), with its path, the object, the byte,
/// what was expected and a hint.
void check_torch7_refused(const Torch7Hostile& hostile, const Torch7Bytes& file);

/// The same for cases that write a whole file.
void check_torch7_files(const std::vector<Torch7Hostile>& all);

/// What `write` writes.
Torch7Bytes torch7_written(const Torch7Write& write);

/// Bytes of all arrays together.
std::size_t copied_bytes(const io::WeightsFile& weights);

}  // namespace tests
