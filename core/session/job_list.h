#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/session/snapshot.h"

namespace core {

/// The jobs that wait or run on all job threads, as the window lists them. Any thread.
class JobList {
 public:
  std::uint64_t add(JobTitle title, AskedTask task = {});
  /// The token that cancel() stops; empty when the job was cancelled before it began.
  std::optional<std::stop_token> begin(std::uint64_t id);
  /// True when the window should draw it: at most 30 times a second.
  bool report(std::uint64_t id, std::int64_t done, std::int64_t total, std::string_view unit);
  void end(std::uint64_t id);

  /// A waiting job leaves the list and is returned. A running one is asked to stop and ends by itself.
  std::optional<JobSnapshot> cancel(std::uint64_t id);

  std::vector<JobSnapshot> snapshot() const;  // running first, then in the order they came

 private:
  using Clock = std::chrono::steady_clock;

  struct Entry {
    JobSnapshot shown;
    std::stop_source stop;
    Clock::time_point began;
  };

  std::vector<Entry>::iterator find(std::uint64_t id);

  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
  std::uint64_t next_id_ = 1;
  Clock::time_point drawn_{};
};

}  // namespace core
