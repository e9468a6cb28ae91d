#include "ui/workspaces/discriminator/discriminator_state.h"

#include <algorithm>

#include "core/model/guided_picture.h"
#include "ui/look/tr.h"

namespace ui::discriminator {
namespace {

GuidedRow row_of(const core::GuidedMap& learned, const core::GuidedMap& random) {
  const double scale = std::max(core::guided_scale({&learned, 1}), core::guided_scale({&random, 1}));
  return {learned.feature,
          learned.response,
          random.response,
          learned.unit_x,
          learned.unit_y,
          core::guided_picture(learned, scale),
          core::guided_picture(random, scale)};
}

}  // namespace

const char* cannot_inspect(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  if (!model) return tr("no model is open");
  return model->has_discriminator ? nullptr : tr("this model has no discriminator");
}

std::vector<int> DiscriminatorState::features(const Frame& frame) const {
  const core::ModelInfo* model = frame.model();
  if (!model) return {};
  const core::DiscriminatorDocument& document = frame.document.discriminator;
  return legal_features(document.features, channels_of(resolved_block(document.block, *model), *model));
}

void DiscriminatorState::take(const core::InspectPictures* pictures) {
  rows.clear();
  if (!pictures) return;
  const std::size_t done = std::min(pictures->learned.size(), pictures->random.size());
  for (std::size_t i = 0; i < done; ++i) rows.push_back(row_of(pictures->learned[i], pictures->random[i]));
  const std::uint64_t version_of_maps = map_answers_.of(pictures->maps);
  if (version_of_maps == maps_version_) return;
  maps_version_ = version_of_maps;
  maps = pictures->maps ? make_map_sheet(*pictures->maps, pictures->maps_block) : MapSheet{};
}

void DiscriminatorState::update(const Frame& frame) {
  input.update(frame);
  const std::uint64_t newest = answers_.of(frame.snapshot.inspect);
  if (newest != version) {
    version = newest;
    take(frame.snapshot.inspect.get());
  }
  const int last_row = static_cast<int>(features(frame).size()) - 1;
  selected_row = std::clamp(selected_row, 0, std::max(last_row, 0));
  selected_map = std::clamp(selected_map, 0, std::max(static_cast<int>(maps.statistics.size()) - 1, 0));
}

}  // namespace ui::discriminator
