#include "core/run/run_folder.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/grid.h"
#include "core/image/png.h"
#include "core/run/options_json.h"
#include "core/run/run_record.h"

namespace core {
namespace {

constexpr std::size_t kLargestOptionsFile = 1 << 20;

std::string metrics_row(const StepStats& s, int batch) {
  std::array<char, 256> row;
  std::snprintf(row.data(), row.size(), "%lld,%.3f,%.6g,%.6g,%.6g,%.6g,%.6g,%.4g\n",
                static_cast<long long>(s.step), static_cast<double>(s.step) * batch / 1000, s.loss_d,
                s.loss_g, s.d_real, s.d_fake_before, s.d_fake_after, s.seconds > 0 ? batch / s.seconds : 0.0);
  return row.data();
}

/// False when the folder was there.
bool create(const std::filesystem::path& folder) {
  const std::filesystem::path named = folder.has_filename() ? folder : folder.parent_path();  // "runs/a/"
  make_folder(named.parent_path());
  std::error_code told_below;
  const bool created = std::filesystem::create_directory(named, told_below);
  make_folder(folder);
  return created;
}

bool holds_files(const std::filesystem::path& folder) {
  std::error_code missing;
  const std::filesystem::directory_iterator files(folder, missing);
  return !missing && files != std::filesystem::directory_iterator();
}

}  // namespace

RunFolder::RunFolder(std::filesystem::path folder, bool created)
    : folder_(std::move(folder)), created_(created) {}

RunFolder::RunFolder(std::filesystem::path folder) : RunFolder(folder, create(folder)) {
  lock_.emplace(folder_);
}

RunFolder::~RunFolder() {
  std::error_code ignored;
  if (!created_ || !worthless_) return;
  if (!lock_) {
    std::filesystem::remove(folder_, ignored);  // unless somebody else uses it
    return;
  }
  const bool useful = holds_files(checkpoints()) || holds_files(folder_ / "samples") ||
                      std::filesystem::exists(model(), ignored);
  if (!useful) std::filesystem::remove_all(folder_, ignored);
}

void RunFolder::write_options(const TrainOptions& options) const {
  write_file_atomically(folder_ / kOptionsFile, json_text(to_json(options)) + "\n");
}

void RunFolder::write_data(const DataSummary& data, const TrainOptions& options,
                           const std::string& sha256) const {
  Json json;
  json["source"] = data.source;
  json["size"] = options.size;
  json["channels"] = options.channels;
  json["sha256"] = sha256;
  json["used"] = data.used;
  json["skipped"] = data.skipped;
  json["notes"] = data.notes;
  json["warnings"] = data.warnings;
  write_file_atomically(folder_ / "data.json", json_text(json) + "\n");
}

void RunFolder::start_metrics(const std::vector<StepStats>& history, int batch) {
  std::string text(kMetricsColumns);
  text += '\n';
  for (const StepStats& stats : history) text += metrics_row(stats, batch);
  const std::filesystem::path file = folder_ / kMetricsFile;
  metrics_.close();
  write_file_atomically(file, text);
  metrics_.open(file, std::ios::app);
  if (!metrics_) throw Error("could not open the file", file.string());
}

void RunFolder::append_metrics(const StepStats& stats, int batch) {
  errno = 0;
  metrics_ << metrics_row(stats, batch) << std::flush;
  if (!metrics_) {
    metrics_.clear();
    throw file_error("could not write the file", errno, folder_ / kMetricsFile);
  }
  worthless_ = false;
}

void RunFolder::write_sheet(std::int64_t step, const std::vector<Image>& tiles) const {
  std::array<char, 48> name;
  std::snprintf(name.data(), name.size(), "step-%06lld.png", static_cast<long long>(step));
  make_folder(folder_ / "samples");
  write_file_atomically(folder_ / "samples" / name.data(), encode_png(make_grid(tiles, {.columns = 8})));
}

TrainOptions read_run_options(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kOptionsFile;
  std::error_code ignored;
  if (std::filesystem::status(file, ignored).type() == std::filesystem::file_type::not_found)
    throw Error("there is no run in this folder", folder.string(),
                "give the folder that --out named when the run was begun");
  const std::vector<std::byte> bytes = read_file(file, kLargestOptionsFile);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  TrainOptions options = options_from_json(parse_json(text, file.string()), file.string());
  options.run = folder;
  return options;
}

}  // namespace core
