#include "core/run/procedural_sets.h"

#include <filesystem>
#include <system_error>

namespace core {
namespace {

constexpr std::string_view kDrawn = "drawn:", kHere = "./";

}  // namespace

TypedData typed_data(const std::string& word) {
  if (word.starts_with(kDrawn) && is_procedural_set(std::string_view(word).substr(kDrawn.size())))
    return {word.substr(kDrawn.size())};
  std::error_code unreadable;
  if (is_procedural_set(word) && std::filesystem::exists(word, unreadable))
    return {std::string(kHere) + word, true};
  return {word};
}

std::string data_word(const std::string& data) {
  return is_procedural_set(data) ? std::string(kDrawn) + data : data;
}

std::string data_without_folders(const std::string& data) {
  if (is_procedural_set(data)) return data;
  std::filesystem::path path(data);
  if (!path.has_filename()) path = path.parent_path();  // "faces/"
  const std::string name = path.filename().string();
  return is_procedural_set(name) ? std::string(kHere) + name : name;
}

}  // namespace core
