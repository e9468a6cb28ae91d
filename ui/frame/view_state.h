#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/document/document.h"
#include "core/request/task.h"
#include "ui/look/theme_kind.h"

namespace ui {

enum class Compare { kOff, kSide, kWipe, kFlicker, kDifference };

/// What is remembered between starts (settings.json in core::config_folder()).
struct Settings {
  ThemeKind theme = ThemeKind::kDark;
  float scale = 1.0f;                      // user factor, 0.75 .. 3
  bool linear_sampling = false;            // image canvases: nearest unless set
  std::filesystem::path export_folder;     // empty = core::default_export_folder()
  std::vector<std::string> recent_models;  // newest first, at most 10
  bool gesture_dragged = false, gesture_pinned = false,
       gesture_played = false;  // the three cards of the first minute
  bool first_minute_hidden = false;
  bool pseudo_locale = false;  // tests only
};

/// The play head of the path: moved only by play or by hand; no work that could be lost, so not in the
/// document.
struct PlayHead {
  bool playing = false;
  double seconds = 0;
};

/// What the window shows besides the document: results that came in as events, and how things are looked at.
/// Never undone.
struct ViewState {
  Settings settings;
  core::Workspace workspace = core::Workspace::kExplore;
  bool show_overlays = true;  // Tab
  PlayHead play;
  Compare compare = Compare::kOff;

  std::vector<core::Image> data_images;  // answer to LookAtDataRequest
  std::string data_images_of;            // what they are: "rooms", a folder, a packed file
  core::Image dropped_image;             // dropped on the window or opened; may have any size
  std::string dropped_name;
  std::uint64_t images_version = 0;                   // grows when the images above change
  core::Answer<core::NearestRequest> nearest;         // the newest that was not for the canvas
  core::Answer<core::NearestRequest> canvas_nearest;  // the newest that Explore asked for
  core::Answer<core::DiversityRequest> diversity;
  std::shared_ptr<const core::ModelReport> report;  // of the last verified model
  std::uint64_t report_version = 0;                 // grows with each
  // Why the last of a kind failed, and for what: shown as long as the same would be asked again.
  std::string fit_error, data_error;
  std::optional<core::FitRequest> fit_error_of;
  std::string data_error_of;                           // a source of images that could not be read
  std::optional<core::TrainDocument> failed_training;  // what was set when the last training failed
  std::uint64_t stamp = 0;                             // of the newest render request
};

}  // namespace ui
