#include "core/run/run_record.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/paths.h"
#include "core/model/doubtful_statistics.h"
#include "core/run/option_table.h"
#include "core/run/options_json.h"
#include "core/run/run_folder.h"
#include "core/run/step_history.h"

namespace core {
namespace {

constexpr std::size_t kLargestFile = std::size_t{64} << 20;  // about 900,000 steps
constexpr std::size_t kColumns = 8;

/// Takes the first line off `text`, without its end, which make_card.py writes as CR LF; nothing when `text`
/// ends before the line does.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = text.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  text.remove_prefix(end + 1);
  return line;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// A line of the file: a step, and how many thousand images were seen up to it.
struct Row {
  StepStats stats;
  double kimg = 0;
};

std::optional<Row> read_row(std::string_view line) {
  std::array<double, kColumns> values{};
  Row row;
  for (std::size_t column = 0; column < kColumns; ++column) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (column == kColumns - 1)) return std::nullopt;
    const std::string_view field = line.substr(0, comma);
    if (column == 0 ? !read_number(field, row.stats.step) : !read_number(field, values[column]))
      return std::nullopt;
    if (comma != std::string_view::npos) line.remove_prefix(comma + 1);
  }
  row.kimg = values[1];
  row.stats.loss_d = values[2];
  row.stats.loss_g = values[3];
  row.stats.d_real = values[4];
  row.stats.d_fake_before = values[5];
  row.stats.d_fake_after = values[6];
  if (!plausible(row.stats)) return std::nullopt;
  return row;
}

/// The recipe that a model of ours carries.
std::optional<TrainOptions> recipe_of(const ModelInfo& model) {
  const auto found = model.metadata.find("recipe");
  if (found == model.metadata.end()) return std::nullopt;
  const std::string where = model.source.file + ", metadata \"recipe\"";
  return options_from_json(parse_json(found->second, where), where);
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw Error("these are the curves of another model", file.string(), why);
}

/// Whether the folder says which run it belongs to. Throws Error where that is not the run of the recipe.
bool is_of_run(const std::filesystem::path& file, const TrainOptions& recipe) {
  std::error_code unknown;
  if (!std::filesystem::exists(file.parent_path() / kOptionsFile, unknown)) return false;
  for (const SettingDifference& one : differences(recipe, read_run_options(file.parent_path())))
    if (!find_option(one.name)->may_change)
      refuse(file, "of a run with " + one.name + " " + one.now + ", the model's with " + one.base);
  return true;
}

/// Reads the rows that lead to a model.
class RowReader {
 public:
  /// Reads the rows of a model of `step`. With batch 0 any count of images passes. `may_go_on`: there may be
  /// rows behind that step.
  RowReader(const std::filesystem::path& file, std::int64_t step, int batch, bool may_go_on)
      : file_(file), step_(step), batch_(batch), may_go_on_(may_go_on) {}

  /// Reads up to the model's step, or the first line that is no row.
  void read(std::string_view text, const std::stop_token& stop);

  /// The number of the line that is damaged, of which the header is the first; 0 = none.
  int damaged() const { return damaged_; }

  std::shared_ptr<const std::vector<StepStats>> history() const { return history_.points(); }

 private:
  /// False where the row is behind the model's step.
  bool take(const Row& row);

  const std::filesystem::path& file_;
  const std::int64_t step_;
  const int batch_;
  const bool may_go_on_;
  StepHistory history_;
  std::int64_t last_ = 0, stride_ = 1;  // steps
  int lines_ = 1, damaged_ = 0;
};

bool RowReader::take(const Row& row) {
  const std::int64_t step = row.stats.step;
  if (step > step_ && !may_go_on_)
    refuse(file_,
           "they go on to step " + std::to_string(step) + ", the model is of step " + std::to_string(step_));
  if (step > step_) return false;
  constexpr double kRounded = 0.0006;  // written to three decimals
  if (batch_ > 0 && !(std::abs(row.kimg - static_cast<double>(step) * batch_ / 1000) < kRounded))
    refuse(file_, "line " + std::to_string(lines_) + " does not count batches of " + std::to_string(batch_));
  if (last_ > 0) stride_ = step - last_;
  last_ = step;
  history_.add(row.stats);
  return true;
}

void RowReader::read(std::string_view text, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const std::optional<std::string_view> line = take_line(text);
    if (!line && text.empty()) break;
    ++lines_;
    const std::optional<Row> row = line ? read_row(*line) : std::nullopt;
    if (!row || row->stats.step <= last_) {
      damaged_ = lines_;
      return;
    }
    if (!take(*row)) break;
  }
  if (step_ - last_ >= stride_)
    refuse(file_,
           "they lead to step " + std::to_string(last_) + ", the model is of step " + std::to_string(step_));
}

RunRecord read(const std::filesystem::path& file, const ModelInfo& model, const std::stop_token& stop) {
  RunRecord record;
  try {
    if (is_from_elsewhere(model)) refuse(file, "the model does not come from a run of this program");
    const std::optional<TrainOptions> recipe = recipe_of(model);
    const bool of_run = recipe && is_of_run(file, *recipe);
    require_inside(file.parent_path(), file, Links::kStay);
    const std::vector<std::byte> bytes = read_file(file, kLargestFile);
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (take_line(text) != kMetricsColumns)
      throw Error("these are not the curves of a run, the columns are others", file.string());
    RowReader rows(file, model.step, recipe ? recipe->batch : 0, of_run);
    rows.read(text, stop);
    record.history = rows.history();
    if (rows.damaged() != 0)
      throw Error("line " + std::to_string(rows.damaged()) + " is damaged", file.string(),
                  "the curves end before it");
  } catch (const Error& error) {
    record.problem = error.what();
  }
  return record;
}

}  // namespace

RunRecord read_run_record(const ModelInfo& model, const std::stop_token& stop) {
  const std::filesystem::path file = resolve_model(model.source.file).parent_path() / kMetricsFile;
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) return {};
  RunRecord record = read(file, model, stop);
  return stop.stop_requested() ? RunRecord() : record;
}

}  // namespace core
