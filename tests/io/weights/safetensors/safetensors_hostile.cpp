#include "tests/io/weights/safetensors/safetensors_hostile.h"

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/io/corpus.h"
#include "tests/io/peak_memory.h"
#include "tests/io/time_limit.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

namespace tests {
namespace {

/// A refusal names the file, an entry, a byte of the file, what was expected there and what to do.
void check_words(const core::Error& error, std::size_t file_bytes) {
  const std::string& reason = error.failed();
  CAPTURE(reason);
  CHECK(error.where() == "stranger.safetensors");
  CHECK_FALSE(error.hint().empty());
  const bool named = reason.starts_with("header, byte ") || reason.starts_with("metadata, byte ") ||
                     reason.starts_with("data, byte ") || reason.starts_with("tensor \"");
  CHECK(named);
  const std::size_t words = reason.rfind(": expected ");
  REQUIRE(words != std::string::npos);
  const std::size_t byte = reason.rfind(", byte ", words);
  REQUIRE(byte != std::string::npos);
  const std::string digits = reason.substr(byte + 7, words - byte - 7);
  REQUIRE(!digits.empty());
  REQUIRE(digits.find_first_not_of("0123456789") == std::string::npos);
  CHECK(std::stoull(digits) <= file_bytes);
  for (const char c : reason) CHECK(static_cast<unsigned char>(c) >= 0x20);
  CHECK(reason.size() < 300);
}

}  // namespace

std::string safetensors_answer(const std::vector<std::byte>& bytes) {
  const TimeLimit limit(bytes.size());
  const PeakMemory memory;
  std::string reason;
  try {
    io::parse_safetensors(bytes, "stranger.safetensors");
  } catch (const core::Error& error) {
    check_words(error, bytes.size());
    reason = error.failed();
  }
  CHECK(memory.growth() <= allowed_growth(bytes.size()));
  CHECK(limit.kept());
  return reason;
}

std::string safetensors_refusal(const std::vector<std::byte>& bytes) {
  write_corpus("safetensors", bytes);
  return safetensors_answer(bytes);
}

std::string safetensors_refusal(const std::string& json, std::size_t buffer_bytes) {
  return safetensors_refusal(safetensors_bytes(json, buffer_bytes));
}

std::string shape_refusal(const std::string& dtype, const std::string& shape, std::uint64_t begin,
                          std::uint64_t end, std::size_t buffer_bytes) {
  return safetensors_refusal("{" + entry("w", dtype, shape, begin, end) + "}", buffer_bytes);
}

}  // namespace tests
