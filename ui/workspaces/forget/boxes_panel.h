#pragma once

#include "ui/frame/workspace.h"
#include "ui/widgets/contact_sheet.h"
#include "ui/workspaces/forget/box_editor.h"

namespace ui::forget {

/// Boxes are drawn on samples here: the open one large, all of them small below it.
class BoxesPanel : public Panel {
 public:
  explicit BoxesPanel(ForgetState& state) : state_(state) {}

  const char* id() const override { return "forget.boxes"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);
  void caption(const Frame& frame) const;
  void samples(Frame& frame, float height);
  void files(Frame& frame) const;

  ForgetState& state_;
  BoxEditor editor_;
  ContactSheetState sheet_;
};

}  // namespace ui::forget
