#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace test {

/// All that a file holds; empty when there is none.
inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace test
