#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/context.h"
#include "app/cli/model_options.h"
#include "app/cli/out_file.h"
#include "core/request/requests.h"

namespace app {

/// Options that every command which writes a figure has.
struct FigureOptions {
  const CLI::App* command = nullptr;
  ModelOptions model;
  OutFile out;
  std::string state;                 // --state FILE.json: the whole request as "copy as command" wrote it
  std::string from;                  // --from sheet.png: the request out of an export
  std::string batch_norm;            // empty = the model's first mode
  std::vector<std::string> dropped;  // --drop 2:5,17
  std::uint64_t seed = 0;
  std::vector<const CLI::Option*> beside_saved;  // may stand beside --state and --from

  bool made_again() const { return !state.empty() || !from.empty(); }

  const std::string& saved_in() const { return state.empty() ? from : state; }
};

void add_figure_options(CLI::App& command, FigureOptions& options);

/// Makes the figure of a request for a loaded model; called when neither --state nor --from is given.
using MakeFigure = std::function<core::FigureRequest(const core::ModelInfo&)>;

/// What a figure that is made again takes from the command line all the same.
using CompleteFigure = std::function<void(core::FigureRequest&, const core::ModelInfo&)>;

/// Loads the model, which a figure that is made again names itself where it is not said, completes the
/// request, writes the figure, prints what was written. What `complete` reads is among options.beside_saved.
void write_figure(CliContext& context, const FigureOptions& options, const std::string& title,
                  const MakeFigure& make, const CompleteFigure& complete = {});

/// "3,17,40" are seeds; "a.npy" holds one z or several. Throws core::UsageError or core::Error naming the
/// item.
std::vector<core::Exemplar> parse_exemplars(const std::vector<std::string>& items,
                                            const core::ModelInfo& model);
/// The single seeds first .. first + count - 1.
std::vector<core::Exemplar> seeded(std::uint64_t first, int count, const core::ModelInfo& model);

}  // namespace app
