#include "app/cli/figure_options.h"

#include <algorithm>
#include <charconv>

#include "app/cli/saved_figure.h"
#include "app/cli/seed.h"
#include "core/base/ending.h"
#include "core/base/error.h"
#include "core/tasks/data/user_files.h"
#include "core/tasks/figures/figure.h"

namespace app {
namespace {

/// Options that say what a figure shows are refused beside --state and --from: the saved request says it, and
/// they would be passed over in silence.
void refuse_beside_saved(const FigureOptions& options) {
  const auto& allowed = options.beside_saved;
  for (const CLI::Option* option : options.command->get_options())
    if (option->count() > 0 && std::find(allowed.begin(), allowed.end(), option) == allowed.end())
      throw core::UsageError(
          "a figure that is made again keeps its own settings", option->get_name(),
          std::string("leave it or ") + (options.state.empty() ? "--from" : "--state") + " out");
}

int number(std::string_view text, const std::string& whole) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0)
    throw core::UsageError("cannot read the maps to drop", whole, "write BLOCK:MAP,MAP such as 2:5,17");
  return value;
}

/// "2:5,17" -> maps 5 and 17 of block 2.
void add_dropped(const std::string& text, core::Masks& masks) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos)
    throw core::UsageError("cannot read the maps to drop", text, "write BLOCK:MAP,MAP such as 2:5,17");
  std::vector<int>& maps = masks.dropped[number(std::string_view(text).substr(0, colon), text)];
  for (std::size_t begin = colon + 1; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    maps.push_back(number(std::string_view(text).substr(begin, comma - begin), text));
    begin = comma + 1;
  }
}

}  // namespace

void add_figure_options(CLI::App& command, FigureOptions& options) {
  options.command = &command;
  add_model_options(command, options.model);
  CLI::Option* model = command.get_option("MODEL")->required(false);
  model->description(model->get_description() + ". With --from or --state: the one named there if left out");
  add_out_file(command, "--out", options.out,
               "File to write; its ending decides the format. A file of that format is replaced")
      ->required();
  command.add_option("--seed", options.seed, "First seed; tile i is the z of seed + i")
      ->check(seed_range())
      ->capture_default_str();
  command.add_option("--bn", options.batch_norm, "BatchNorm statistics: running, population or batch");
  command.add_option("--drop", options.dropped,
                     "Feature maps switched off: BLOCK:MAP,MAP (block 1 is the first)");
  auto* state =
      command.add_option("--state", options.state,
                         "Make exactly this figure again: a state file written by \"copy as command\"");
  command
      .add_option("--from", options.from, "Make exactly this figure again: a picture exported by ganscope")
      ->excludes(state);
  for (const CLI::Option* option : command.get_options())
    if (option->get_name() != "--seed") options.beside_saved.push_back(option);
}

void write_figure(CliContext& context, const FigureOptions& options, const std::string& title,
                  const MakeFigure& make, const CompleteFigure& complete) {
  core::Json saved;
  if (options.made_again()) {
    refuse_beside_saved(options);
    saved = saved_json(options);
  }
  const ModelOptions opened = model_for(options, saved);
  options.out.check();
  const core::FrozenModelPtr model = open_model(context, opened, options.batch_norm == "batch");
  core::ExportRequest request;
  if (options.made_again()) {
    tell_other_model(context, saved, model->info());
    request = saved_request(options, saved, model->info());
    if (complete) complete(request.figure, model->info());
  } else {
    request.figure = make(model->info());
    request.generate.mode = model->info().modes.front();
  }
  if (!options.batch_norm.empty()) {
    const auto mode = core::parse_batch_norm_mode(options.batch_norm);
    if (!mode)
      throw core::UsageError("unknown BatchNorm mode", options.batch_norm, "running, population or batch");
    request.generate.mode = *mode;
  }
  for (const std::string& dropped : options.dropped) add_dropped(dropped, request.generate.masks);
  request.out = options.out.path;
  const core::ExportResult result = core::run_task(context.engine(), request, model, context.progress(title));
  const std::string note = tasks::format_note(request);
  context.print({{"path", result.path.string()},
                 {"width", result.width},
                 {"height", result.height},
                 {"frames", result.frames},
                 {"note", note}},
                result.path.string() + "  " + std::to_string(result.width) + " x " +
                    std::to_string(result.height) +
                    (result.frames > 1 ? ", " + std::to_string(result.frames) + " frames" : "") +
                    (note.empty() ? "" : " " + note));
}

std::vector<core::Exemplar> seeded(std::uint64_t first, int count, const core::ModelInfo& model) {
  check_seeds(first, count);
  std::vector<core::Exemplar> items;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t seed = first + static_cast<std::uint64_t>(i);
    items.push_back({core::sample_latent(model.prior, model.nz, seed), seed});
  }
  return items;
}

std::vector<core::Exemplar> parse_exemplars(const std::vector<std::string>& items,
                                            const core::ModelInfo& model) {
  std::vector<core::Exemplar> exemplars;
  for (const std::string& item : items) {
    if (core::ending_of(item) == ".npy") {
      for (core::Latent& z : tasks::read_latents(item, model.nz))
        exemplars.push_back({std::move(z), std::nullopt});
      continue;
    }
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), seed);
    if (error != std::errc{} || end != item.data() + item.size())
      throw core::UsageError("neither a seed nor a .npy file", item,
                             "write seeds separated by commas, such as 3,17,40");
    exemplars.push_back(seeded(seed, 1, model).front());
  }
  return exemplars;
}

}  // namespace app
