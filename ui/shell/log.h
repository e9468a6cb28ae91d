#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>

namespace ui {

enum class LogKind { kInfo, kDone, kWarning, kError };

struct LogLine {
  std::string clock;  // "14:03:22", local
  LogKind kind = LogKind::kInfo;
  std::string text;
  std::string details;  // full text of a failure; may be empty
};

/// What happened since the start, newest last, at most 2,000 lines. UI thread.
class Log {
 public:
  /// `kept`, when there is one, is called with every line that is added: the window keeps a file.
  explicit Log(std::function<void(const LogLine&)> kept = {}) : kept_(std::move(kept)) {}

  void add(LogKind kind, std::string text, std::string details = {});

  const std::deque<LogLine>& lines() const { return lines_; }

  std::string text() const;  // all of it, for the clipboard

 private:
  std::deque<LogLine> lines_;
  std::function<void(const LogLine&)> kept_;
};

}  // namespace ui
