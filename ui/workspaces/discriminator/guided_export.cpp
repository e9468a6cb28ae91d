#include "ui/workspaces/discriminator/guided_export.h"

#include "ui/widgets/canvas_request.h"
#include "ui/workspaces/discriminator/feature_choice.h"

namespace ui::discriminator {
namespace {

/// The name under which `--images` finds the image: that of the dropped file, or the data's "rooms 3" as a
/// file. Hidden files are passed over there.
std::string file_name(const core::DiscriminatorDocument& document, const std::string& name) {
  const std::string file = document.source == core::InspectSource::kData ? name + ".png" : name;
  return file.starts_with('.') ? "image" + file : file;
}

}  // namespace

core::ExportRequest guided_export(const Frame& frame, const DiscriminatorState& state) {
  const core::DiscriminatorDocument& document = frame.document.discriminator;
  core::GuidedRequest guided;
  guided.options.block = resolved_block(document.block, *frame.model());
  guided.options.features = state.features(frame);
  guided.options.leak_in_backward = document.leak_in_backward;
  guided.random_seed = document.random_seed;
  if (state.input.image()) {
    guided.images = {*state.input.image()};
    guided.image_names = {file_name(document, state.input.name())};
  } else {
    guided.generated = {frame.document.explore.current};
  }
  return {std::move(guided), canvas_options(frame.document), {}};
}

}  // namespace ui::discriminator
