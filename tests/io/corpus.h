#pragma once

#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>

#include "tests/io/temporary_folder.h"

namespace tests {

/// With GANSCOPE_WRITE_CORPUS=DIR in the environment a test's file is also written to DIR/reader/name, for a
/// fuzzer to start from.
inline void write_corpus(const std::string& reader, const std::string& name,
                         std::span<const std::byte> bytes) {
  const char* folder = std::getenv("GANSCOPE_WRITE_CORPUS");
  if (folder == nullptr) return;
  const std::filesystem::path path = std::filesystem::path(folder) / reader;
  std::filesystem::create_directories(path);
  write_bytes(path / name, bytes);
}

}  // namespace tests
