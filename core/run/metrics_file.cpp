#include "core/run/metrics_file.h"

#include <array>
#include <cstdio>

#include "core/base/atomic_file.h"
#include "core/run/run_record.h"

namespace core {
namespace {

std::string row(const StepStats& s, int batch) {
  std::array<char, 256> text;
  std::snprintf(text.data(), text.size(), "%lld,%.3f,%.6g,%.6g,%.6g,%.6g,%.6g,%.4g\n",
                static_cast<long long>(s.step), static_cast<double>(s.step) * batch / 1000, s.loss_d,
                s.loss_g, s.d_real, s.d_fake_before, s.d_fake_after, s.seconds > 0 ? batch / s.seconds : 0.0);
  return text.data();
}

}  // namespace

void MetricsFile::start(const std::filesystem::path& file, const std::vector<StepStats>& history, int batch,
                        Links links) {
  std::string text(kMetricsColumns);
  text += '\n';
  for (const StepStats& stats : history) text += row(stats, batch);
  write_file_atomically(file, text, links);
  path_ = file;
  file_ = Descriptor(file, O_WRONLY | O_NONBLOCK | (links == Links::kStay ? O_NOFOLLOW : 0));
  if (!file_.is_open()) throw file_error("could not open the file", errno, path_);
  whole_ = text.size();
  waiting_.clear();
}

void MetricsFile::append(const StepStats& stats, int batch) {
  waiting_ += row(stats, batch);
  if (const int code = flush()) throw file_error("could not write the file", code, path_);
}

int MetricsFile::flush() {
  std::size_t done = 0;
  while (done < waiting_.size()) {
    const ssize_t count = again_when_interrupted([&] {
      return ::pwrite(file_.number(), waiting_.data() + done, waiting_.size() - done,
                      static_cast<off_t>(whole_ + done));
    });
    if (count > 0) {
      done += static_cast<std::size_t>(count);
      continue;
    }
    const int code = count < 0 ? errno : EIO;
    [[maybe_unused]] const int torn = ::ftruncate(file_.number(), static_cast<off_t>(whole_));
    return code;
  }
  whole_ += done;
  waiting_.clear();
  return 0;
}

}  // namespace core
