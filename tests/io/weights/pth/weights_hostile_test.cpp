#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/pth/pickle_limits.h"
#include "core/io/weights/pth/pth.h"
#include "tests/io/peak_memory.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/weights_valid_files.h"

using tests::bytes_of;
using tests::HostileCase;

namespace {

/// Names of files as a fuzzer's corpus likes them.
std::string file_name(const std::string& prefix, const std::string& name) {
  std::string out = prefix;
  for (const char c : name) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return out + ".pth";
}

}  // namespace

TEST_CASE("every hostile PyTorch file is refused in words that help, within its time and memory") {
  std::set<std::string> names;
  for (const HostileCase& hostile : tests::hostile_pth()) {
    CAPTURE(hostile.row);
    CAPTURE(hostile.name);
    CHECK(names.insert(hostile.name).second);
    const std::vector<std::byte> bytes = bytes_of(hostile.bytes);
    tests::check_refused(hostile, "stranger.pth", tests::allowed_growth(bytes.size()),
                         [&] { io::parse_pth(bytes, "stranger.pth"); });
  }
}

TEST_CASE("the hostile PyTorch files' frames are read when nothing is wrong with them") {
  const auto reads = [](const std::string& file) {
    return io::parse_pth(bytes_of(file), "good.pth").arrays.size();
  };
  tests::ZipBytes plain = tests::zip_of(tests::good_zip_pickle());
  plain.zip64 = false;
  CHECK(reads(plain.bytes()) == 1);
  for (const tests::PthForm form : {tests::PthForm::kZip, tests::PthForm::kLegacy}) {
    CHECK(reads(tests::pth_with(form, tests::kNone)) == 1);
    CHECK(reads(tests::pth_with_tensor(form, {})) == 1);
    CHECK(reads(tests::pth_of(form, tests::pickle("}"), {})) == 0);
  }
}

TEST_CASE("a fault in an entry's extra fields is named at the byte where it stands") {
  const std::string field = tests::extra_field(0x7075, "\x01 model/data/9");
  for (const bool central : {true, false}) {
    CAPTURE(central);
    tests::ZipBytes zip = tests::zip_of(tests::good_zip_pickle());
    if (central)
      zip.entries[2].central_extra = field;
    else
      zip.entries[2].local_extra = field;
    const std::string file = zip.bytes();
    const std::string place = "byte " + std::to_string(file.find(field)) + ": expected no extra field";
    CHECK_THROWS_WITH_AS(io::parse_pth(bytes_of(file), "stranger.pth"), doctest::Contains(place.c_str()),
                         core::Error);
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
  for (const HostileCase& hostile : tests::hostile_pth()) {
    std::ostringstream row;
    row << "row" << std::setw(2) << std::setfill('0') << hostile.row << '_';
    write(file_name(row.str(), hostile.name), hostile.bytes);
  }
  CHECK(names.size() > 150);
}
