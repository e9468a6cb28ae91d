#include <algorithm>
#include <string_view>

#include "core/base/error.h"
#include "core/base/printable.h"
#include "core/nets/recognise/recognise_names.h"

namespace nets {
namespace {

constexpr std::int64_t kMaxLength = std::int64_t{1} << 24;
constexpr std::int64_t kMaxElements = std::int64_t{1} << 28;
constexpr std::size_t kMaxModules = 96;

bool has_sane_shape(const io::NamedArray& array) {
  std::int64_t count = 1;
  for (const std::int64_t length : array.shape) {
    if (length < 1 || length > kMaxLength || (count *= length) > kMaxElements) return false;
  }
  return array.bytes.size() == static_cast<std::size_t>(count) * io::item_size(array.type);
}

void check_tensor(const io::NamedArray* array) {
  if (array == nullptr) return;
  if (!has_sane_shape(*array)) throw core::Error(described(*array) + " has an absurd shape");
  if (!io::is_floating(array->type))
    throw core::Error(described(*array) + " holds " + io::dtype_name(array->type) + ", no fractions");
}

void check_vector(const io::NamedArray* array, std::int64_t length) {
  check_tensor(array);
  if (array && array->shape != std::vector<std::int64_t>{length})
    throw core::Error(described(*array) + " does not fit its layer, which needs [" + std::to_string(length) +
                      "]");
}

std::string described_one(const FoundModule& module) {
  if (const io::NamedArray* array = any_tensor(module)) return described(*array);
  throw core::Error("a layer without tensors");
}

/// One length for all of the weight, or one for each place in one of its dimensions.
void check_lengths(const FoundModule& module) {
  check_tensor(module.lengths);
  if (!module.lengths) return;
  const std::vector<std::int64_t>&lengths = module.lengths->shape, &weight = module.weight->shape;
  const auto ones = static_cast<std::size_t>(std::count(lengths.begin(), lengths.end(), 1));
  bool fits = lengths.empty() || (lengths.size() == weight.size() && ones + 1 >= lengths.size());
  for (std::size_t d = 0; fits && d < lengths.size(); ++d) fits = lengths[d] == 1 || lengths[d] == weight[d];
  if (!fits || !module.is_weight())
    throw core::Error(described(*module.lengths) + " belongs to no weight normalisation");
}

void check_module(const FoundModule& module) {
  check_tensor(module.weight);
  check_tensor(module.u);
  check_tensor(module.v);
  check_lengths(module);
  if (module.tracked && (module.tracked->shape.size() > 1 || !has_sane_shape(*module.tracked)))
    throw core::Error(described(*module.tracked) + " is no count of batches");
  if (module.is_norm()) {
    if ((module.mean == nullptr) != (module.variance == nullptr))
      throw core::Error(described_one(module) + " has a running mean or variance without the other");
    for (const io::NamedArray* array : {module.weight, module.bias, module.mean, module.variance})
      check_vector(array, module.features());
    return;
  }
  const std::size_t rank = module.weight ? module.weight->shape.size() : 0;
  if (rank != 2 && rank != 4)
    throw core::Error(described_one(module) + " belongs to no linear layer, convolution or BatchNorm");
  if (module.mean || module.variance || module.tracked)
    throw core::Error(described_one(module) + " has a weight and BatchNorm's statistics");
  if (rank == 4 && module.weight->shape[2] != module.weight->shape[3])
    throw core::Error(described(*module.weight) + " is no square kernel");
  if (rank == 4 && module.weight->shape[2] > 64)
    throw core::Error(described(*module.weight) + " is absurdly large");
  if ((module.u || module.v) && !module.is_spectral)
    throw core::Error(described(module.u ? *module.u : *module.v) + " belongs to no spectral normalisation");
}

}  // namespace

const io::NamedArray* any_tensor(const FoundModule& module) {
  for (const io::NamedArray* array : {module.weight, module.bias, module.mean, module.variance,
                                      module.tracked, module.u, module.v, module.lengths}) {
    if (array != nullptr) return array;
  }
  return nullptr;
}

void check_modules(const FoundNet& net) {
  if (!net.unexpected.empty())
    throw core::Error(described(*net.unexpected.front()) + " has no use in a DCGAN");
  if (net.modules.size() > kMaxModules)
    throw core::Error("it has " + std::to_string(net.modules.size()) + " layers");
  for (const FoundModule& module : net.modules) check_module(module);
}

std::string described(const io::NamedArray& array) {
  constexpr std::size_t kMaxRank = 8, kMaxName = 60;
  std::string text = core::printable(std::string_view(array.name).substr(0, kMaxName));
  if (array.name.size() > kMaxName) text += "...";
  text += " [";
  for (std::size_t d = 0; d < std::min(kMaxRank, array.shape.size()); ++d)
    text += (d > 0 ? ", " : "") + std::to_string(array.shape[d]);
  return text + (array.shape.size() > kMaxRank ? ", ...]" : "]");
}

}  // namespace nets
