#pragma once

#include <string>
#include <string_view>

namespace core {

/// Quoted for a POSIX shell when it has to be.
std::string shell_quoted(std::string_view text);

}  // namespace core
