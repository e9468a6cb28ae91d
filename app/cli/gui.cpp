#include <cstdio>
#include <thread>

#include "app/cli/context.h"
#include "app/cli/number_range.h"
#include "app/cli/out_file.h"
#include "app/gui_app.h"
#include "core/base/error.h"
#include "core/engine/torch_engine.h"

namespace app {
namespace {

struct GuiFlags {
  OutFile screenshot;
  std::string model, workspace, theme, size = "1600x1000";
  float scale = 1;
};

const std::vector<std::string> kWorkspaces{"explore", "arithmetic", "discriminator",
                                           "forget",  "train",      "evaluate"};

void parse_size(const std::string& text, GuiOptions& options) {
  char rest = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &options.width, &options.height, &rest) != 2 ||
      options.width < 320 || options.height < 240 || options.width > 16384 || options.height > 16384)
    throw core::UsageError("cannot read the window's size", text, "write WIDTHxHEIGHT, such as 1600x1000");
}

/// "CPU · 2 threads" or "cuda:0", for the status bar.
std::string device_words(const CliContext& context) {
  const std::string device = engine::resolved_device(context.device);
  if (device != "cpu") return device;
  const unsigned threads =
      context.threads > 0 ? context.threads : std::max(1u, std::thread::hardware_concurrency());
  return "CPU · " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

GuiOptions resolve(const GuiFlags& flags, const CLI::App& command, const CliContext& context) {
  GuiOptions options;
  options.stop = context.stop();
  options.signals = context.signals;
  options.log = &context.log();
  options.device = device_words(context);
  options.model = flags.model;
  options.screenshot = flags.screenshot.path;
  parse_size(flags.size, options);
  if (!flags.workspace.empty())
    options.workspace = static_cast<core::Workspace>(
        std::find(kWorkspaces.begin(), kWorkspaces.end(), flags.workspace) - kWorkspaces.begin());
  if (!flags.theme.empty())
    options.theme = flags.theme == "light" ? ui::ThemeKind::kLight : ui::ThemeKind::kDark;
  if (command.count("--scale") > 0) options.scale = flags.scale;
  return options;
}

}  // namespace

void add_gui(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand("gui", "Open the window (also without any command)");
  auto flags = std::make_shared<GuiFlags>();
  command->add_option("MODEL", flags->model, "Model file or bundled name");
  add_out_file(*command, "--screenshot", flags->screenshot, "Write the settled window to this PNG and quit");
  command
      ->add_option("--workspace", flags->workspace,
                   "explore, arithmetic, discriminator, forget, train or evaluate")
      ->check(CLI::IsMember(kWorkspaces));
  command->add_option("--theme", flags->theme, "dark or light")->check(CLI::IsMember({"dark", "light"}));
  command->add_option("--scale", flags->scale, "Size of everything")->check(number_range(0.75, 3.0));
  command->add_option("--size", flags->size, "Window in pixels")->capture_default_str();
  command->callback([flags, command, &context] {
    flags->screenshot.check({io::ContentKind::kPng});
    GuiApp app(context.shared_engine(), resolve(*flags, *command, context));
    const int status = app.run();
    if (context.stop().stop_requested()) throw core::Cancelled();
    if (status != 0)
      throw core::Error("the window ended without a model", flags->model, "see ganscope model list");
  });
}

}  // namespace app
