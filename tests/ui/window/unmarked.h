#pragma once

#include <string>
#include <string_view>

namespace test {

/// Words of a drawn string that never went through tr(), when the window speaks the pseudo-locale: letters
/// outside the angle quotes that are no name of a key, a unit, a file format or a thing of the field. Empty =
/// well marked.
std::string unmarked_words(std::string_view text);

}  // namespace test
