#include "core/engine/convert/npy_sets.h"

#include <torch/utils.h>

#include "core/engine/nets/arrays.h"
#include "core/nets/layouts/layout_table.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;

/// Theano convolves with the flipped kernel and stores a linear weight as (in, units).
io::NamedArray as_theano(const io::NamedArray& array) {
  const at::Tensor weight = to_tensor(array);
  if (weight.dim() == 4) return to_array(array.name, weight.flip({2, 3}));
  if (weight.dim() == 2) return to_array(array.name, weight.t());
  return array;
}

bool is_stored(const std::string& name) {
  return !name.ends_with(".running_mean") && !name.ends_with(".running_var") &&
         !name.ends_with(".num_batches_tracked");
}

void append_set(const PortableWeights& model, Nets net, const std::string& stem, AuthorsSets& sets) {
  io::NpySet& set = sets.order.emplace_back();
  set.stem = std::to_string(model.model().info.step) + stem;
  for (io::NamedArray array : model.module_order(net).arrays) {
    if (!is_stored(array.name)) continue;
    array.name = (net == Nets::kGenerator ? "G." : "D.") + array.name;
    sets.weights.arrays.push_back(as_theano(array));
    set.arrays.push_back(array.name);
  }
}

}  // namespace

bool has_authors_order(const PortableWeights& model) {
  return nets::layout_of(model.model().spec).authors;
}

std::optional<AuthorsSets> authors_sets(const PortableWeights& model, Nets nets) {
  if (!has_authors_order(model)) return std::nullopt;
  AuthorsSets sets;
  if (nets == Nets::kGenerator || (nets == Nets::kAll && model.has_generator()))
    append_set(model, Nets::kGenerator, "_gen_params.jl", sets);
  if (nets == Nets::kDiscriminator || (nets == Nets::kAll && model.has_discriminator()))
    append_set(model, Nets::kDiscriminator, "_discrim_params.jl", sets);
  return sets;
}

}  // namespace engine
