#include "core/engine/nets/loaded_model.h"

#include <utility>

#include "core/engine/nets/arrays.h"

namespace engine {
namespace {

template <typename Net>
Net restored(const nets::Recognised& found, const char* prefix, const std::string& where) {
  Net net(found.spec);
  restore_arrays(found.weights, *net, prefix, where);
  return net;
}

}  // namespace

LoadedModel loaded_model(nets::Recognised found, const std::string& where) {
  LoadedModel loaded;
  if (found.has_generator) loaded.nets.generator = restored<Generator>(found, "G.", where);
  if (found.has_ema) loaded.nets.ema = restored<Generator>(found, "G_ema.", where);
  if (found.has_discriminator) loaded.nets.discriminator = restored<Discriminator>(found, "D.", where);
  for (const io::NamedArray& array : found.weights.arrays) loaded.types[array.name] = array.type;
  loaded.info.weights = found.has_ema ? "ema" : "raw";
  loaded.spec = std::move(found.spec);
  loaded.source = std::move(found.source);
  loaded.renamed = std::move(found.renamed);
  static_cast<core::ModelFacts&>(loaded.info) = std::move(found);
  return loaded;
}

}  // namespace engine
