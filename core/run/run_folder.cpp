#include "core/run/run_folder.h"

#include <array>
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
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLargestOptionsFile = 1 << 20;
constexpr const char* kDataFile = "data.json";
constexpr const char* kSamples = "samples";

Json read_options_file(const fs::path& folder, Links links) {
  const fs::path file = folder / kOptionsFile;
  std::error_code ignored;
  if (fs::status(file, ignored).type() == fs::file_type::not_found)
    throw Error("there is no run in this folder", folder.string(),
                "give the folder that --out named when the run was begun");
  require_inside(folder, file, links);
  const std::vector<std::byte> bytes = read_file(file, kLargestOptionsFile);
  return parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
}

}  // namespace

RunFolder::RunFolder(fs::path folder, Links links) : folder_(std::move(folder)), links_(links) {
  made_.will_make_folder(folder_);
  make_folder(folder_);
  for (const char* file : {kLockFile, kOptionsFile, kDataFile, kMetricsFile, kModelFile})
    require_own(folder_ / file, fs::file_type::regular, links_);
  for (const fs::path& place : {checkpoints(), folder_ / kSamples})
    require_own(place, fs::file_type::directory, links_);
  made_.will_make(folder_ / kLockFile);
  lock_.emplace(folder_);
  for (const fs::path& place : {folder_, folder_ / kSamples}) remove_leftovers(place);
  made_.will_make(checkpoints());
}

/// The run's file of this name, which goes again with a run that never begins.
fs::path RunFolder::place(const char* name) {
  lock_->check();
  made_.will_make(folder_ / name);
  return folder_ / name;
}

void RunFolder::write_options(const TrainOptions& options, const std::vector<OptionChange>& changes) {
  Json json = to_json(options);
  if (!changes.empty()) json["changes"] = to_json(changes);
  write_file_atomically(place(kOptionsFile), json_text(json) + "\n", links_);
}

void RunFolder::write_data(const DataSummary& data, const TrainOptions& options, const std::string& sha256) {
  Json json;
  json["source"] = data.source;
  json["size"] = options.size;
  json["channels"] = options.channels;
  json["sha256"] = sha256;
  json["used"] = data.used;
  json["skipped"] = data.skipped;
  json["notes"] = data.notes;
  json["warnings"] = data.warnings;
  write_file_atomically(place(kDataFile), json_text(json) + "\n", links_);
}

void RunFolder::start_metrics(const std::vector<StepStats>& history, int batch) {
  metrics_.start(place(kMetricsFile), history, batch, links_);
}

void RunFolder::append_metrics(const StepStats& stats, int batch) {
  made_.keep();
  metrics_.append(stats, batch);
}

void RunFolder::write_sheet(std::int64_t step, const std::vector<Image>& tiles) {
  lock_->check();
  std::array<char, 48> name;
  std::snprintf(name.data(), name.size(), "step-%06lld.png", static_cast<long long>(step));
  const fs::path samples = folder_ / kSamples;
  require_own(samples, fs::file_type::directory, links_);
  make_folder(samples);
  write_file_atomically(samples / name.data(), encode_png(make_grid(tiles, {.columns = 8})), links_);
}

TrainOptions read_run_options(const fs::path& folder, Links links) {
  TrainOptions options =
      options_from_json(read_options_file(folder, links), (folder / kOptionsFile).string());
  options.run = folder;
  return options;
}

std::vector<OptionChange> read_run_changes(const fs::path& folder, Links links) {
  try {
    return changes_from_json(read_options_file(folder, links));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace core
