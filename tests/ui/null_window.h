#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/session/snapshot.h"
#include "ui/ui.h"

namespace ui_test {

/// The window's contents without a window: an ImGui context whose renderer does nothing, and a session that
/// answers every picture at once. Misuse of ImGui (a Pop too many, a missing End) is collected in `errors`.
class NullWindow {
 public:
  struct Options {
    ImVec2 size{1600, 1000};
    float scale = 1;
    ui::ThemeKind theme = ui::ThemeKind::kDark;
    core::Workspace workspace = core::Workspace::kExplore;
    bool first_minute = false;
  };

  explicit NullWindow(const Options& options);
  ~NullWindow();
  NullWindow(const NullWindow&) = delete;
  NullWindow& operator=(const NullWindow&) = delete;

  void frame(std::vector<core::Event> events = {});
  void frames(int count);
  void open_model(int nz = 16);    // and tells the window, as the session would
  void press(ImGuiKeyChord keys);  // down in one frame, up in the next

  ui::Ui& ui() { return *ui_; }

  core::Snapshot snapshot;
  std::vector<core::Command> commands;        // all sent so far
  std::vector<core::RenderRequest> requests;  // all made so far
  std::vector<std::string> errors;

 private:
  void answer(const core::RenderRequest& request);

  std::unique_ptr<ui::Ui> ui_;
  std::uint64_t version_ = 0;
};

/// A model of 16 px that only knows its data.
core::FrozenModelPtr fake_model(int nz);
/// A running training with a curve, a checkpoint and a grid.
std::shared_ptr<const core::TrainSnapshot> fake_training(core::Phase phase);

}  // namespace ui_test
