#include "ui/shell/log.h"

#include <ctime>

namespace ui {
namespace {

constexpr std::size_t kMostLines = 2000;

std::string clock_now() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  char text[16] = {};
  if (localtime_r(&now, &local)) std::strftime(text, sizeof text, "%H:%M:%S", &local);
  return text;
}

}  // namespace

void Log::add(LogKind kind, std::string text, std::string details) {
  lines_.push_back({clock_now(), kind, std::move(text), std::move(details)});
  if (kept_) kept_(lines_.back());
  if (lines_.size() > kMostLines) lines_.pop_front();
}

std::string Log::text() const {
  std::string all;
  for (const LogLine& line : lines_) {
    all += line.clock + "  " + line.text + "\n";
    if (!line.details.empty()) all += line.details + "\n";
  }
  return all;
}

}  // namespace ui
