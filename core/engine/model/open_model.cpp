#include "core/engine/model/open_model.h"

#include <torch/utils.h>

#include <utility>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/engine/model/file_tensors.h"
#include "core/engine/model/recognise.h"
#include "core/engine/model/tensors.h"
#include "core/io/weights/read_weights.h"

namespace engine {
namespace {

/// rooms/model.safetensors, as bundled models and Hugging Face folders are laid out, is called "rooms"; a set
/// of files is called as its folder is.
std::string name_of(const std::filesystem::path& path, const io::WeightsFile& file) {
  std::error_code ignored;
  const std::string stem = path.stem().string();
  const std::string folder = path.parent_path().filename().string();
  const bool inside = file.is_set() && !std::filesystem::is_directory(path, ignored);
  return (stem == "model" || inside) && !folder.empty() ? folder : stem;
}

/// Of the file; of a set of files, of what they hold in their order.
std::string hash_of(const std::filesystem::path& path, const io::WeightsFile& file) {
  if (!file.is_set()) return core::sha256_of_file(path);
  core::Sha256 hash;
  for (const io::NamedArray& array : file.arrays) {
    hash.update(std::as_bytes(std::span(array.name)));
    hash.update(array.bytes);
  }
  return hash.hex();
}

LoadedModel from_elsewhere(Recognised recognised, const std::string& where) {
  LoadedModel loaded;
  loaded.spec = recognised.spec;
  loaded.nets = nets_of(recognised.weights, recognised.spec, where);
  loaded.discriminator_has_statistics = recognised.discriminator_statistics;
  loaded.record.prior = recognised.prior;
  loaded.record.statistics = recognised.generator_statistics ? BufferKind::kRunning : BufferKind::kNone;
  loaded.record.step = recognised.step;
  loaded.info.prior = recognised.prior;
  loaded.info.prior_is_guess = recognised.prior_is_guess;
  loaded.info.weights = recognised.has_ema ? "ema" : "raw";
  loaded.info.step = recognised.step;
  loaded.info.words = recognised.words;
  loaded.info.metadata = recognised.weights.metadata;
  for (const io::NamedArray& array : recognised.weights.arrays) loaded.types[array.name] = array.type;
  return loaded;
}

/// A file of our own as the recogniser would have returned it, to join it with another.
Recognised as_recognised(const io::WeightsFile& file, const std::string& where) {
  if (!is_model_file(file)) return recognise(file, where);
  const LoadedModel own = load_model_file(file, where);
  Recognised result;
  result.spec = own.spec;
  result.has_generator = !own.nets.generator.is_empty();
  result.has_ema = !own.nets.ema.is_empty();
  result.has_discriminator = !own.nets.discriminator.is_empty();
  result.generator_statistics = result.discriminator_statistics = own.discriminator_has_statistics;
  result.prior = own.record.prior;
  result.prior_is_guess = own.info.prior_is_guess;
  result.step = own.record.step;
  result.words = "ganscope's own file";
  result.weights = prefixed_weights(own.nets, own.record, false);
  result.weights.metadata = file.metadata;
  return result;
}

void move_to(ModelNets& nets, const at::Device& device) {
  if (!nets.generator.is_empty()) nets.generator->to(device);
  if (!nets.ema.is_empty()) nets.ema->to(device);
  if (!nets.discriminator.is_empty()) nets.discriminator->to(device);
}

LoadedModel opened(const core::ModelSource& source) {
  const std::filesystem::path path = core::resolve_model(source.file);
  const std::string where = path.string();
  const io::ReadWeightsOptions options{source.torch7_long};
  const io::WeightsFile file = io::read_weights(path, options);
  std::vector<core::TensorFacts> tensors = tensors_of(file);
  LoadedModel loaded;
  if (!source.discriminator.empty()) {
    const io::WeightsFile second = io::read_weights(source.discriminator, options);
    for (core::TensorFacts& one : tensors_of(second)) tensors.push_back(std::move(one));
    loaded = from_elsewhere(
        joined(as_recognised(file, where), as_recognised(second, source.discriminator), source.discriminator),
        where);
  } else {
    loaded =
        is_model_file(file) ? load_model_file(file, where) : from_elsewhere(recognise(file, where), where);
  }
  loaded.info.name = name_of(path, file);
  loaded.info.source = source;
  loaded.info.sha256 = hash_of(path, file);
  loaded.info.format = file.format();
  loaded.info.tensors = std::move(tensors);
  return loaded;
}

}  // namespace

LoadedModel open_model(const core::ModelSource& source, const at::Device& device) {
  return translated("cannot load the model", [&] {
    LoadedModel loaded = opened(source);
    move_to(loaded.nets, device);
    if (source.prior && *source.prior != loaded.info.prior) {
      if (loaded.record.statistics == BufferKind::kPopulation)
        loaded.record.statistics = BufferKind::kNone;  // they belong to the prior in the file
      loaded.record.prior = loaded.info.prior = *source.prior;
    }
    if (source.prior) loaded.info.prior_is_guess = false;
    check_label(source.label, loaded.spec.classes);
    loaded.info.label = source.label;
    return loaded;
  });
}

LoadedModel load_model(const std::filesystem::path& file, const at::Device& device) {
  return open_model({file.string()}, device);
}

core::FrozenModelPtr frozen(const LoadedModel& model) {
  const Generator& g = model.nets.best();
  const Discriminator& d = model.nets.discriminator;
  FreezeOptions options;
  options.generator = model.record.statistics;
  options.discriminator_has_statistics = model.discriminator_has_statistics;
  return freeze(g.is_empty() ? nullptr : &g, d.is_empty() ? nullptr : &d, model.info, options);
}

core::FrozenModelPtr load_frozen(const core::ModelSource& source, const at::Device& device) {
  return frozen(open_model(source, device));
}

core::FrozenModelPtr load_frozen(const std::filesystem::path& file, const at::Device& device) {
  return frozen(load_model(file, device));
}

}  // namespace engine
