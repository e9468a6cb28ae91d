#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/torch7/torch7_bytes.h"

namespace tests {

using Torch7Write = std::function<void(Torch7Bytes&)>;

/// A file that is valid up to the one fault `write` puts in, and a part of the answer it must get.
struct Torch7Hostile {
  std::string name;
  std::string expected;
  Torch7Write write;
};

/// The fault as a case of row 18.
HostileCase torch7_case(const Torch7Hostile& hostile, const Torch7Bytes& file);

/// The file must be refused as check_refused says, with the object as the entry.
void check_torch7_case(const HostileCase& hostile);
void check_torch7_refused(const Torch7Hostile& hostile, const Torch7Bytes& file);

/// The same for cases that write a whole file.
void check_torch7_files(const std::vector<Torch7Hostile>& all);

/// What `write` writes.
Torch7Bytes torch7_written(const Torch7Write& write);

/// A network of one nn.Linear whose weight is what `weight` writes.
Torch7Bytes torch7_linear(const Torch7Write& weight);

/// Writes a good weight and `value` as one more field of its module: valid when the value is.
Torch7Write torch7_beside(const Torch7Write& value);

/// Bytes of all arrays together.
std::size_t copied_bytes(const io::WeightsFile& weights);

}  // namespace tests
