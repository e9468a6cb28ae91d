#pragma once

#include <string>

#include "core/session/commands.h"

namespace core {

/// The exception being handled as an event: its one line for the toast, all that is known for the log.
/// Call it inside a catch block only.
Failed failure(std::string title);

}  // namespace core
