#pragma once

#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>

#include "core/base/hash.h"
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

/// The same for a file without a name: it gets its SHA-256.
inline void write_corpus(const std::string& reader, std::span<const std::byte> bytes) {
  if (std::getenv("GANSCOPE_WRITE_CORPUS") != nullptr) write_corpus(reader, core::sha256_hex(bytes), bytes);
}

}  // namespace tests
