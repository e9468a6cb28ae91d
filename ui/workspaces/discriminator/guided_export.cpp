#include "ui/workspaces/discriminator/guided_export.h"

#include <fmt/format.h>
#include <imgui.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/session/feature_list.h"
#include "core/session/run_name.h"
#include "ui/tr.h"
#include "ui/widgets/canvas_request.h"
#include "ui/widgets/command_text.h"
#include "ui/widgets/copy_command.h"

namespace ui {

core::ExportRequest guided_export(const Frame& frame, const DiscriminatorState& state) {
  const core::DiscriminatorDocument& document = frame.document.discriminator;
  core::GuidedRequest guided;
  guided.options.block = document.block;
  guided.options.features = state.features(frame);
  guided.options.leak_in_backward = document.leak_in_backward;
  guided.random_seed = document.random_seed;
  if (state.input.image()) {
    guided.images = {*state.input.image()};
    guided.image_names = {state.input.name()};
  } else {
    guided.generated = {frame.document.explore.current};
  }
  return {std::move(guided), canvas_options(frame.document), {}};
}

void copy_guided_command(Frame& frame, const DiscriminatorState& state) {
  core::ExportRequest request = guided_export(frame, state);
  const auto& guided = std::get<core::GuidedRequest>(request.figure);
  if (guided.images.empty()) return copy_command(frame, std::move(request));
  try {
    const std::filesystem::path folder = export_folder(frame.view.settings);
    const std::filesystem::path images = core::numbered_folder(folder, "guided-input");
    core::make_folder(images);
    core::write_file_atomically(images / "image.png", core::encode_png(guided.images.front()));
    const std::string line =
        fmt::format("ganscope guided {} --images {} --layer {} --features {} --random-seed {}{} --out {}",
                    shell_quoted(model_argument(frame)), shell_quoted(images.string()), guided.options.block,
                    core::feature_list_text(guided.options.features), guided.random_seed,
                    guided.options.leak_in_backward ? " --leak" : "",
                    shell_quoted(core::numbered_file(folder, "guided", "png").string()));
    ImGui::SetClipboardText(line.c_str());
    frame.out.toast({ToastKind::kDone, tr("Command copied"), verbatim(line), {}});
  } catch (const core::Error& error) {
    frame.out.toast({ToastKind::kError, tr("The image could not be written"), verbatim(error.what()), {}});
  }
}

}  // namespace ui
