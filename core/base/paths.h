#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Where the program's own files lie: $GANSCOPE_ASSETS, else assets/ beside the executable or above it.
/// Throws Error when nothing is found.
std::filesystem::path assets_folder();
/// $HOME; nothing where it is not set.
std::optional<std::filesystem::path> home_folder();
/// Settings, layout, recent files: $XDG_CONFIG_HOME/ganscope or ~/.config/ganscope.
std::filesystem::path config_folder();
/// The log: $XDG_STATE_HOME/ganscope or ~/.local/state/ganscope.
std::filesystem::path state_folder();
/// Exports of the window by default: ~/Pictures/ganscope, else ~/ganscope.
std::filesystem::path default_export_folder();
/// Where file dialogs begin: the folder the program works in, the home folder once that was deleted, else /.
std::filesystem::path working_folder();
/// Training runs by default: ~/ganscope/runs.
std::filesystem::path default_run_folder();

struct BundledModel {
  std::string name;            // "rooms"
  std::filesystem::path file;  // assets/models/rooms/model.safetensors
};

/// Models that come with the program, by name.
std::vector<BundledModel> bundled_models();
/// The file of a bundled model by its name, or of a folder laid out as Hugging Face's and those of `train`
/// are (model.safetensors); else the path itself.
std::filesystem::path resolve_model(std::string_view name_or_path);
/// The same of what is there. Throws Error that names the bundled models, or says that they are missing.
std::filesystem::path existing_model(std::string_view name_or_path);

}  // namespace core
