#pragma once

#include <string>
#include <utility>

#include "core/base/error.h"

namespace core {

/// A member of TrainOptions that cannot be trained with. The message has its name in files; whoever knows how
/// it was typed says that.
class OptionError : public UsageError {
 public:
  OptionError(std::string option, std::string value, const std::string& allowed)
      : UsageError("option " + option + " cannot be " + value, {}, "allowed: " + allowed),
        option_(std::move(option)),
        value_(std::move(value)) {}

  const std::string& option() const noexcept { return option_; }

  const std::string& value() const noexcept { return value_; }

 private:
  std::string option_, value_;
};

}  // namespace core
