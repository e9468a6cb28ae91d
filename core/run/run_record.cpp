#include "core/run/run_record.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

#include "core/base/atomic_file.h"
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

std::optional<StepStats> read_row(std::string_view line) {
  std::array<double, kColumns> values{};
  StepStats stats;
  for (std::size_t column = 0; column < kColumns; ++column) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (column == kColumns - 1)) return std::nullopt;
    const std::string_view field = line.substr(0, comma);
    if (column == 0 ? !read_number(field, stats.step) : !read_number(field, values[column]))
      return std::nullopt;
    if (comma != std::string_view::npos) line.remove_prefix(comma + 1);
  }
  stats.loss_d = values[2];
  stats.loss_g = values[3];
  stats.d_real = values[4];
  stats.d_fake_before = values[5];
  stats.d_fake_after = values[6];
  if (!plausible(stats)) return std::nullopt;
  return stats;
}

/// Reads on until the first row that is none: the lines read, of which the header is the first.
int read_rows(std::string_view& text, StepHistory& history) {
  int lines = 1;
  std::int64_t last = 0;
  while (const std::optional<std::string_view> line = take_line(text)) {
    ++lines;
    const std::optional<StepStats> stats = read_row(*line);
    if (!stats || stats->step <= last) return lines;
    last = stats->step;
    history.add(*stats);
  }
  return text.empty() ? 0 : lines + 1;
}

}  // namespace

RunRecord read_run_record(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kMetricsFile;
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) return {};
  RunRecord record;
  try {
    const std::vector<std::byte> bytes = read_file(file, kLargestFile);
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (take_line(text) != kMetricsColumns)
      throw Error("these are not the curves of a run, the columns are others", file.string());
    StepHistory history;
    const int bad = read_rows(text, history);
    record.history = history.points();
    if (bad != 0)
      throw Error("line " + std::to_string(bad) + " is damaged", file.string(), "the curves end before it");
  } catch (const Error& error) {
    record.problem = error.what();
  }
  return record;
}

}  // namespace core
