#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace core {

/// SHA-256 fed in pieces.
class Sha256 {
 public:
  Sha256();
  void update(std::span<const std::byte> bytes);
  std::array<std::uint8_t, 32> digest();  // ends the hash; call once
  std::string hex();                      // the same as 64 hex digits; call once

 private:
  void block(const std::uint8_t* bytes);
  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t total_ = 0;
};

std::string sha256_hex(std::span<const std::byte> bytes);
std::string sha256_of_file(const std::filesystem::path& file);  // throws Error when unreadable
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t seed = 0);  // zip and PNG polynomial

}  // namespace core
