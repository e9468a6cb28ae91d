#pragma once

#include <imgui.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/snapshot.h"
#include "tests/ui/window/drawn_text.h"
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
    bool pseudo_locale = false;
    std::filesystem::path log_file{};
  };

  explicit NullWindow(const Options& options);
  ~NullWindow();
  NullWindow(const NullWindow&) = delete;
  NullWindow& operator=(const NullWindow&) = delete;

  void frame(std::vector<core::Event> events = {});
  void frames(int count);
  void open_model(int nz = 16);  // and tells the window, as the session would
  void open_model(core::ModelInfo info);
  void open_model(core::FrozenModelPtr model);
  void press(ImGuiKeyChord keys);            // down in one frame, up in the next
  void run_command(std::string_view words);  // typed into the command palette, then Enter
  void point(ImVec2 at);
  void click(ImVec2 at, int button = ImGuiMouseButton_Left);
  void click(std::string_view label);  // what was drawn last of all that reads so, or holds it
  void click_in(std::string_view panel, std::string_view label);  // what reads so in a panel ("explore.path")
  /// What a panel reads, child windows included, in the order it is drawn.
  std::vector<test::DrawnString> read(std::string_view panel) const;

  ui::Ui& ui() { return *ui_; }

  test::DrawnText text;            // of the last frame
  std::function<void()> on_frame;  // called after each
  core::Snapshot snapshot;
  std::vector<core::Command> commands;        // all sent so far
  std::vector<core::RenderRequest> requests;  // all made so far
  std::vector<std::string> errors;
  std::vector<ui::LogLine> kept_log;  // lines given away for the log file

 private:
  void answer(const core::RenderRequest& request);

  std::unique_ptr<ui::Ui> ui_;
  std::uint64_t version_ = 0;
};

/// A model of 16 px that only knows its data; the other comes from elsewhere and leaves much to guess.
core::ModelInfo fake_info(int nz);
core::ModelInfo foreign_info();
core::FrozenModelPtr fake_model(int nz);
core::FrozenModelPtr fake_model(core::ModelInfo info);
/// A running training with a curve, a checkpoint and a grid.
std::shared_ptr<const core::TrainSnapshot> fake_training(core::Phase phase);

}  // namespace ui_test
