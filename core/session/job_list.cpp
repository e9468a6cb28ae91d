#include "core/session/job_list.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{33};

}  // namespace

std::vector<JobList::Entry>::iterator JobList::find(std::uint64_t id) {
  return std::find_if(entries_.begin(), entries_.end(),
                      [id](const Entry& entry) { return entry.shown.id == id; });
}

std::uint64_t JobList::add(JobTitle title, AskedTask task) {
  const std::lock_guard lock(mutex_);
  Entry entry;
  entry.shown.id = next_id_++;
  entry.shown.title = std::move(title);
  entry.shown.task = std::move(task);
  entries_.push_back(std::move(entry));
  return entries_.back().shown.id;
}

std::optional<std::stop_token> JobList::begin(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto entry = find(id);
  if (entry == entries_.end()) return std::nullopt;
  entry->shown.state = JobState::kRunning;
  entry->began = Clock::now();
  return entry->stop.get_token();
}

bool JobList::report(std::uint64_t id, std::int64_t done, std::int64_t total, std::string_view unit) {
  const std::lock_guard lock(mutex_);
  const auto entry = find(id);
  if (entry == entries_.end()) return false;
  entry->shown.done = done;
  entry->shown.total = total;
  entry->shown.unit = unit;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < kBetweenDrawings) return false;
  drawn_ = now;
  return true;
}

void JobList::end(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  if (const auto entry = find(id); entry != entries_.end()) entries_.erase(entry);
}

std::optional<JobSnapshot> JobList::cancel(std::uint64_t id) {
  std::stop_source running(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    const auto entry = find(id);
    if (entry == entries_.end()) return std::nullopt;
    if (entry->shown.state == JobState::kWaiting) {
      JobSnapshot cancelled = std::move(entry->shown);
      entries_.erase(entry);
      return cancelled;
    }
    running = entry->stop;
  }
  // The stop is requested outside the lock, because a stop callback of the work may report progress.
  running.request_stop();
  return std::nullopt;
}

std::vector<JobSnapshot> JobList::snapshot() const {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  std::vector<JobSnapshot> jobs;
  jobs.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    JobSnapshot job = entry.shown;
    if (job.state == JobState::kRunning) {
      job.seconds = std::chrono::duration<double>(now - entry.began).count();
      if (job.done > 0 && job.total > job.done)
        job.seconds_left =
            job.seconds / static_cast<double>(job.done) * static_cast<double>(job.total - job.done);
    }
    jobs.push_back(std::move(job));
  }
  std::stable_partition(jobs.begin(), jobs.end(),
                        [](const JobSnapshot& job) { return job.state == JobState::kRunning; });
  return jobs;
}

}  // namespace core
