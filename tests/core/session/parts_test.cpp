#include <doctest/doctest.h>

#include <latch>
#include <thread>

#include "core/run/publish_pace.h"
#include "core/run/quiet_failures.h"
#include "core/run/step_history.h"
#include "core/session/job_list.h"
#include "core/session/mailbox.h"
#include "core/session/refresh_pace.h"
#include "core/session/tile_cache.h"
#include "tests/support/mock_point.h"

using Seconds = core::PublishPace::Seconds;

namespace {

core::PublishPace::Clock::time_point at(double seconds) {
  return core::PublishPace::Clock::time_point{} +
         std::chrono::duration_cast<core::PublishPace::Clock::duration>(Seconds(seconds));
}

core::Tile tile(std::uint8_t fill) {
  return {core::Image(2, 2, 3, fill), std::nullopt};
}

}  // namespace

TEST_CASE("a mailbox hands out the newest value once") {
  core::Mailbox<int> mailbox;
  CHECK_FALSE(mailbox.fresh());
  mailbox.change([](int& value) { value = 1; });
  mailbox.change([](int& value) { value = 2; });
  CHECK(mailbox.fresh());
  CHECK(mailbox.take({}) == 2);
  CHECK_FALSE(mailbox.fresh());
  std::stop_source stop;
  stop.request_stop();
  CHECK_FALSE(mailbox.take(stop.get_token()).has_value());
}

TEST_CASE("a mailbox wakes the thread that waits for every value") {
  core::Mailbox<int> questions, answers;
  const std::jthread reader([&](const std::stop_token& stop) {
    while (const auto value = questions.take(stop)) answers.change([&](int& answer) { answer = *value; });
  });
  for (int i = 1; i <= 1000; ++i) {
    questions.change([i](int& value) { value = i; });
    // A reader that sleeps on leaves the answer before.
    REQUIRE(answers.take({}, std::chrono::steady_clock::now() + test::kPatience) == i);
  }
}

TEST_CASE("a stop wakes the thread that waits at a mailbox, which then takes nothing") {
  core::Mailbox<int> mailbox;
  std::optional<int> taken = 7;
  std::latch waits(1);
  std::jthread reader([&](const std::stop_token& stop) {
    waits.count_down();
    taken = mailbox.take(stop);
  });
  waits.wait();
  reader.request_stop();
  reader.join();
  CHECK_FALSE(taken);
}

TEST_CASE("a fifo loses nothing and keeps the order") {
  core::Fifo<int> fifo;
  std::vector<int> taken;
  std::jthread reader([&](const std::stop_token& stop) {
    while (taken.size() < 1000) {
      const auto value = fifo.take(stop);
      if (!value) return;
      taken.push_back(*value);
    }
  });
  for (int i = 0; i < 1000; ++i) fifo.put(i);
  reader.join();
  for (int i = 0; i < 1000; ++i) REQUIRE(taken[static_cast<std::size_t>(i)] == i);
  CHECK_FALSE(fifo.try_take().has_value());
}

TEST_CASE("the first copy is due at once, the next after the interval") {
  core::PublishPace pace(1.0, 0);
  CHECK(pace.due(at(0), 0));
  pace.published(at(0), 0, Seconds(0.01));
  CHECK_FALSE(pace.due(at(0.9), 5));
  CHECK(pace.due(at(1.0), 6));
  CHECK_FALSE(pace.due(at(5.0), 0));  // that step has been published
}

TEST_CASE("copies that cost much come less often, so that they take 5 % of the time") {
  core::PublishPace pace(1.0, 0);
  pace.published(at(0), 0, Seconds(0.2));
  CHECK_FALSE(pace.due(at(3.9), 10));
  CHECK(pace.due(at(4.0), 10));
  pace.published(at(4.0), 10, Seconds(0.001));
  CHECK(pace.due(at(5.0), 11));
}

TEST_CASE("copies can be counted in steps") {
  core::PublishPace pace(1e9, 3);
  pace.published(at(0), 0, Seconds(1));
  CHECK_FALSE(pace.due(at(1), 2));
  CHECK(pace.due(at(1), 3));
}

TEST_CASE("refreshing begins again when what it took is its share of the time") {
  core::RefreshPace pace(0.2);
  CHECK(pace.next() <= at(0));
  pace.begin(at(100));
  CHECK(pace.next() == at(100));
  pace.spend(std::chrono::milliseconds(300));
  pace.spend(std::chrono::milliseconds(100));
  CHECK(pace.next() == at(102));
  CHECK(pace.next(0.25) == at(108));  // a quarter of its share
  pace.begin(at(102));
  CHECK(pace.next() == at(102));
}

TEST_CASE("a mailbox that has a deadline hands out its value again when nothing newer came") {
  core::Mailbox<int> mailbox;
  mailbox.change([](int& value) { value = 3; });
  CHECK(mailbox.take({}) == 3);
  CHECK(mailbox.take({}, std::chrono::steady_clock::now()) == 3);
}

TEST_CASE("the history keeps every step until it is full, then thins evenly and always ends in the newest") {
  core::StepHistory history(100);
  for (std::int64_t step = 1; step <= 99; ++step) history.add({.step = step});
  CHECK(history.points()->size() == 99);
  for (std::int64_t step = 100; step <= 12345; ++step) {
    history.add({.step = step});
    REQUIRE(history.points()->size() <= 100);
    REQUIRE(history.points()->back().step == step);
  }
  const auto points = history.points();
  CHECK(points->size() >= 49);
  CHECK(points->front().step == 1);
  const std::int64_t stride = points->at(1).step - points->at(0).step;
  for (std::size_t i = 1; i + 1 < points->size(); ++i)
    REQUIRE(points->at(i).step - points->at(i - 1).step == stride);
}

TEST_CASE("the cache drops the tile that was not asked for longest") {
  core::TileCache cache(2);
  cache.put(1, tile(10));
  cache.put(2, tile(20));
  REQUIRE(cache.find(1) != nullptr);
  cache.put(3, tile(30));
  CHECK(cache.find(2) == nullptr);
  CHECK(cache.find(1)->image == tile(10).image);
  CHECK(cache.find(3) != nullptr);
}

TEST_CASE("the cache also keeps to its bytes, and replaces a tile under its key") {
  core::TileCache cache(100, 30);  // a tile has 12 bytes
  cache.put(1, tile(1));
  cache.put(1, tile(2));
  CHECK(cache.find(1)->image == tile(2).image);
  cache.put(2, tile(3));
  CHECK(cache.size() == 2);
  cache.put(3, tile(4));
  CHECK(cache.size() == 2);
  CHECK(cache.find(1) == nullptr);
}

TEST_CASE("a tile's key depends on model, z, mode and masks") {
  const core::Latent z{1, 2};
  core::GenerateOptions options;
  const std::uint64_t key = core::tile_key(1, z, options);
  CHECK(key == core::tile_key(1, z, options));
  CHECK(key != core::tile_key(2, z, options));
  CHECK(key != core::tile_key(1, {2, 1}, options));
  options.masks.dropped = {{2, {0}}};
  const std::uint64_t masked = core::tile_key(1, z, options);
  CHECK(key != masked);
  options.masks.dropped = {{0, {2}}};
  CHECK(masked != core::tile_key(1, z, options));
  options = {};
  options.mode = core::BatchNormMode::kBatch;
  CHECK(key != core::tile_key(1, z, options));
  core::GenerateOptions running{core::BatchNormMode::kRunning, {}};  // the version must not make up for it
  for (const core::BatchNormMode mode : {core::BatchNormMode::kPopulation, core::BatchNormMode::kBatch})
    for (std::uint64_t version = 1; version < 9; ++version)
      CHECK(core::tile_key(1, z, {mode, {}}) != core::tile_key(version, z, running));
}

TEST_CASE("equal failures are told once, until their place has worked again") {
  core::QuietFailures failures;
  CHECK(failures.is_new(0, "gone"));
  CHECK_FALSE(failures.is_new(0, "gone"));
  CHECK_FALSE(failures.is_new(1, "gone"));  // another place, the same reason
  CHECK(failures.is_new(1, "other"));
  failures.works(0);
  CHECK(failures.is_new(0, "gone"));
}

TEST_CASE("warnings with the same remedy are told once, whatever their words and brackets") {
  core::QuietWarnings warnings;
  CHECK(warnings.is_new(core::Error("cannot write", "a (1).png", "the disk is full")));
  CHECK_FALSE(warnings.is_new(core::Error("cannot append", "metrics.csv", "the disk is full")));
  CHECK(warnings.is_new(core::Error("cannot write", "a (1).png", "make the folder writable")));
  CHECK(warnings.is_new(core::Error("skipped a checkpoint", "step-1 (old).gsc")));
  CHECK(warnings.is_new(core::Error("skipped a sheet", "step-1 (old).gsc")));
  warnings.works();
  CHECK(warnings.is_new(core::Error("cannot append", "metrics.csv", "the disk is full")));
}

TEST_CASE("progress of jobs asks for a drawing at most 30 times a second") {
  core::JobList jobs;
  const std::uint64_t id = jobs.add({"export"});
  CHECK_FALSE(jobs.report(id + 1, 1, 2, "frames"));
  CHECK(jobs.begin(id).has_value());
  const auto began = std::chrono::steady_clock::now();
  int drawn = 0;
  for (int i = 0; i < 100000; ++i) drawn += jobs.report(id, i, 100000, "frames") ? 1 : 0;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  CHECK(drawn >= 1);
  CHECK(drawn <= 2 + seconds * 31);
  CHECK(jobs.snapshot().front().done == 99999);
  jobs.end(id);
  CHECK(jobs.snapshot().empty());
}
