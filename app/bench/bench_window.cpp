#include "app/bench/bench_window.h"

#include <unistd.h>

#include <system_error>

#include "core/base/paths.h"

namespace app {
namespace {

std::filesystem::path temporary_folder() {
  std::error_code none;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(none);
  return none ? core::working_folder() : folder;
}

}  // namespace

BenchFolder::BenchFolder() : path_(temporary_folder() / ("ganscope-bench-" + std::to_string(getpid()))) {}

BenchFolder::~BenchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

GuiOptions bench_window(const std::string& model, const BenchFolder& folder) {
  GuiOptions gui;
  gui.model = model;
  gui.width = kBenchWidth;
  gui.height = kBenchHeight;
  gui.scale = 1.f;
  gui.workspace = core::Workspace::kExplore;
  gui.layout = folder.path() / "layout.ini";
  gui.first_minute = false;
  return gui;
}

}  // namespace app
