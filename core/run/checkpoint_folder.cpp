#include "core/run/checkpoint_folder.h"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/run/step_count.h"

namespace core {
namespace fs = std::filesystem;

namespace {

constexpr const char* kPrefix = "step-";
constexpr const char* kEnding = ".gsc";

std::string file_name(std::int64_t step) {
  char name[48];
  std::snprintf(name, sizeof name, "%s%06lld%s", kPrefix, static_cast<long long>(step), kEnding);
  return name;
}

/// The step in the name, -1 for other names.
std::int64_t step_of(const fs::path& file) {
  const std::string stem = file.stem().string();
  if (file.extension() != kEnding || !stem.starts_with(kPrefix)) return -1;
  const std::string digits = stem.substr(std::string_view(kPrefix).size());
  const bool number =
      !digits.empty() && digits.size() <= 18 && digits.find_first_not_of("0123456789") == std::string::npos;
  return number ? std::stoll(digits) : -1;
}

std::string megabytes(std::uint64_t bytes) {
  return std::to_string((bytes + 999999) / 1000000) + " MB";
}

}  // namespace

CheckpointFolder::CheckpointFolder(fs::path folder, int keep, Links links)
    : folder_(std::move(folder)), links_(links) {
  set_keep(keep);
  require_own(folder_, fs::file_type::directory, links_);
  make_folder(folder_);
  remove_leftovers(folder_);
}

void CheckpointFolder::set_keep(int keep) {
  keep_ = static_cast<std::size_t>(std::max(keep, 2));
}

std::vector<fs::path> CheckpointFolder::files() const {
  std::vector<fs::path> found;
  std::error_code failure, unreadable;
  for (fs::directory_iterator at(folder_, failure), end; !failure && at != end; at.increment(failure))
    if (at->is_regular_file(unreadable) && step_of(at->path()) >= 0) found.push_back(at->path());
  if (failure) throw file_error("could not read the folder", failure.value(), folder_);
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return step_of(a) < step_of(b); });
  return found;
}

CheckpointFolder::Newest CheckpointFolder::newest() {
  Newest result;
  std::vector<fs::path> candidates = files();
  for (; !candidates.empty(); candidates.pop_back()) {
    result.file = candidates.back();
    try {
      require_inside(folder_.parent_path(), result.file, links_);
      result.sections = read_checkpoint(result.file);
      verified_.insert(result.file);
      return result;
    } catch (const Error& error) {
      broken_.insert(result.file);
      result.skipped.push_back(result.file.filename().string() + ": " + error.failed());
    }
  }
  std::string skipped;
  for (const std::string& line : result.skipped) skipped += (skipped.empty() ? "" : "; ") + line;
  throw Error("no checkpoint to resume from", folder_.string(),
              skipped.empty() ? "start a new run, or check the path" : skipped);
}

fs::path CheckpointFolder::save(std::int64_t step, const std::vector<CheckpointSection>& sections) {
  if (step < 0 || step > kMostSteps)
    throw Error("a run has no step " + std::to_string(step), folder_.string());
  const fs::path file = folder_ / file_name(step);
  if (broken_.erase(file) > 0) {
    fs::path aside = file;
    aside += ".broken";
    std::error_code failure;
    fs::rename(file, aside, failure);
  }
  write_checkpoint(file, sections, links_);
  verified_.insert(file);
  prune();
  return file;
}

void CheckpointFolder::prune() {
  std::vector<fs::path> all = files();
  std::size_t kept = 0;
  for (auto file = all.rbegin(); file != all.rend(); ++file) {
    if (kept < keep_) {
      kept += verified_.count(*file);
    } else if (broken_.count(*file) == 0) {
      std::error_code failure;
      fs::remove(*file, failure);
    }
  }
}

void CheckpointFolder::check_room(std::uint64_t bytes) const {
  const fs::path probe = folder_ / ".probe";
  write_file_atomically(probe, std::string_view("probe"), links_);
  std::error_code failure;
  fs::remove(probe, failure);
  const std::uint64_t needed = (keep_ + 1) * bytes;
  const fs::space_info space = fs::space(folder_, failure);
  if (failure || space.available >= needed) return;
  throw Error("not enough room for the checkpoints, " + megabytes(space.available) + " free, " +
                  megabytes(needed) + " needed",
              folder_.string(), "free some space, choose another folder or keep fewer checkpoints");
}

}  // namespace core
