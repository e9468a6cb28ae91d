#include "core/engine/train/run_checkpoint.h"

#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <limits>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Sections = std::vector<core::CheckpointSection>;

std::vector<std::byte>& bytes_of(Sections& sections, const std::string& name) {
  for (core::CheckpointSection& section : sections)
    if (section.name == name) return section.bytes;
  FAIL("no section ", name);
  return sections.front().bytes;
}

/// Sets `key` of the run to a value given as JSON.
void set_counter(Sections& sections, const std::string& key, const char* value) {
  std::vector<std::byte>& bytes = bytes_of(sections, "run");
  core::Json run = core::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "run");
  run[key] = core::parse_json(value, "value");
  const std::string text = core::json_text(run);
  const auto written = std::as_bytes(std::span(text));
  bytes.assign(written.begin(), written.end());
}

/// Sets element `index` of an array of numbers.
template <class Number>
void set_element(Sections& sections, const std::string& section, const std::string& name, std::size_t index,
                 Number value) {
  std::vector<std::byte>& bytes = bytes_of(sections, section);
  io::WeightsFile file = io::parse_safetensors(bytes, section);
  for (io::NamedArray& array : file.arrays) {
    if (array.name != name) continue;
    REQUIRE(array.bytes.size() >= (index + 1) * sizeof value);
    std::memcpy(array.bytes.data() + index * sizeof value, &value, sizeof value);
  }
  bytes = io::serialize_safetensors(file);
}

/// A run of three steps whose newest checkpoint, with a right SHA-256, holds what `edit` made of it.
class EditedRun {
 public:
  EditedRun() : options_(test::tiny_options(folder_ / "run")) {
    const auto trainer = test::open_trainer(options_);
    test::train_to(*trainer, 3);
    file_ = trainer->save_checkpoint();
    good_ = core::read_checkpoint(file_);
  }

  /// Why the run cannot be resumed; empty where it can.
  std::string refusal(const std::function<void(Sections&)>& edit) const {
    Sections sections = good_;
    edit(sections);
    core::write_checkpoint(file_, sections);
    try {
      const auto trainer = test::open_trainer(options_, true);
      core::StepStats stats;
      trainer->step({}, stats);
      return {};
    } catch (const core::Error& error) {
      CHECK(error.where().starts_with(file_.string()));
      return error.what();
    }
  }

 private:
  TemporaryFolder folder_;
  core::TrainOptions options_;
  std::filesystem::path file_;
  Sections good_;
};

}  // namespace

TEST_CASE("a checkpoint whose counters are out of range is refused") {
  const EditedRun run;
  REQUIRE(run.refusal([](Sections&) {}).empty());
  for (const char* step : {"18446744073709551615", "18446744073709551613", "9223372036854775808",
                           "9223372036854775807", "1000000001", "-1", "3.5", "\"3\"", "null"}) {
    CAPTURE(step);
    CHECK_FALSE(run.refusal([&](Sections& s) { set_counter(s, "step", step); }).empty());
  }
  for (const char* seconds : {"-1", "1e300", "\"3\"", "null"}) {
    CAPTURE(seconds);
    CHECK_FALSE(run.refusal([&](Sections& s) { set_counter(s, "seconds", seconds); }).empty());
  }
}

TEST_CASE("a checkpoint whose history no run can have written is refused") {
  const EditedRun run;
  const auto refused = [&](std::size_t index, double value) {
    return !run.refusal([&](Sections& s) { set_element(s, "history", "steps", index, value); }).empty();
  };
  for (const double step : {kNaN, kInfinity, -1.0, 0.0, 0.5, 2.0, 4.0, 1e19, -1e300}) {
    CAPTURE(step);
    CHECK(refused(0, step));  // the first row, of step 1
  }
  CHECK(refused(1, 1e300));
  CHECK(refused(3, 2.0));
  CHECK(refused(6, -1.0));
  CHECK(refused(6, kInfinity));
  CHECK_FALSE(refused(1, kNaN));  // the loss of a run that broke down
}

TEST_CASE("a checkpoint whose optimiser is out of range is refused") {
  const EditedRun run;
  const auto refused = [&](const std::string& name, float value) {
    return !run.refusal([&](Sections& s) { set_element(s, "adam_d", name, 0, value); }).empty();
  };
  constexpr auto kNotANumber = std::numeric_limits<float>::quiet_NaN();
  for (const float count : {-1.f, 1e10f, kNotANumber}) CHECK(refused("t.0", count));
  for (const float square : {-1.f, std::numeric_limits<float>::infinity(), kNotANumber})
    CHECK(refused("v.0", square));
  CHECK(refused("m.0", kNotANumber));
  CHECK_FALSE(refused("m.0", -1.f));
}
