#include "core/engine/convert/hugging_face_model.h"

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/paths.h"
#include "core/engine/nets/statistics.h"
#include "core/nets/layouts/layout_chain.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;

core::Json prefixed_stages(const std::vector<nets::StageLayout>& stages, double bn_eps,
                           const std::string& prefix) {
  core::Json list = nets::stages_json(stages, bn_eps);
  for (core::Json& stage : list) {
    for (const char* key : {"weight", "bias", "norm"}) {
      if (!stage[key].is_null()) stage[key] = prefix + stage[key].get<std::string>();
    }
  }
  return list;
}

core::Json config_of(const PortableWeights& model, const io::WeightsFile& weights) {
  const nets::LayoutSpec& spec = model.model().spec;
  const std::string used = model.generator_prefix();
  const auto has = [&](const std::string& prefix) {
    return std::any_of(weights.arrays.begin(), weights.arrays.end(),
                       [&](const auto& array) { return array.name.starts_with(prefix); });
  };
  const bool prefixed = has(used);
  core::Json config{{"model_type", "dcgan"},
                    {"layout", spec.layout},
                    {"size", spec.size},
                    {"channels", spec.channels},
                    {"nz", spec.nz},
                    {"ngf", spec.ngf},
                    {"ndf", spec.ndf},
                    {"prior", std::string(core::prior_name(model.model().info.prior))},
                    {"weights", model.model().info.weights},
                    {"bn_stats", core::statistics_kind_name(model.model().info.statistics)},
                    {"step", model.model().info.step}};
  if (model.model().info.prior_is_guess) config["prior_is_guess"] = true;
  if (model.model().info.activation_is_guess) config["activation_is_guess"] = true;
  config["generator"] = prefixed_stages(nets::generator_stages(spec), spec.bn_eps, prefixed ? used : "");
  if (prefixed) {
    config["other_tensors"] = core::Json::array({used == "G." ? "G_ema." : "G.", "D."});
    if (has("D."))
      config["discriminator"] = prefixed_stages(nets::discriminator_stages(spec), spec.bn_eps, "D.");
  }
  return config;
}

std::string batch_norm_text(const PortableWeights& model) {
  const LoadedModel& loaded = model.model();
  if (!has_batch_norm(nets::generator_stages(loaded.spec))) return "none in the generator";
  const std::string& note = model.statistics_note();
  return std::string(core::statistics_kind_name(loaded.info.statistics)) + " statistics" +
         (note.empty() ? "" : ": " + note);
}

std::string value_or(const std::map<std::string, std::string>& metadata, const char* key) {
  const auto found = metadata.find(key);
  return found == metadata.end() ? std::string() : found->second;
}

io::ModelCard card_of(const PortableWeights& model) {
  const LoadedModel& loaded = model.model();
  const auto& metadata = model.metadata();
  io::ModelCard card;
  card.title = loaded.info.name;
  std::string licence = value_or(metadata, "licence");
  if (licence == "MIT") {
    card.licence = "mit";
  } else if (!licence.empty()) {
    card.licence = "other";
    card.licence_name = licence;
  }
  const std::string side = std::to_string(loaded.spec.size);
  card.facts = {
      {"Layout", loaded.spec.layout},
      {"Images", side + " x " + side + (loaded.spec.channels == 1 ? ", grey" : ", colour")},
      {"z", std::to_string(loaded.spec.nz) + ", prior " + core::prior_symbol(loaded.info.prior) +
                (loaded.info.prior_is_guess ? ", a guess" : "")},
      {"Generator", core::thousands(nets::parameter_count(nets::generator_stages(loaded.spec))) +
                        " parameters, " + (loaded.info.weights == "ema" ? "averaged" : "raw") + " weights"},
      {"BatchNorm", batch_norm_text(model)},
      {"Step", core::thousands(loaded.info.step)}};
  if (loaded.info.activation_is_guess)
    card.facts.emplace_back("Activation", std::string(core::inner_activation_symbol(loaded.info.activation)) +
                                              " in the generator, a guess");
  card.provenance = loaded.info.words.empty()
                        ? "Trained by ganscope."
                        : "Read by ganscope from " + loaded.info.format + ": " + loaded.info.words + ".";
  if (const std::string data = value_or(metadata, "data_sha256"); !data.empty())
    card.provenance += " SHA-256 of the training images: `" + data + "`.";
  card.provenance += " SHA-256 of the file it was written from: `" + loaded.info.sha256 + "`.";
  card.limits = "A DCGAN draws what its training data show and no more, biases included.";
  return card;
}

}  // namespace

io::HuggingFaceModel hugging_face_model(const PortableWeights& model, Nets nets) {
  if (model.model().spec.classes > 0)
    throw core::UsageError("a conditional model cannot be written as a Hugging Face folder",
                           model.model().info.name, "its label is a second input; write .pth or safetensors");
  io::HuggingFaceModel folder;
  folder.weights = model.selected(nets);
  folder.config = config_of(model, folder.weights);
  folder.card = card_of(model);
  const std::vector<std::byte> script = core::read_file(core::assets_folder() / "hugging_face/load.py");
  folder.load_py.assign(reinterpret_cast<const char*>(script.data()), script.size());
  return folder;
}

}  // namespace engine
