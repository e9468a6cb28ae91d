#pragma once

#include <string>
#include <utility>

#include "core/base/error.h"

namespace core {

/// A failure inside a library, told in our words. A person reads the line; `said()` is everything that the
/// library said, a call stack for instance, and goes into the log.
class LibraryError : public Error {
 public:
  LibraryError(std::string what, std::string where, std::string hint, std::string said)
      : Error(std::move(what), std::move(where), std::move(hint)), said_(std::move(said)) {}

  const std::string& said() const noexcept { return said_; }

 private:
  std::string said_;
};

}  // namespace core
