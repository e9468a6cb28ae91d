#include "app/bench/load.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <vector>

#include "app/bench/bench_window.h"
#include "core/base/error.h"

namespace app {
namespace {

constexpr double kPatience = 60, kQuiet = 1;

/// Seconds this process has lived, to a hundredth: field 22 of /proc/self/stat is its start since boot.
double process_age() {
  std::ifstream stat("/proc/self/stat");
  std::string word;
  std::getline(stat, word, ')');  // the name may hold spaces
  double started = 0;
  for (int field = 3; field <= 22; ++field) {
    stat >> word;
    if (field == 22) started = std::stod(word);
  }
  timespec boot{};
  clock_gettime(CLOCK_BOOTTIME, &boot);
  return static_cast<double>(boot.tv_sec) + static_cast<double>(boot.tv_nsec) * 1e-9 -
         started / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class Bench {
 public:
  Bench(std::shared_ptr<core::Engine> engine, const LoadBenchOptions& options)
      : options_(options), app_(std::move(engine), bench_window(options.model, folder_)) {}

  core::Json run() {
    show_picture_after(0, 0);
    const double start = process_age() - (Window::now() - app_.window().last_swap_time());
    std::vector<double> drops;
    for (int i = 0; i < options_.drops && !options_.file.empty(); ++i) {
      drops.push_back(drop(options_.file));
      drop(options_.model);
    }
    core::Json result{{"window", {kBenchWidth, kBenchHeight}}, {"start_to_first_picture_s", start}};
    if (drops.empty()) return result;
    std::sort(drops.begin(), drops.end());
    result["file"] = std::filesystem::path(options_.file).filename().string();
    std::error_code no_file;
    const std::uintmax_t bytes = std::filesystem::file_size(options_.file, no_file);
    result["bytes"] = no_file ? core::Json() : core::Json(bytes);
    result["drop_to_first_picture_s"] = {
        {"median", drops[drops.size() / 2]}, {"max", drops.back()}, {"drops", drops.size()}};
    return result;
  }

 private:
  /// Turns until a picture of a model newer than `model` is on the screen.
  void show_picture_after(std::uint64_t model, std::uint64_t picture) {
    for (const double end = Window::now() + kPatience;;) {
      app_.turn(kBenchWait);
      const core::Snapshot& shown = app_.snapshot();
      const core::SurfacePictures* canvas = shown.surface(core::Surface::kCanvas);
      if (shown.model_version > model && canvas && canvas->version != picture &&
          canvas->stamp >= app_.ui().view().stamp)
        return;
      if (Window::now() > end)
        throw core::Error("no picture came", options_.file, "does `ganscope model info` open it?");
    }
  }

  double drop(const std::string& file) {
    // Sheets are drawn and statistics gathered before the next drop, as when a person looks before dropping.
    for (double quiet_since = Window::now(); Window::now() - quiet_since < kQuiet;) {
      app_.turn(kBenchWait);
      if (!app_.snapshot().jobs.empty()) quiet_since = Window::now();
    }
    const std::uint64_t model = app_.snapshot().model_version;
    const core::SurfacePictures* canvas = app_.snapshot().surface(core::Surface::kCanvas);
    const std::uint64_t picture = canvas ? canvas->version : 0;
    const double begin = Window::now();
    if (file == options_.model)
      app_.session().send(core::LoadModel{file});
    else
      app_.ui().files_dropped({file});
    show_picture_after(model, picture);
    return app_.window().last_swap_time() - begin;
  }

  LoadBenchOptions options_;
  BenchFolder folder_;
  GuiApp app_;
};

}  // namespace

core::Json run_load_bench(std::shared_ptr<core::Engine> engine, const LoadBenchOptions& options) {
  return Bench(std::move(engine), options).run();
}

}  // namespace app
