#pragma once

#include "core/base/json.h"
#include "core/request/requests.h"

namespace core {

/// The sub-command that writes a figure, and the "figure" of its JSON: sample, walk, arithmetic, turn, forget
/// or guided.
const char* figure_name(const FigureRequest& figure);

/// The whole request as JSON without its output path: what an export carries as provenance and what `--state`
/// and `--from` read back. A seeded z is one number, any other z its coordinates. Images of a GuidedRequest
/// are named, not embedded.
Json to_json(const ExportRequest& request);

/// The inverse, for latents of `nz` coordinates under `prior`. Hostile input: throws Error naming the field.
/// GuidedRequest images stay empty, their names are read.
ExportRequest request_from_json(const Json& json, Prior prior, int nz, const std::string& where);

/// The provenance of an export: program, model (name, SHA-256, step), request. No time, host or absolute
/// path, so equal requests give equal bytes.
Json provenance(const ModelInfo& model, const ExportRequest& request);

/// Key of the PNG text chunk that holds the provenance.
inline constexpr const char* kProvenanceKey = "ganscope";

}  // namespace core
