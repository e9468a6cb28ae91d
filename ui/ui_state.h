#pragma once

#include <implot.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/dialogs/command_palette.h"
#include "ui/gl/texture_store.h"
#include "ui/look/tr.h"
#include "ui/shell/actions.h"
#include "ui/shell/button_survey.h"
#include "ui/shell/dock_layout.h"
#include "ui/shell/event_sink.h"
#include "ui/shell/panel_host.h"
#include "ui/ui.h"

namespace ui {

/// ImPlot's context lives as long as the window's contents.
struct PlotContext {
  PlotContext() { ImPlot::CreateContext(); }

  ~PlotContext() { ImPlot::DestroyContext(); }

  PlotContext(const PlotContext&) = delete;
  PlotContext& operator=(const PlotContext&) = delete;
};

/// What Ui is made of; its own files only.
struct Ui::State {
  explicit State(UiOptions given);

  UiOptions options;
  Language language;
  PlotContext plots;
  core::Document document;
  core::History history;
  ViewState view;
  Outbox out;
  Shell shell;
  TextureStore textures;
  Theme theme;
  std::vector<Action> actions;
  DockLayout layout;
  PanelHost panels;
  CommandPalette palette;
  ButtonBook buttons;
  std::vector<std::unique_ptr<WorkspaceView>> workspaces;

  std::vector<core::Command> commands;
  std::optional<core::RenderRequest> request, pending;
  WindowRequests window;
  std::vector<std::filesystem::path> dropped_json;  // boxes and masks, for the next frame
  std::string saved_settings;
  std::vector<core::BatchNormMode> modes;  // of the shown model
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  float monitor_scale = 1;
  bool styled = false;

  WorkspaceView& shown() { return *workspaces[static_cast<std::size_t>(view.workspace)]; }

  EventTargets targets() { return {document, history, view, shell}; }

  void take_news(const core::Snapshot& snapshot, const std::vector<core::Event>& events);
  void follow_modes(const core::Snapshot& snapshot);
  void fit_document(const core::Snapshot& snapshot);
  void draw_frame(ActionContext& context);
  void draw_host(ActionContext& context);
  void draw_dialogs(ActionContext& context);
  void close_dialogs();
  void act_on(Outbox& asked, const core::Snapshot& snapshot);
  void act_on_dialog(ActionContext& context);
  void take_dropped(const std::vector<std::filesystem::path>& paths);
  void take_dropped_json(Frame& frame);
  void plan(const Frame& frame);
  void save_settings();
};

}  // namespace ui
