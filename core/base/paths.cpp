#include "core/base/paths.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "core/base/error.h"
#include "core/base/links.h"

namespace core {
namespace fs = std::filesystem;

namespace {

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

fs::path needed_home() {
  const auto home = home_folder();
  if (!home) throw Error("there is no home folder to keep files in", "$HOME is not set", "set HOME");
  return *home;
}

/// By the base directory rules of freedesktop.org, which say that a relative path in the variable is ignored.
fs::path own_folder(const char* variable, const char* below_home) {
  const auto named = environment(variable);
  const bool usable = named && fs::path(*named).is_absolute();
  return (usable ? fs::path(*named) : needed_home() / below_home) / "ganscope";
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::optional<fs::path> find_assets() {
  if (const auto named = environment("GANSCOPE_ASSETS")) {
    if (!is_folder(*named)) throw Error("no such folder", *named, "$GANSCOPE_ASSETS names it");
    return *named;
  }
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  if (program.empty()) return std::nullopt;
  for (const char* place : {"assets", "../assets", "../../assets", "../share/ganscope/assets"}) {
    const fs::path folder = (program / place).lexically_normal();
    if (is_folder(folder)) return folder;
  }
  return std::nullopt;
}

}  // namespace

std::optional<fs::path> home_folder() {
  const auto home = environment("HOME");
  return home ? std::optional<fs::path>(*home) : std::nullopt;
}

fs::path assets_folder() {
  if (auto folder = find_assets()) return *folder;
  throw Error("the program's own files are missing", "assets", "set GANSCOPE_ASSETS to the assets folder");
}

fs::path config_folder() {
  return own_folder("XDG_CONFIG_HOME", ".config");
}

fs::path state_folder() {
  return own_folder("XDG_STATE_HOME", ".local/state");
}

fs::path default_export_folder() {
  const fs::path pictures = needed_home() / "Pictures";
  return (is_folder(pictures) ? pictures : needed_home()) / "ganscope";
}

fs::path working_folder() {
  std::error_code deleted;
  const fs::path folder = fs::current_path(deleted);
  return deleted ? home_folder().value_or("/") : folder;
}

fs::path default_run_folder() {
  return needed_home() / "ganscope" / "runs";
}

std::vector<BundledModel> bundled_models() {
  std::vector<BundledModel> models;
  const auto assets = find_assets();
  if (!assets) return models;
  std::error_code failure;
  for (fs::directory_iterator it(*assets / "models", failure), end; !failure && it != end;
       it.increment(failure)) {
    const fs::path file = it->path() / "model.safetensors";
    if (is_file(file)) models.push_back({it->path().filename().string(), file});
  }
  std::sort(models.begin(), models.end(),
            [](const BundledModel& a, const BundledModel& b) { return a.name < b.name; });
  return models;
}

fs::path resolve_model(std::string_view name_or_path) {
  for (const BundledModel& model : bundled_models()) {
    if (model.name == name_or_path) return model.file;
  }
  const fs::path file = fs::path(name_or_path) / "model.safetensors";
  return is_folder(name_or_path) && is_file(file) ? file : fs::path(name_or_path);
}

fs::path existing_model(std::string_view name_or_path) {
  fs::path file = resolve_model(name_or_path);
  std::error_code ignored;
  if (fs::status(file, ignored).type() != fs::file_type::not_found) {
    if (is_folder(name_or_path)) require_inside(name_or_path, file, Links::kStay);
    return file;
  }
  if (!file.has_parent_path() && !file.has_extension()) assets_folder();  // it may be a bundled one's name
  std::string names;
  for (const BundledModel& model : bundled_models()) names += (names.empty() ? "" : ", ") + model.name;
  throw Error("there is no such file", name_or_path.empty() ? "\"\"" : std::string(name_or_path),
              names.empty() ? "give a model file" : "give a model file or a bundled name: " + names);
}

}  // namespace core
