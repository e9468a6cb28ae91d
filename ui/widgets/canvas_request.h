#pragma once

#include <optional>

#include "core/request/render_request.h"
#include "ui/frame/frame.h"

namespace ui {

/// BatchNorm mode and dropped maps of Explore's pictures: the mask of Forget acts everywhere while it is on.
core::GenerateOptions canvas_options(const core::Document& document);
/// The canvas picture with D's logit, as Explore shows it. No surface before a model is open, or while the z
/// in the document belongs to another model.
std::optional<core::SurfaceRequest> canvas_request(const Frame& frame);
/// Explore's contact sheet in the order of its seeds, under the same condition.
std::optional<core::SurfaceRequest> sheet_request(const Frame& frame);

}  // namespace ui
