#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace core {

/// Data that the program draws itself, by the names that stand for them where a folder would. In options and
/// requests such a name always means the drawn set; a folder called like one is written as a path, "./rooms".
inline constexpr std::array<const char*, 2> kProceduralSets{"rooms", "portraits"};

constexpr bool is_procedural_set(std::string_view data) {
  return std::any_of(kProceduralSets.begin(), kProceduralSets.end(),
                     [&](std::string_view name) { return name == data; });
}

/// What a person typed as data.
struct TypedData {
  std::string data;  // as options and requests have it
  bool folder_first =
      false;  // the word is the name of a set as well, and a folder or file called so was taken
};

/// What the word means in the current folder; "drawn:rooms" is the set whatever lies there.
TypedData typed_data(const std::string& word);
/// A word for a command that means these data wherever it is typed.
std::string data_word(const std::string& data);
/// The name of the data without the folders that they lie in, which are of one machine: still data of that
/// kind.
std::string data_without_folders(const std::string& data);

}  // namespace core
