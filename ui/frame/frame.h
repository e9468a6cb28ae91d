#pragma once

#include "core/document/document.h"
#include "core/document/history.h"
#include "core/session/snapshot.h"
#include "ui/frame/outbox.h"
#include "ui/frame/view_state.h"

namespace ui {

class TextureStore;
struct Theme;

/// What a panel gets for one frame. UI thread; nothing in it outlives the frame.
struct Frame {
  core::Document& document;  // who writes which part is said at core::Document
  const core::History& history;
  const core::Snapshot& snapshot;  // model may be null before the first load
  ViewState& view;
  Outbox& out;
  TextureStore& textures;
  const Theme& theme;
  double time = 0;  // seconds since start
  float delta = 0;  // seconds since the last frame

  const core::ModelInfo* model() const { return snapshot.model ? &snapshot.model->info() : nullptr; }
};

}  // namespace ui
