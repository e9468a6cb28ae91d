#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/session/engine.h"
#include "core/session/job_list.h"
#include "core/session/mailbox.h"
#include "core/session/publisher.h"

namespace core {

/// A job thread: long work, one after the other, each with progress, cancel and an end event.
class JobWorker {
 public:
  /// Everything a job needs is captured by value; it returns the event of its success. Throws Cancelled when
  /// it noticed the stop.
  using Work = std::function<Event(const Progress&)>;

  JobWorker(std::shared_ptr<Engine> engine, Publisher& publisher, JobList& jobs);

  /// `failed` is the title of the event if the work throws, `task` what was asked, if it is a task. Any
  /// thread.
  void add(JobTitle title, std::string failed, Work work, AskedTask task = {});

  void request_stop() { thread_.request_stop(); }

 private:
  struct Job {
    std::uint64_t id = 0;
    JobTitle title;
    std::string failed;
    Work work;
    AskedTask task;
  };

  void run(const std::stop_token& stop);
  void execute(const Job& job, const std::stop_token& stop);

  Publisher& publisher_;
  JobList& jobs_;
  Fifo<Job> waiting_;
  std::jthread thread_;  // last: joins before anything above goes
};

}  // namespace core
