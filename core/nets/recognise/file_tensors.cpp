#include "core/nets/recognise/file_tensors.h"

#include "core/base/printable.h"
#include "core/io/arrays/non_finite.h"

namespace nets {

std::vector<core::TensorFacts> tensors_of(const io::WeightsFile& file) {
  std::vector<core::TensorFacts> tensors;
  tensors.reserve(file.arrays.size());
  for (const io::NamedArray& array : file.arrays)
    tensors.push_back(
        {core::printable(array.name), io::dtype_name(array.type), array.shape, io::count_non_finite(array)});
  return tensors;
}

}  // namespace nets
