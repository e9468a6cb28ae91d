#pragma once

#include <filesystem>
#include <string>

namespace core {

/// The ending of a file's name with its dot, in lower case: ".png" of "Sheet.PNG"; empty where there is none.
/// What is told by endings is told by this, so that capitals make no difference anywhere.
std::string ending_of(const std::filesystem::path& file);

}  // namespace core
