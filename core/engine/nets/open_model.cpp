#include "core/engine/nets/open_model.h"

#include <torch/utils.h>

#include <utility>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/engine/nets/tensors.h"
#include "core/io/weights/read_weights.h"
#include "core/model/two_files.h"
#include "core/nets/recognise/file_tensors.h"
#include "core/nets/recognise/recognise.h"
#include "core/nets/recognise/recognise_layout.h"

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

LoadedModel from_elsewhere(nets::Recognised recognised, const std::string& where) {
  LoadedModel loaded;
  loaded.spec = recognised.spec;
  loaded.nets = nets_of(recognised.weights, recognised.spec, where);
  loaded.discriminator_has_statistics = recognised.discriminator_statistics;
  loaded.source = recognised.source;
  loaded.renamed = recognised.renamed;
  loaded.record.prior = recognised.prior;
  loaded.record.statistics = recognised.generator_statistics ? BufferKind::kRunning : BufferKind::kNone;
  loaded.record.step = recognised.step;
  loaded.info.prior = recognised.prior;
  loaded.info.prior_is_guess = recognised.prior_is_guess;
  loaded.info.activation_is_guess = recognised.activation_is_guess;
  loaded.info.weights = recognised.has_ema ? "ema" : "raw";
  loaded.info.step = recognised.step;
  loaded.info.words = recognised.words;
  loaded.info.metadata = recognised.weights.metadata;
  for (const io::NamedArray& array : recognised.weights.arrays) loaded.types[array.name] = array.type;
  return loaded;
}

/// A file of our own, its generators with the activation that is asked for.
LoadedModel own_file(const io::WeightsFile& file, const std::string& where, const core::ModelSource& source) {
  LoadedModel loaded = load_model_file(file, where);
  if (!source.activation) return loaded;
  loaded.info.activation_is_guess = false;
  const nets::LayoutSpec spec = nets::with_inner_activation(loaded.spec, *source.activation);
  if (spec == loaded.spec) return loaded;
  for (Generator* net : {&loaded.nets.generator, &loaded.nets.ema}) {
    if (net->is_empty()) continue;
    Generator other(spec);
    copy_state(**net, *other);
    *net = other;
  }
  loaded.spec = spec;
  if (loaded.record.statistics == BufferKind::kPopulation)
    loaded.record.statistics = BufferKind::kNone;  // they belong to the activation in the file
  return loaded;
}

/// A file of our own as the recogniser would have returned it, to join it with another.
nets::Recognised as_recognised(const io::WeightsFile& file, const std::string& where,
                               const core::ModelSource& source) {
  if (!nets::is_model_file(file)) return nets::recognise(file, where, source.activation);
  const LoadedModel own = own_file(file, where, source);
  nets::Recognised result;
  result.spec = own.spec;
  result.source = own.source;
  result.has_generator = !own.nets.generator.is_empty();
  result.has_ema = !own.nets.ema.is_empty();
  result.has_discriminator = !own.nets.discriminator.is_empty();
  result.generator_statistics = own.record.statistics != BufferKind::kNone;
  result.discriminator_statistics = own.discriminator_has_statistics;
  result.prior = own.record.prior;
  result.prior_is_guess = own.info.prior_is_guess;
  result.activation_is_guess = own.info.activation_is_guess;
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

/// A file and what was found in it.
struct ReadFile {
  std::filesystem::path path;
  io::WeightsFile weights;
};

ReadFile read(const core::ModelSource& source) {
  std::filesystem::path path = core::existing_model(source.file);
  io::WeightsFile weights = io::read_weights(path, {source.torch7_long});
  return {std::move(path), std::move(weights)};
}

void describe(const ReadFile& file, const core::ModelSource& source, core::ModelInfo& info) {
  info.name = name_of(file.path, file.weights);
  info.source = source;
  info.sha256 = hash_of(file.path, file.weights);
  info.format = file.weights.format();
  info.tensors = nets::tensors_of(file.weights);
}

bool generates(const nets::Recognised& model) {
  return model.has_generator || model.has_ema;
}

/// One model of two files in either order.
LoadedModel opened_pair(core::ModelSource source) {
  core::ModelSource other = source;
  other.file = std::exchange(source.discriminator, {});
  other.discriminator.clear();
  ReadFile first = read(source), second = read(other);
  nets::Recognised found = as_recognised(first.weights, first.path.string(), source);
  nets::Recognised found_too = as_recognised(second.weights, second.path.string(), source);
  const core::ModelSource pair =
      core::generator_and_discriminator({source, generates(found)}, {other, generates(found_too)});
  if (pair.file != source.file) {
    std::swap(first, second);
    std::swap(found, found_too);
  }
  LoadedModel loaded = from_elsewhere(joined(std::move(found), std::move(found_too), second.path.string()),
                                      first.path.string());
  // A file of our own says which statistics it holds.
  if (nets::is_model_file(first.weights) && loaded.record.statistics != BufferKind::kNone &&
      first.weights.metadata.at("bn_stats") == statistics_name(BufferKind::kPopulation))
    loaded.record.statistics = BufferKind::kPopulation;
  describe(first, pair, loaded.info);
  for (core::TensorFacts& one : nets::tensors_of(second.weights)) {
    one.name.insert(0, "discriminator ");  // both files may hold a "main.0.weight"
    loaded.info.tensors.push_back(std::move(one));
  }
  return loaded;
}

LoadedModel opened(const core::ModelSource& source) {
  if (!source.discriminator.empty()) return opened_pair(source);
  const ReadFile file = read(source);
  const std::string where = file.path.string();
  LoadedModel loaded = nets::is_model_file(file.weights)
                           ? own_file(file.weights, where, source)
                           : from_elsewhere(nets::recognise(file.weights, where, source.activation), where);
  describe(file, source, loaded.info);
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
    loaded.info.activation = nets::inner_activation(loaded.spec);
    nets::check_label(source.label, loaded.spec.classes);
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
