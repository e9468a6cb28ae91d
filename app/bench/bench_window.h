#pragma once

#include <filesystem>
#include <string>

#include "app/gui_app.h"

namespace app {

inline constexpr int kBenchWidth = 1280, kBenchHeight = 800;
// Seconds a turn waits for events at most. As in GuiApp::run, frames are drawn for what happens, not by a
// clock.
inline constexpr double kBenchWait = 0.5;

/// The folder a bench writes to, gone with it.
class BenchFolder {
 public:
  BenchFolder();
  ~BenchFolder();
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The window every bench measures: Explore at 1x on `model`, the layout of a first start, no greeting.
GuiOptions bench_window(const std::string& model, const BenchFolder& folder);

}  // namespace app
