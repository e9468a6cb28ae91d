#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "core/base/range.h"
#include "core/run/train_options.h"

namespace core {

using OptionMember =
    std::variant<int TrainOptions::*, std::int64_t TrainOptions::*, std::uint64_t TrainOptions::*,
                 double TrainOptions::*, bool TrainOptions::*, std::string TrainOptions::*,
                 std::filesystem::path TrainOptions::*, Prior TrainOptions::*>;

enum class OptionKind { kNumber, kChoice, kSwitch, kText, kPath };

/// One option of a training run, a row of option_table(): everything that is known of it but what it does.
struct TrainOption {
  const char* name;  // in files, differences and messages
  OptionMember member;
  const char* flag;        // of `ganscope train`: "--nz"
  const char* help;        // English: of the flag, and the window's tip
  const char* label = "";  // of its line in the window's table, English; empty = the window has none
  int line = 0;            // the lines' order; options with the same one are edited together
  std::optional<Range<double>> range{};             // of a number; none = whatever its type holds
  std::span<const char* const> choices{};           // as text, where only these are legal
  void (*rule)(const TrainOptions& all) = nullptr;  // what range and choices cannot say; throws UsageError
  bool recipe = true;                               // false: where a run happens, not what is trained
  bool may_change = false;                          // when a run is resumed
  bool stored = true;  // in options.json and checkpoints; false: a folder, which may move, or a permission
  bool costs_time = false;  // decides the time of a step, the images of an epoch or the size of a checkpoint
  const char* since = "";   // the version whose predecessors wrote files without it: they mean its default
};

OptionKind kind_of(const TrainOption& option);
/// The value as messages and commands have it, exact: "2e-04", "gaussian", "yes".
std::string option_text(const TrainOptions& options, const TrainOption& option);
/// Its range or choices: "1 to 4096", "classic, paper"; empty where it has neither.
std::string allowed_text(const TrainOption& option);

}  // namespace core
