#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/base/links.h"
#include "core/run/checkpoint_file.h"

namespace core {

/// The checkpoints of one run, step-000500.gsc and so on. Only files that were read back whole count as kept;
/// files that did not verify are never deleted.
class CheckpointFolder {
 public:
  /// Creates the folder; refuses a link in its place unless links are followed. `keep`: verified checkpoints
  /// that stay, at least 2.
  CheckpointFolder(std::filesystem::path folder, int keep, Links links = Links::kStay);
  void set_keep(int keep);

  struct Newest {
    std::filesystem::path file;
    std::vector<CheckpointSection> sections;
    std::vector<std::string> skipped;  // "file: reason", newer ones that do not verify
  };

  /// The newest file that verifies; a link that leads out of the run's folder does not. Throws Error when
  /// there is none, naming those that do not.
  Newest newest();
  /// Files with a checkpoint's name, oldest first.
  std::vector<std::filesystem::path> files() const;

  /// Writes step-NNNNNN.gsc, then deletes what is older than the `keep` newest verified ones. Returns its
  /// path. Throws Error for a step outside 0 .. kMostSteps, whose file would never be found again.
  std::filesystem::path save(std::int64_t step, const std::vector<CheckpointSection>& sections);

  /// Before the first step: writes, renames and deletes a probe file, and asks for room for keep + 1 files of
  /// `bytes`. Throws Error with numbers.
  void check_room(std::uint64_t bytes) const;

 private:
  void prune();

  std::filesystem::path folder_;
  Links links_;
  std::size_t keep_ = 2;
  std::set<std::filesystem::path> verified_;
  std::set<std::filesystem::path> broken_;
};

}  // namespace core
