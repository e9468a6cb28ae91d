#pragma once

#include "core/document/history.h"
#include "core/session/commands.h"
#include "ui/frame/view_state.h"
#include "ui/shell/shell_state.h"

namespace ui {

/// What an event of the session may change. Each event becomes a log line, many a toast.
struct EventTargets {
  core::Document& document;
  core::History& history;
  ViewState& view;
  Shell& shell;
};

void apply_event(const core::Event& event, EventTargets& targets);

/// The discriminator looks at an image that was opened.
void use_image(const core::Answer<core::OpenImageRequest>& opened, core::Document& document, ViewState& view);

/// Begins the document and the history anew for a model whose latents or blocks differ from what they were
/// made for.
void adopt_model(const core::ModelInfo& model, EventTargets& targets);

}  // namespace ui
