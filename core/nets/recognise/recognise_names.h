#pragma once

#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace nets {

/// The tensors of one layer in a file; nullptr where it has none.
struct FoundModule {
  std::string path;  // inside its net: "main.3"
  const io::NamedArray *weight = nullptr, *bias = nullptr;
  const io::NamedArray *mean = nullptr, *variance = nullptr, *tracked = nullptr;  // BatchNorm's statistics
  const io::NamedArray *u = nullptr, *v = nullptr;  // spectral normalisation's vectors
  const io::NamedArray* lengths = nullptr;          // weight normalisation's g; `weight` is its v
  bool is_spectral = false;

  bool is_weight() const { return weight && weight->shape.size() >= 2; }

  bool is_norm() const { return !is_weight() && (mean || variance || (weight && bias)); }

  /// Of the BatchNorm.
  std::int64_t features() const;
};

/// One of its tensors, whichever; nullptr where none was of use.
const io::NamedArray* any_tensor(const FoundModule& module);

enum class NetRole { kUnknown, kGenerator, kEma, kDiscriminator };

/// Tensors that belong together by their names.
struct FoundNet {
  std::string key;  // what stands before the layers' paths: "netG", "state_dict"; may be empty
  NetRole role = NetRole::kUnknown;
  std::vector<FoundModule> modules;  // in file order
  std::vector<const io::NamedArray*> unexpected;
};

/// Nets in the order of their first tensor. Optimisers' tensors are left out, as are stray ones like
/// "fixed_noise". Pointers go into `file`.
std::vector<FoundNet> found_nets(const io::WeightsFile& file);
/// The net's modules by the first part of their paths, for files that call their nets what they like.
std::vector<FoundNet> split_net(const FoundNet& net);

/// Throws core::Error unless every tensor of the net has a sane shape, floating-point numbers and a use.
void check_modules(const FoundNet& net);

/// Orders in which the net's layers may run, likeliest first: as in the file, by name, by number. As in the
/// file comes last where the file's tensors are `sorted` by their names.
std::vector<std::vector<const FoundModule*>> module_orders(const FoundNet& net, bool sorted);

/// A part of a name as lower-case words: "netG_ema" is {"net", "g", "ema"}.
std::vector<std::string> name_words(const std::string& part);

/// "main.3.weight [512, 256, 4, 4]", harmless to print.
std::string described(const io::NamedArray& array);

}  // namespace nets
