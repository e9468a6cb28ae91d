#include "app/cli/saved_figure.h"

#include <cstdio>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/printable.h"
#include "core/image/png.h"
#include "core/model/model_hash.h"
#include "core/request/figure_model.h"
#include "core/request/request_json.h"

namespace app {
namespace {

constexpr std::size_t kMaxStateFile = 256u << 20;

std::string text_of(const std::string& file) {
  const std::vector<std::byte> bytes = core::read_file(file, kMaxStateFile);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What an exported picture says about itself.
std::string provenance_in(const std::string& file) {
  core::PngText chunks;
  try {
    chunks = core::read_png_text(core::read_file(file, kMaxStateFile));
  } catch (const core::Error& error) {
    throw core::Error("cannot read the state in this picture, " + error.failed(), file,
                      "give a PNG that ganscope exported");
  }
  const auto found = chunks.find(core::kProvenanceKey);
  if (found == chunks.end())
    throw core::Error("this picture carries no ganscope state", file, "only exports of ganscope do");
  return found->second;
}

}  // namespace

core::Json saved_json(const FigureOptions& options) {
  const std::string& file = options.saved_in();
  return core::parse_json(options.state.empty() ? provenance_in(file) : text_of(file), file);
}

core::ExportRequest saved_request(const FigureOptions& options, const core::Json& json,
                                  const core::ModelInfo& model) {
  const std::string& file = options.saved_in();
  const core::Json& request = json.is_object() && json.contains("request") ? json.at("request") : json;
  core::ExportRequest saved = core::request_from_json(request, model.prior, model.nz, file);
  const std::string command = core::figure_name(saved.figure);
  if (command != options.command->get_name())
    throw core::UsageError("this figure is made by ganscope " + command, file,
                           "not by ganscope " + options.command->get_name());
  return saved;
}

ModelOptions model_for(const FigureOptions& options, const core::Json& saved) {
  ModelOptions model = options.model;
  if (options.command->get_option("MODEL")->count() > 0) return model;
  if (!options.made_again()) throw core::UsageError("MODEL is required", {}, "try --help");
  const auto drawn_by = core::figure_model(saved);
  if (!drawn_by)
    throw core::UsageError("this state names no model", options.saved_in(), "give the model as MODEL");
  model.model = core::find_model(*drawn_by, options.saved_in());
  return model;
}

void tell_other_model(const CliContext& context, const core::Json& saved, const core::ModelInfo& model) {
  const auto drawn_by = core::figure_model(saved);
  if (!drawn_by || context.quiet || drawn_by->sha256.empty() ||
      core::is_same_model(drawn_by->sha256, model.sha256))
    return;
  std::fprintf(stderr, "ganscope: the figure was drawn by another model, %s\n",
               core::printable(drawn_by->name).c_str());
}

}  // namespace app
