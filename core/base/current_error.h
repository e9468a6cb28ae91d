#pragma once

#include "core/base/error.h"

namespace core {

/// The exception being handled as an Error that a person can read: what is thrown by the language's library
/// (file system, memory, threads) is put in words. Call it inside a catch block only.
Error current_error();

}  // namespace core
