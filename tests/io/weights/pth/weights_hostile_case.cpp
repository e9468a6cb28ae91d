#include "tests/io/weights/pth/weights_hostile_case.h"

#include <iterator>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "tests/io/peak_memory.h"
#include "tests/io/time_limit.h"

namespace tests {
namespace {

constexpr std::size_t kSmallFile = 64u << 10;

bool contains(const std::string& text, const std::string& part) {
  return !part.empty() && text.find(part) != std::string::npos;
}

}  // namespace

void check_refused(const HostileCase& hostile, const std::string& where, std::size_t allowed,
                   const std::function<void()>& read, const std::string& or_expected) {
  const TimeLimit limit(hostile.bytes.size());
  const PeakMemory memory;
  try {
    read();
    FAIL_CHECK("accepted");
  } catch (const core::Error& error) {
    const std::string& reason = error.failed();
    CAPTURE(reason);
    CHECK(memory.growth() <= allowed);
    // A million opcodes take the sanitizers longer than a second.
    if (hostile.kind != "pth" || hostile.bytes.size() <= kSmallFile) CHECK(limit.kept());
    CHECK(error.where() == where + hostile.inside);
    CHECK(!error.hint().empty());
    const std::size_t words = reason.find(": expected ");
    REQUIRE(words != std::string::npos);
    const std::string reached = reason.substr(words);
    CHECK((contains(reached, hostile.expected) || contains(reached, or_expected)));
    const std::size_t byte = reason.rfind(", byte ", words);
    REQUIRE(byte != std::string::npos);
    CHECK(byte > 0);  // the entry stands in front
    const std::string digits = reason.substr(byte + 7, words - byte - 7);
    REQUIRE(!digits.empty());
    REQUIRE(digits.find_first_not_of("0123456789") == std::string::npos);
    CHECK(std::stoull(digits) <= hostile.bytes.size());
    for (const char c : reason) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(reason.size() < 400);
  }
}

HostileCases hostile_pth() {
  HostileCases all;
  for (auto* rows : {hostile_calls, hostile_storages, hostile_tensors, hostile_streams, hostile_entries,
                     hostile_archives, hostile_old_files}) {
    HostileCases cases = rows();
    all.insert(all.end(), std::make_move_iterator(cases.begin()), std::make_move_iterator(cases.end()));
  }
  return all;
}

}  // namespace tests
