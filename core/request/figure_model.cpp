#include "core/request/figure_model.h"

#include <algorithm>
#include <system_error>
#include <vector>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/model/model_hash.h"

namespace core {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShownHash = 12;  // digits

/// What an entry of a folder opens as: a file, or the model in a folder laid out as `train` lays one out.
fs::path model_in(const fs::path& entry) {
  std::error_code unreadable;
  return fs::is_directory(entry, unreadable) ? entry / "model.safetensors" : entry;
}

bool has_hash(const fs::path& file, const std::string& sha256) {
  std::error_code unreadable;
  try {
    return fs::is_regular_file(file, unreadable) && is_same_model(sha256_of_file(file), sha256);
  } catch (const Error&) {
    return false;  // it may not be read
  }
}

/// Files of the model's name in the folder, and the folder's own model where it is called so.
std::vector<fs::path> candidates(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> files;
  std::error_code unreadable;
  for (fs::directory_iterator at(folder, unreadable), end; !unreadable && at != end; at.increment(unreadable))
    if (at->path().stem() == name || at->path().filename() == name) files.push_back(model_in(at->path()));
  std::sort(files.begin(), files.end());
  if (fs::absolute(folder, unreadable).lexically_normal().filename() == name)
    files.push_back(folder / "model.safetensors");
  return files;
}

}  // namespace

std::optional<FigureModel> figure_model(const Json& provenance) {
  if (!provenance.is_object() || !provenance.contains("model")) return std::nullopt;
  const Json& model = provenance.at("model");
  const auto text = [&](const char* key) {
    return model.is_object() && model.contains(key) && model.at(key).is_string()
               ? model.at(key).get<std::string>()
               : std::string();
  };
  FigureModel found{text("name"), text("sha256")};
  if (found.name.empty()) return std::nullopt;
  return found;
}

std::string find_model(const FigureModel& model, const fs::path& figure) {
  if (model.sha256.empty())
    throw Error("this figure was drawn by a net in training", figure.string(), "give the model as MODEL");
  for (const BundledModel& bundled : bundled_models())
    if (has_hash(bundled.file, model.sha256)) return bundled.name;
  const fs::path beside = figure.has_parent_path() ? figure.parent_path() : fs::path(".");
  for (const fs::path& folder : {beside, fs::path(".")})
    for (const fs::path& file : candidates(folder, model.name))
      if (has_hash(file, model.sha256)) return file.string();
  throw Error("the model of this figure is not at hand, " + model.name + " of SHA-256 " +
                  model.sha256.substr(0, kShownHash) + "...",
              figure.string(), "give its file as MODEL");
}

}  // namespace core
