#include "app/log_file.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/base/printable.h"

namespace app {
namespace {

spdlog::level::level_enum level_of(ui::LogKind kind) {
  switch (kind) {
    case ui::LogKind::kError:
      return spdlog::level::err;
    case ui::LogKind::kWarning:
      return spdlog::level::warn;
    case ui::LogKind::kInfo:
    case ui::LogKind::kDone:
      break;
  }
  return spdlog::level::info;
}

/// A stranger's name stands in many lines: whoever prints the log gets no control characters of theirs.
std::string indented(std::string_view text) {
  std::string all;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) all += "\n    ";
    all += core::printable(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

}  // namespace

LogFile::LogFile(std::filesystem::path file, std::string opening)
    : file_(std::move(file)), opening_(std::move(opening)) {}

LogFile::~LogFile() = default;

bool LogFile::open() {
  if (tried_ || file_.empty()) return logger_ != nullptr;
  tried_ = true;
  try {
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_st>(file_.string(), kBytes, kOlderFiles);
    logger_ = std::make_unique<spdlog::logger>("ganscope", std::move(sink));
  } catch (const spdlog::spdlog_ex&) {
    return false;
  }
  logger_->set_pattern("%Y-%m-%d %H:%M:%S.%e %P %l: %v");
  logger_->set_error_handler([](const std::string&) {});  // a full disk: the line is lost
  logger_->flush_on(spdlog::level::trace);
  logger_->info("{}", indented(opening_));
  return true;
}

void LogFile::write(ui::LogKind kind, std::string_view text, std::string_view details) {
  if (!open()) return;
  std::string whole(text);
  if (!details.empty()) whole.append("\n").append(details);
  logger_->log(level_of(kind), "{}", indented(whole));
}

std::filesystem::path default_log_file() {
  try {
    return core::state_folder() / "ganscope.log";
  } catch (const core::Error&) {
    return {};
  }
}

}  // namespace app
