#include "core/session/inspect_steps.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "core/base/error.h"

namespace core {
namespace {

// Block 0 means the last convolution.
int resolved(int block, const ModelInfo& model) {
  return block == 0 ? static_cast<int>(model.discriminator_blocks.size()) : block;
}

bool same_attribution(const InspectRequest& a, const InspectRequest& b) {
  return a.guided.block == b.guided.block && a.guided.leak_in_backward == b.guided.leak_in_backward &&
         a.guided.plain_gradient == b.guided.plain_gradient && a.random_seed == b.random_seed;
}

GuidedMap only(std::vector<GuidedMap> maps) {
  if (maps.size() != 1) throw Error("the model returned another number of attribution maps than asked for");
  return std::move(maps.front());
}

}  // namespace

void InspectSteps::want(const InspectRequest& request, const Image& picture, const VersionedModel& model) {
  const bool same_image = model.version == model_.version && picture == picture_;
  if (!same_image) logit_.reset();
  if (!same_image || request.maps_block != wanted_.maps_block) maps_.reset();
  if (!same_image || !same_attribution(request, wanted_)) rows_.clear();
  changed_ = changed_ || request.guided.features != wanted_.guided.features;
  wanted_ = request;
  picture_ = picture;
  model_ = model;
}

bool InspectSteps::done() const {
  return logit_ && maps_ &&
         std::all_of(wanted_.guided.features.begin(), wanted_.guided.features.end(),
                     [this](int feature) { return rows_.contains(feature); });
}

void InspectSteps::step() {
  const auto began = std::chrono::steady_clock::now();
  if (!logit_ || !maps_) {
    look_at_image();
  } else {
    const auto& features = wanted_.guided.features;
    const auto next = std::find_if(features.begin(), features.end(),
                                   [this](int feature) { return !rows_.contains(feature); });
    if (next != features.end()) attribute(*next);
  }
  milliseconds_ = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  changed_ = true;
}

void InspectSteps::look_at_image() {
  const std::span<const Image> image(&picture_, 1);
  const int block = resolved(wanted_.maps_block, model_.model->info());
  auto maps = std::make_shared<const FeatureMaps>(model_.model->discriminator_maps(image, block));
  const std::vector<float> logits = model_.model->discriminator_logits(image);
  if (logits.size() != 1) throw Error("the discriminator returned another number of scores than asked for");
  logit_ = logits.front();
  maps_ = std::move(maps);
}

void InspectSteps::attribute(int feature) {
  const std::span<const Image> image(&picture_, 1);
  GuidedOptions options = wanted_.guided;
  options.features = {feature};
  Row row{only(model_.model->guided(image, options)), only(random_model().guided(image, options))};
  rows_.insert_or_assign(feature, std::move(row));
}

const FrozenModel& InspectSteps::random_model() {
  if (!random_ || random_seed_ != wanted_.random_seed || random_of_version_ != model_.version) {
    random_ = model_.model->with_random_discriminator(wanted_.random_seed);
    random_seed_ = wanted_.random_seed;
    random_of_version_ = model_.version;
  }
  return *random_;
}

void InspectSteps::set_stamp(std::uint64_t stamp) {
  changed_ = changed_ || stamp != stamp_;
  stamp_ = stamp;
}

std::shared_ptr<const InspectPictures> InspectSteps::publish(std::uint64_t version) {
  const ModelInfo& info = model_.model->info();
  auto pictures = std::make_shared<InspectPictures>();
  pictures->stamp = stamp_;
  pictures->version = version;
  pictures->image = picture_;
  pictures->logit = logit_.value_or(0.0f);
  pictures->block = resolved(wanted_.guided.block, info);
  pictures->maps = maps_;
  pictures->maps_block = resolved(wanted_.maps_block, info);
  pictures->milliseconds = milliseconds_;
  for (const int feature : wanted_.guided.features) {
    const auto row = rows_.find(feature);
    if (row == rows_.end()) break;
    pictures->learned.push_back(row->second.learned);
    pictures->random.push_back(row->second.random);
  }
  changed_ = false;
  return pictures;
}

bool fits(const InspectRequest& request, const ModelInfo& model) {
  const int blocks = static_cast<int>(model.discriminator_blocks.size());
  const auto exists = [blocks](int block) { return block >= 0 && block <= blocks; };
  if (!model.has_discriminator || blocks == 0 || !exists(request.maps_block) || !exists(request.guided.block))
    return false;
  const int block = resolved(request.guided.block, model);
  const int channels = model.discriminator_blocks[static_cast<std::size_t>(block) - 1].channels;
  return std::all_of(request.guided.features.begin(), request.guided.features.end(),
                     [channels](int feature) { return feature >= 0 && feature < channels; });
}

}  // namespace core
