#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <map>
#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/pickle_limits.h"
#include "core/io/weights/pth.h"
#include "tests/io/peak_memory.h"
#include "tests/io/safetensors_bytes.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/time_limit.h"
#include "tests/io/weights_hostile_case.h"
#include "tests/io/weights_valid_files.h"

using tests::bytes_of;
using tests::HostileCase;

namespace {

constexpr std::size_t kSmallFile = 64u << 10;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_refusal(const HostileCase& hostile, const core::Error& error) {
  CHECK(error.where() == "stranger.pth");
  CHECK(!error.hint().empty());
  CHECK(contains(error.failed(), hostile.expected));
  const std::size_t byte = error.failed().find(", byte ");
  REQUIRE(byte != std::string::npos);
  CHECK(byte > 0);  // the entry stands in front
  const std::size_t digits = byte + std::string(", byte ").size();
  CHECK(std::isdigit(static_cast<unsigned char>(error.failed()[digits])) != 0);
  const std::uint64_t offset = std::stoull(error.failed().substr(digits));
  CHECK(offset <= hostile.bytes.size());
  CHECK(contains(error.failed(), ": expected "));
  for (const char c : error.failed()) CHECK(static_cast<unsigned char>(c) >= 0x20);
}

/// Names of files as a fuzzer's corpus likes them.
std::string file_name(const std::string& prefix, const std::string& name) {
  std::string out = prefix;
  for (const char c : name) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return out + ".pth";
}

}  // namespace

TEST_CASE("every hostile PyTorch file is refused in words that help, within its time and memory") {
  std::map<int, int> rows;
  std::set<std::string> names;
  for (const HostileCase& hostile : tests::all_hostile_cases()) {
    CAPTURE(hostile.row);
    CAPTURE(hostile.name);
    ++rows[hostile.row];
    CHECK(names.insert(hostile.name).second);
    CHECK(!hostile.expected.empty());
    const std::vector<std::byte> bytes = bytes_of(hostile.bytes);
    const tests::TimeLimit limit(bytes.size());
    const tests::PeakMemory memory;
    try {
      io::parse_pth(bytes, "stranger.pth");
      FAIL_CHECK("accepted");
    } catch (const core::Error& error) {
      CAPTURE(error.failed());
      CHECK(memory.growth() <= tests::allowed_growth(bytes.size()));
      if (bytes.size() <= kSmallFile) CHECK(limit.kept());
      check_refusal(hostile, error);
    }
  }
  for (const int row : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17}) {
    CAPTURE(row);
    CHECK(rows[row] >= 5);
  }
}

TEST_CASE("sharing is bounded by a pickle's own values, and by a million") {
  CHECK(io::most_shared_values(0) == 1'000);
  CHECK(io::most_shared_values(9'212) == 148'392);  // the list of 3,000 pairs above
  CHECK(io::most_shared_values(1'000'000) == 1'000'000);
}

TEST_CASE("the most that a file may ask for stays within twice its size and 64 MB") {
  for (const tests::PthForm form : {tests::PthForm::kZip, tests::PthForm::kLegacy}) {
    // Nearly a million values, 4,096 texts, and a tensor as large as may be, all in one good file.
    std::string values = "](";
    for (int i = 0; i < 105; ++i) values += tests::repeated("]", 9'000) + "e(";
    std::string texts = "}(";
    for (int i = 0; i < 4'096; ++i)
      texts += tests::text(std::to_string(i)) + tests::text(std::string(200, 't')) +
               (i % 4'000 == 3'999 ? "u(" : "");
    const auto file_of = [&](std::int64_t bytes) {
      tests::TensorCall tensor;
      tensor.storage.type = tests::global("torch", "ByteStorage");
      tensor.sizes = tests::integers({bytes});
      tensor.strides = tests::integers({0});
      return tests::pth_of(
          form,
          tests::pickle(tests::dict({tests::text("values"), values + "e", tests::text("texts"), texts + "u",
                                     tests::text("w"), tensor.opcodes(form)})),
          {{"0", "abcdef"}}, 1);
    };
    const std::int64_t most = static_cast<std::int64_t>(file_of(9'000'000).size()) + (8 << 20);
    const std::vector<std::byte> bytes = bytes_of(file_of(most));
    {
      const tests::PeakMemory memory;
      CHECK(io::parse_pth(bytes, "large.pth").arrays.at(0).bytes.size() == static_cast<std::size_t>(most));
      CHECK(memory.growth() <= tests::allowed_growth(bytes.size()));
      MESSAGE("grew by " << memory.growth() << " for " << bytes.size() << " bytes");
    }
    CHECK_THROWS_AS(io::parse_pth(bytes_of(file_of(most + 1)), "large.pth"), core::Error);
  }
}

TEST_CASE("the files of these tests can be had as a corpus for a fuzzer") {
  const char* target = std::getenv("GANSCOPE_WRITE_CORPUS");
  const tests::TemporaryFolder temporary("corpus");
  const std::filesystem::path folder = target != nullptr ? target : temporary.path();
  std::filesystem::create_directories(folder);
  std::set<std::string> names;
  const auto write = [&](const std::string& name, const std::string& bytes) {
    CHECK(names.insert(name).second);
    tests::write_bytes(folder / name, bytes_of(bytes));
  };
  for (const tests::ValidFile& file : tests::valid_pth_files())
    write(file_name("valid_", file.name), file.bytes);
  for (const HostileCase& hostile : tests::all_hostile_cases()) {
    std::ostringstream row;
    row << "row" << std::setw(2) << std::setfill('0') << hostile.row << '_';
    write(file_name(row.str(), hostile.name), hostile.bytes);
  }
  CHECK(names.size() > 150);
}
