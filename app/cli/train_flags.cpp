#include "app/cli/train_flags.h"

#include <algorithm>
#include <type_traits>

#include "app/cli/model_options.h"
#include "app/cli/seed.h"
#include "app/cli/typed_data.h"
#include "core/run/option_error.h"
#include "core/run/run_folder.h"
#include "core/tasks/data/image_sources.h"

namespace app {
namespace {

template <class Value>
bool same_in_all_presets(Value core::TrainOptions::*member) {
  const std::vector<std::string> presets = core::train_presets();
  return std::all_of(presets.begin(), presets.end(), [member](const std::string& preset) {
    return core::preset_options(preset).*member == core::TrainOptions().*member;
  });
}

const core::TrainOption& row_of(const char* name) {
  return *core::find_option(name);
}

}  // namespace

TrainFlags::TrainFlags(CLI::App& command) : preset_(core::TrainOptions().preset) {
  command.add_option(row_of("data").flag, data_, row_of("data").help);
  command.add_option(row_of("preset").flag, preset_, row_of("preset").help)->capture_default_str();
  command.add_option(row_of("run").flag, out_, row_of("run").help);
  command.add_option(
      "--resume", resume_,
      "Go on with the run in this folder, exactly where it stopped; with DATA when its images moved");
  add(command, row_of("follow_links"));
  for (const core::TrainOption& row : core::option_table())
    if (row.recipe) add(command, row);  // the others stand above or belong to the whole program
}

void TrainFlags::add(CLI::App& command, const core::TrainOption& row) {
  std::visit(
      [&]<class Value>(Value core::TrainOptions::*member) {
        CLI::Option* option = nullptr;
        Value& said = said_.*member;
        if constexpr (std::is_same_v<Value, core::Prior>)
          option = command.add_option_function<std::string>(
              row.flag, [&said](const std::string& name) { said = prior_of(name); }, row.help);
        else if constexpr (std::is_same_v<Value, bool>)
          option = command.add_flag(row.flag, said, row.help);
        else if (same_in_all_presets(member))
          option = command.add_option(row.flag, said, row.help)->capture_default_str();
        else
          option = command.add_option(row.flag, said, row.help);
        if (!std::is_same_v<Value, bool> && !same_in_all_presets(member))
          option->default_str("of the preset");
        if constexpr (std::is_same_v<Value, std::uint64_t>) option->check(run_seed_range());
        apply_.push_back([this, option, member](core::TrainOptions& options) {
          if (option->count() > 0) options.*member = said_.*member;
        });
      },
      row.member);
}

core::TrainOptions TrainFlags::base() const {
  core::TrainOptions options;
  if (resumes()) {
    if (!out_.empty())
      throw core::UsageError("a resumed run keeps its folder", row_of("run").flag,
                             "leave it out, or begin a new run");
    options = core::read_run_options(resume_, said_.follow_links ? core::Links::kFollow : core::Links::kStay);
    if (!data_.empty()) options.data = data_;  // they moved: the trainer compares the images
    return options;
  }
  if (data_.empty())
    throw core::UsageError("nothing to train on", row_of("data").flag, "give " + tasks::image_source_words());
  if (out_.empty())
    throw core::UsageError("no folder for the run", row_of("run").flag,
                           "give a folder that does not hold a run yet");
  options = core::preset_options(preset_);
  options.data = data_named(data_);
  options.run = out_;
  return options;
}

core::TrainOptions TrainFlags::options(const std::string& device, int threads) const {
  core::TrainOptions options = base();
  for (const auto& apply : apply_) apply(options);
  options.device = device;
  if (threads > 0) options.threads = threads;
  try {
    core::check(options);
  } catch (const core::OptionError& error) {
    throw core::UsageError("this option cannot be " + error.value(), core::find_option(error.option())->flag,
                           error.hint());
  }
  return options;
}

}  // namespace app
