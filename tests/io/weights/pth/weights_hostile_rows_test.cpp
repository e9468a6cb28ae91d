#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include "core/io/weights/read_weights.h"
#include "tests/io/peak_memory.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

using tests::HostileCase;
using tests::HostileCases;

namespace {

/// The rows of docs/promises.md: Hostile weights, then of Hostile archives and pickles.
constexpr int kBugs = 6, kFamilies = 18;

HostileCases all_hostile_files() {
  HostileCases all;
  for (auto* list : {tests::hostile_safetensors, tests::hostile_pth, tests::hostile_npy, tests::hostile_npz,
                     tests::hostile_torch7})
    for (HostileCase& hostile : list()) all.push_back(std::move(hostile));
  return all;
}

std::string row_name(const HostileCase& hostile) {
  return (hostile.kind == "safetensors" ? "weights row " : "archives and pickles row ") +
         std::to_string(hostile.row);
}

/// What is the same fault in both forms of a .pth counts once.
std::string fault_name(const HostileCase& hostile) {
  const std::size_t form = hostile.name.rfind(", ");
  const std::string end = form == std::string::npos ? "" : hostile.name.substr(form);
  return end == ", zip" || end == ", legacy" ? hostile.name.substr(0, form) : hostile.name;
}

}  // namespace

TEST_CASE(
    "every row of the lists in docs/promises.md has its hostile files, three faults or more, 150 in all") {
  std::map<std::string, std::set<std::string>> faults;  // by row
  std::set<std::string> files;
  for (const HostileCase& hostile : all_hostile_files()) {
    faults[row_name(hostile)].insert(fault_name(hostile));
    CAPTURE(hostile.name);
    CHECK(files.insert(hostile.bytes).second);
    CHECK(!hostile.expected.empty());
  }
  CHECK(faults.size() == kBugs + kFamilies);
  std::size_t all = 0;
  std::string counts;
  for (const auto& [row, names] : faults) {
    CAPTURE(row);
    CHECK(names.size() >= 3);
    all += names.size();
    counts += row + ": " + std::to_string(names.size()) + ", ";
  }
  CHECK(all >= 150);
  MESSAGE(counts << "all: " << all << " faults in " << files.size() << " files");
}

TEST_CASE("a hostile file on the disk is refused like its bytes, or as the other kind that it begins like") {
  const tests::TemporaryFolder folder("hostile-rows");
  for (const HostileCase& hostile : all_hostile_files()) {
    CAPTURE(row_name(hostile));
    CAPTURE(hostile.name);
    const std::filesystem::path file = folder / ("stranger." + hostile.kind);
    tests::write_bytes(file, tests::bytes_of(hostile.bytes));
    const bool like_zip = hostile.kind == "npy" && hostile.name == "zip";
    tests::check_refused(
        hostile, file.string(), 2 * hostile.bytes.size() + (64u << 20), [&] { io::read_weights(file); },
        like_zip ? "the end record in the last 22 bytes"
                 : "expected safetensors, a PyTorch .pth, a Torch7 .t7");
  }
}
