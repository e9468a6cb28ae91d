#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/json.h"

namespace core {

/// The model that drew an export, as the export says it (docs/formats.md: Figures).
struct FigureModel {
  std::string name;    // a file's or folder's, without place and ending
  std::string sha256;  // empty for a net in training
};

/// Out of an export's provenance(); nothing where it names none.
std::optional<FigureModel> figure_model(const Json& provenance);

/// The bundled model or the file of this hash, as `existing_model` takes it: files of its name are looked for
/// beside `figure` and in the current folder. Throws Error that names the model when it is not there.
std::string find_model(const FigureModel& model, const std::filesystem::path& figure);

}  // namespace core
