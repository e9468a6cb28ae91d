#include "ui/workspaces/discriminator/inspect_input.h"

#include "core/image/resample.h"
#include "ui/widgets/data_source.h"

namespace ui::discriminator {

void InspectInput::update(const Frame& frame) {
  const core::DiscriminatorDocument& document = frame.document.discriminator;
  const core::ModelInfo* model = frame.model();
  const Choice choice{document.source, document.data_index, model ? model->size : 0,
                      model ? model->channels : 0, frame.view.images_version};
  if (choice_ == choice) return;
  choice_ = choice;
  ++version_;
  image_.reset();
  name_.clear();
  if (!model || choice.source == core::InspectSource::kGenerated) return;
  const auto& images = frame.view.data_images;
  const core::Image* chosen = nullptr;
  if (choice.source == core::InspectSource::kDropped && !frame.view.dropped_image.empty()) {
    chosen = &frame.view.dropped_image;
    name_ = frame.view.dropped_name;
  } else if (choice.source == core::InspectSource::kData && choice.index >= 0 &&
             choice.index < static_cast<int>(images.size())) {
    chosen = &images[static_cast<std::size_t>(choice.index)];
    name_ = data_name(frame.view.data_images_of) + " " + std::to_string(choice.index + 1);
  }
  if (chosen) image_ = core::to_channels(core::centre_square(*chosen, model->size), model->channels);
}

}  // namespace ui::discriminator
