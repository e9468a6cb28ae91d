#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/error.h"

namespace core {

/// Bytes of address space that this process may still take; nothing where it has no limit (ulimit -v).
std::optional<std::uint64_t> addresses_left();

/// "812 MB in use of 1,000 MB allowed (ulimit -v)", or what the machine has.
std::string state_of_memory();

/// "out of memory, 512 MB more were asked for, 812 MB in use of 1,000 MB allowed (ulimit -v)", with what to
/// lower. `asked` in bytes, 0 = unknown.
Error out_of_memory(std::uint64_t asked = 0, const std::string& where = {});

}  // namespace core
