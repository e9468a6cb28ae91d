#pragma once

#include <imgui.h>

#include "tests/ui/null_window.h"

namespace ui_test {

/// What ImGui would hand to the renderer, recorded by hand: one list on 800 x 600.
struct DrawRecording {
  NullWindow window{{}};  // its context has the font atlas whose white pixel plain shapes use
  ImDrawList list{ImGui::GetDrawListSharedData()};
  ImDrawData data;

  DrawRecording() {
    window.frame();
    data.DisplaySize = {800, 600};
    data.FramebufferScale = {1, 1};
    data.CmdLists.push_back(&list);
    begin();
  }

  /// Empties the list for another frame.
  void begin() {
    list._ResetForNewFrame();
    list._SetPixelDensity(1);
    list.PushTexture(ImGui::GetIO().Fonts->TexRef);
    list.PushClipRect({0, 0}, {800, 600});
  }
};

}  // namespace ui_test
