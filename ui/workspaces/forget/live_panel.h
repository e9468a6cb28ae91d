#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/forget/live_pictures.h"

namespace ui::forget {

/// The mask at work: Before, After and Control of one z, the ranked weights and k under them.
class LivePanel : public Panel {
 public:
  explicit LivePanel(ForgetState& state) : state_(state) {}

  const char* id() const override { return "forget.live"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);

  ForgetState& state_;
  LivePictures pictures_;
  bool difference_ = false;
};

/// Figure 6 of the document: before, after, control for the samples of the sheet.
core::ExportRequest forget_figure(const Frame& frame);
/// Why it cannot be exported, through tr(); null = it can.
const char* why_no_figure(const Frame& frame);
/// Another z on the canvas, drawn from a fresh seed.
void draw_new_z(Frame& frame);

}  // namespace ui::forget
