#include "core/engine/nets/open_model.h"

#include <torch/utils.h>

#include <utility>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/engine/nets/frozen.h"
#include "core/engine/nets/tensors.h"
#include "core/io/weights/read_weights.h"
#include "core/model/two_files.h"
#include "core/nets/recognise/file_tensors.h"
#include "core/nets/recognise/recognise.h"

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
  const auto found_in = [&](const ReadFile& file) {
    return nets::recognise(file.weights, file.path.string(), source.activation);
  };
  nets::Recognised found = found_in(first), found_too = found_in(second);
  const core::ModelSource pair =
      core::generator_and_discriminator({source, generates(found)}, {other, generates(found_too)});
  if (pair.file != source.file) {
    std::swap(first, second);
    std::swap(found, found_too);
  }
  LoadedModel loaded =
      loaded_model(joined(std::move(found), std::move(found_too), second.path.string()), first.path.string());
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
  LoadedModel loaded = loaded_model(nets::recognise(file.weights, where, source.activation), where);
  describe(file, source, loaded.info);
  return loaded;
}

}  // namespace

LoadedModel open_model(const core::ModelSource& source, const at::Device& device) {
  return translated("cannot load the model", [&] {
    LoadedModel loaded = opened(source);
    move_to(loaded.nets, device);
    if (source.prior && *source.prior != loaded.info.prior) {
      if (loaded.info.statistics == core::StatisticsKind::kPopulation)
        loaded.info.statistics = core::StatisticsKind::kNone;  // they belong to the prior in the file
      loaded.info.prior = *source.prior;
    }
    if (source.prior) loaded.info.prior_is_guess = false;
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
  options.generator = model.info.statistics;
  options.discriminator_has_statistics = model.info.discriminator_statistics;
  return freeze(g.is_empty() ? nullptr : &g, d.is_empty() ? nullptr : &d, model.info, options);
}

core::FrozenModelPtr load_frozen(const core::ModelSource& source, const at::Device& device) {
  return frozen(open_model(source, device));
}

core::FrozenModelPtr load_frozen(const std::filesystem::path& file, const at::Device& device) {
  return frozen(load_model(file, device));
}

}  // namespace engine
