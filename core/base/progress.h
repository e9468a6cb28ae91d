#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

#include "core/base/error.h"

namespace core {

/// How long work tells the outside how far it is, and learns that it should stop.
/// Any thread; `report` may be empty.
struct Progress {
  /// done and total in units of `unit` ("images", "frames"); total 0 = unknown length.
  std::function<void(std::int64_t done, std::int64_t total, std::string_view unit)> report;
  std::stop_token stop;

  /// Reports, then throws Cancelled if a stop was requested.
  void at(std::int64_t done, std::int64_t total, std::string_view unit) const {
    if (report) report(done, total, unit);
    if (stop.stop_requested()) throw Cancelled();
  }
};

}  // namespace core
