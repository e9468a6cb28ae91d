#include "core/session/job_worker.h"

#include <optional>
#include <utility>

#include "core/session/failure.h"

namespace core {

JobWorker::JobWorker(std::shared_ptr<Engine> engine, Publisher& publisher, JobList& jobs)
    : publisher_(publisher), jobs_(jobs) {
  thread_ = std::jthread([this, engine = std::move(engine)](const std::stop_token& stop) {
    try {
      engine->enter_thread(ThreadRole::kJob, 1);
    } catch (...) {
      publisher_.emit(failure("A job thread could not be set up"));
    }
    run(stop);
  });
}

void JobWorker::add(JobTitle title, std::string failed, Work work, AskedTask task) {
  const std::uint64_t id = jobs_.add(title, task);
  waiting_.put({id, std::move(title), std::move(failed), std::move(work), std::move(task)});
  publisher_.wake();
}

void JobWorker::run(const std::stop_token& stop) {
  while (const std::optional<Job> job = waiting_.take(stop)) execute(*job, stop);
}

void JobWorker::execute(const Job& job, const std::stop_token& stop) {
  const std::optional<std::stop_token> cancel = jobs_.begin(job.id);
  if (!cancel) return;  // cancelled while it waited
  publisher_.wake();
  // The end of the session cancels the job as well.
  const std::stop_callback end_of_session(stop, [&] { jobs_.cancel(job.id); });
  Progress progress;
  progress.stop = *cancel;
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view unit) {
    if (jobs_.report(job.id, done, total, unit)) publisher_.wake();
  };
  Event event;
  try {
    event = job.work(progress);
  } catch (const Cancelled&) {
    event = JobCancelled{job.title, job.task};
  } catch (...) {
    Failed failed = failure(job.failed);
    failed.task = job.task;
    event = std::move(failed);
  }
  jobs_.end(job.id);
  publisher_.emit(std::move(event));
}

}  // namespace core
