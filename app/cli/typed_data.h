#pragma once

#include <string>

namespace app {

/// The data that a person named by a word, said on standard error where the word could mean two things.
std::string data_named(const std::string& word);

}  // namespace app
