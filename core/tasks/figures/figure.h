#pragma once

#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/request/requests.h"

namespace tasks {

/// Pictures of all latents in fixed chunks of 16 (the last one filled up), so that a figure's bytes do not
/// depend on how many tiles it has.
std::vector<core::Image> render_latents(const core::FrozenModel& model,
                                        const std::vector<core::Latent>& latents,
                                        const core::GenerateOptions& options, const core::Progress& progress);

// Each figure of the paper as one picture.
core::Image sample_sheet(const core::FrozenModel&, const core::SampleRequest&, const core::GenerateOptions&,
                         const core::Progress&);
core::Image walk_sheet(const core::FrozenModel&, const core::WalkRequest&, const core::GenerateOptions&,
                       const core::Progress&);
core::Image arithmetic_sheet(const core::FrozenModel&, const core::ArithmeticRequest&,
                             const core::GenerateOptions&, const core::Progress&);
core::Image turn_sheet(const core::FrozenModel&, const core::TurnRequest&, const core::GenerateOptions&,
                       const core::Progress&);
core::Image forget_sheet(const core::FrozenModel&, const core::ForgetRequest&, const core::GenerateOptions&,
                         const core::Progress&);
core::Image guided_sheet(const core::FrozenModel&, const core::GuidedRequest&, const core::GenerateOptions&,
                         const core::Progress&);

/// Renders the request and writes it atomically; any ending but .png, and .gif or .mp4 for walks, is refused.
/// What the model has not, and a place that cannot be written, is refused before the first picture.
core::ExportResult write_figure(const core::FrozenModel& model, const core::ExportRequest& request,
                                const core::Progress& progress);

/// What of the request its file's format cannot hold, for people; empty where it holds everything.
std::string format_note(const core::ExportRequest& request);

}  // namespace tasks
