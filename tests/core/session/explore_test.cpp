#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "tests/support/session_driver.h"

using core::Surface;
using test::MockEngine;
using test::SessionDriver;

namespace {

std::vector<core::Latent> seeds(std::uint64_t first, int count, int nz = MockEngine::kNz) {
  std::vector<core::Latent> z;
  for (int i = 0; i < count; ++i)
    z.push_back(core::sample_latent(core::Prior::kGaussian, nz, first + static_cast<std::uint64_t>(i)));
  return z;
}

core::SurfaceRequest wanted(Surface surface, std::vector<core::Latent> z) {
  return {surface, std::move(z), {}, false};
}

core::RenderRequest canvas(std::uint64_t stamp, std::uint64_t seed) {
  core::RenderRequest request;
  request.stamp = stamp;
  request.live = {wanted(Surface::kCanvas, seeds(seed, 1))};
  return request;
}

}  // namespace

TEST_CASE("a request is answered with the model's pictures and its stamp") {
  SessionDriver driver;
  const core::FrozenModelPtr model = driver.open();
  core::RenderRequest request = canvas(7, 3);
  request.background = {wanted(Surface::kContactSheet, seeds(10, 9))};
  driver.session.request(request);
  const core::Snapshot snapshot = driver.until_stamp(Surface::kContactSheet, 7);
  CHECK(snapshot.surface(Surface::kCanvas)->stamp == 7);
  CHECK(snapshot.surface(Surface::kCanvas)->tiles == model->generate(seeds(3, 1), {}));
  CHECK(snapshot.surface(Surface::kContactSheet)->tiles == model->generate(seeds(10, 9), {}));
  CHECK(snapshot.surface(Surface::kContactSheet)->z == seeds(10, 9));
  CHECK(snapshot.surface(Surface::kContactSheet)->model_version == snapshot.model_version);
}

TEST_CASE("a request made before a model was open is answered once it is") {
  SessionDriver driver;
  driver.session.request(canvas(1, 3));
  driver.open();
  CHECK(driver.until_stamp(Surface::kCanvas, 1).surface(Surface::kCanvas)->tiles.size() == 1);
}

TEST_CASE("while one request is drawn only the newest of those that follow is drawn") {
  SessionDriver driver;
  const core::FrozenModelPtr model = driver.open();
  driver.controls->generate.close();
  driver.session.request(canvas(1, 1));
  driver.controls->generate.wait_for_calls(1);
  for (std::uint64_t stamp = 2; stamp <= 50; ++stamp) driver.session.request(canvas(stamp, stamp));
  driver.controls->generate.open();
  const core::Snapshot snapshot = driver.until_stamp(Surface::kCanvas, 50);
  CHECK(driver.controls->generate.calls() == 2);
  CHECK(snapshot.surface(Surface::kCanvas)->tiles == model->generate(seeds(50, 1), {}));
}

TEST_CASE("stamps and versions of a surface only grow, and the last request is always answered") {
  SessionDriver driver;
  driver.open();
  std::uint64_t stamp = 0, version = 0;
  for (std::uint64_t round = 1; round <= 300; ++round) {
    driver.session.request(canvas(round, round % 17));
    const core::Snapshot snapshot = driver.session.snapshot();
    if (const core::SurfacePictures* pictures = snapshot.surface(Surface::kCanvas)) {
      CHECK(pictures->stamp >= stamp);
      CHECK(pictures->version >= version);
      stamp = pictures->stamp;
      version = pictures->version;
    }
  }
  CHECK(driver.until_stamp(Surface::kCanvas, 300).surface(Surface::kCanvas)->z == seeds(300 % 17, 1));
}

TEST_CASE("live surfaces are published before background tiles are drawn") {
  SessionDriver driver;
  driver.open();
  driver.controls->generate.close();
  core::RenderRequest request = canvas(1, 1);
  request.live.push_back(wanted(Surface::kArithmeticResult, seeds(20, 9)));
  request.background = {wanted(Surface::kContactSheet, seeds(40, 6))};
  driver.controls->generate.allow(2);
  driver.session.request(request);
  const core::Snapshot snapshot = driver.until_stamp(Surface::kArithmeticResult, 1);
  CHECK(snapshot.surface(Surface::kArithmeticResult)->tiles.size() == 9);
  CHECK(snapshot.surface(Surface::kCanvas)->stamp == 1);
  CHECK_FALSE(
      (snapshot.surface(Surface::kContactSheet) && snapshot.surface(Surface::kContactSheet)->stamp == 1));
}

TEST_CASE("an old picture stays until its own replacement is drawn") {
  SessionDriver driver;
  const core::FrozenModelPtr model = driver.open();
  core::RenderRequest first;
  first.stamp = 1;
  first.background = {wanted(Surface::kContactSheet, seeds(100, 4))};
  driver.session.request(first);
  driver.until_stamp(Surface::kContactSheet, 1);

  const core::Image expected = model->generate(seeds(204, 1), {}).front();
  driver.controls->generate.close();
  driver.controls->generate.allow(1);
  core::RenderRequest second;
  second.stamp = 2;
  second.background = {wanted(Surface::kContactSheet, seeds(200, 5))};
  driver.session.request(second);
  const core::Snapshot between = driver.until([](const core::Snapshot& snapshot) {
    const core::SurfacePictures& sheet = *snapshot.surface(Surface::kContactSheet);
    return sheet.tiles.size() == 5 && !sheet.tiles[4].empty();
  });
  const core::SurfacePictures& sheet = *between.surface(Surface::kContactSheet);
  CHECK(sheet.stamp == 1);
  // The empty place is drawn first, one tile; the other four still show the first request.
  CHECK(sheet.tiles[4] == expected);
  for (std::size_t i = 0; i < 4; ++i) CHECK(sheet.z[i] == seeds(100, 4)[i]);
  CHECK(sheet.tile_versions[4] > sheet.tile_versions[0]);
  driver.controls->generate.open();
  CHECK(driver.until_stamp(Surface::kContactSheet, 2).surface(Surface::kContactSheet)->z == seeds(200, 5));
}

TEST_CASE("tiles that were shown before come back without being drawn again") {
  SessionDriver driver;
  driver.open();
  core::RenderRequest request;
  request.background = {wanted(Surface::kContactSheet, seeds(0, 12))};
  request.stamp = 1;
  driver.session.request(request);
  driver.until_stamp(Surface::kContactSheet, 1);
  request.background[0].options.masks.dropped = {{2, {0, 3}}};
  request.stamp = 2;
  driver.session.request(request);
  const core::Snapshot masked = driver.until_stamp(Surface::kContactSheet, 2);
  const int drawn = driver.controls->generate.calls();

  request.background[0].options.masks = {};
  request.stamp = 3;
  driver.session.request(request);
  const core::Snapshot again = driver.until_stamp(Surface::kContactSheet, 3);
  request.background[0].z = seeds(5, 7);  // scrolled: each at another place
  request.stamp = 4;
  driver.session.request(request);
  driver.until_stamp(Surface::kContactSheet, 4);
  CHECK(driver.controls->generate.calls() == drawn);
  CHECK(again.surface(Surface::kContactSheet)->tiles != masked.surface(Surface::kContactSheet)->tiles);
}

namespace {

/// Calls of generate for a canvas, 1 + 2 + 4 of 20 tiles, then, `pause` later, another canvas and the rest.
int calls_with_a_move_between(std::chrono::milliseconds pause) {
  SessionDriver driver;
  driver.open();
  driver.controls->generate.close();
  core::RenderRequest request = canvas(1, 501);
  request.background = {wanted(Surface::kContactSheet, seeds(0, 20))};
  driver.session.request(request);
  driver.controls->generate.allow(3);  // canvas and two chunks
  driver.controls->generate.wait_for_calls(4);
  std::this_thread::sleep_for(pause);
  request.stamp = 2;
  request.live = canvas(2, 502).live;
  driver.session.request(request);
  driver.controls->generate.open();
  driver.until_stamp(Surface::kContactSheet, 2);
  return driver.controls->generate.calls();
}

}  // namespace

TEST_CASE("background work goes on where it was when a newer live request came between") {
  // 13 tiles are left: 1 + 2 + 4 + 4 + 2.
  CHECK(calls_with_a_move_between(std::chrono::milliseconds(300)) == 1 + 3 + 1 + 5);
}

TEST_CASE("during a drag background work goes on in the smallest chunks") {
  const int calls = calls_with_a_move_between(std::chrono::milliseconds(0));
  CHECK(calls > 1 + 3 + 1 + 5);
  CHECK(calls <= 1 + 3 + 1 + 13);
}

TEST_CASE("a newly opened model is drawn on every surface") {
  SessionDriver driver;
  driver.open("rooms");
  core::RenderRequest request = canvas(1, 1);
  request.background = {wanted(Surface::kContactSheet, seeds(0, 6))};
  driver.session.request(request);
  driver.until_stamp(Surface::kContactSheet, 1);
  const core::FrozenModelPtr model = driver.open("portraits");
  const auto pictures = model->generate(seeds(0, 6), {});
  driver.until([&](const core::Snapshot& snapshot) {
    return snapshot.surface(Surface::kContactSheet)->tiles == pictures &&
           snapshot.surface(Surface::kCanvas)->tiles == model->generate(seeds(1, 1), {});
  });
}

TEST_CASE("a request for a model of another nz waits quietly for the request that fits") {
  SessionDriver driver;
  driver.open();
  driver.session.request(canvas(1, 1));
  driver.until_stamp(Surface::kCanvas, 1);
  const core::FrozenModelPtr other = driver.open("other");
  core::RenderRequest fitting;
  fitting.stamp = 2;
  fitting.live = {wanted(Surface::kCanvas, seeds(4, 1, MockEngine::kOtherNz))};
  driver.session.request(fitting);
  const core::Snapshot snapshot = driver.until_stamp(Surface::kCanvas, 2);
  CHECK(snapshot.surface(Surface::kCanvas)->tiles == other->generate(seeds(4, 1, MockEngine::kOtherNz), {}));
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("a score comes with each tile when it was asked for") {
  SessionDriver driver;
  const core::FrozenModelPtr model = driver.open();
  core::RenderRequest request = canvas(1, 1);
  driver.session.request(request);
  CHECK(driver.until_stamp(Surface::kCanvas, 1).surface(Surface::kCanvas)->logits.empty());
  request.stamp = 2;
  request.live[0].with_score = true;
  driver.session.request(request);
  const core::Snapshot snapshot = driver.until_stamp(Surface::kCanvas, 2);
  CHECK(snapshot.surface(Surface::kCanvas)->logits ==
        model->discriminator_logits(model->generate(seeds(1, 1), {})));
}

TEST_CASE("a drag brings about ten scores a second, and its last picture a score of its own") {
  SessionDriver driver;
  const core::FrozenModelPtr model = driver.open();
  const auto began = std::chrono::steady_clock::now();
  for (std::uint64_t move = 1; move <= 60; ++move) {
    core::RenderRequest request = canvas(move, move);
    request.live[0].with_score = true;
    driver.session.request(request);
    driver.until_stamp(Surface::kCanvas, move);
  }
  const auto took = std::chrono::steady_clock::now() - began;
  CHECK(driver.controls->discriminate.calls() <= 2 + took / std::chrono::milliseconds(100));
  const core::Snapshot rest = driver.until(
      [](const core::Snapshot& snapshot) { return !snapshot.surface(Surface::kCanvas)->logits.empty(); });
  CHECK(rest.surface(Surface::kCanvas)->logits ==
        model->discriminator_logits(model->generate(seeds(60, 1), {})));
}

TEST_CASE("a failure of the model is told once, the last good picture stays, and work goes on afterwards") {
  SessionDriver driver;
  driver.open();
  driver.session.request(canvas(1, 1));
  const core::Snapshot good = driver.until_stamp(Surface::kCanvas, 1);
  driver.controls->generate.fail("the device is gone");
  for (std::uint64_t stamp = 2; stamp < 12; ++stamp) {
    const int before = driver.controls->generate.calls();
    driver.session.request(canvas(stamp, stamp));
    driver.controls->generate.wait_for_calls(before + 1);
  }
  const core::Failed failed = driver.event<core::Failed>();
  CHECK(failed.message.find("the device is gone") != std::string::npos);
  CHECK(driver.session.snapshot().surface(Surface::kCanvas)->tiles == good.surface(Surface::kCanvas)->tiles);
  driver.controls->generate.work();
  driver.session.request(canvas(20, 20));
  driver.until_stamp(Surface::kCanvas, 20);
  CHECK(driver.count<core::Failed>() == 0);
  driver.controls->generate.fail("the device is gone");
  driver.session.request(canvas(21, 21));
  driver.event<core::Failed>();
}

TEST_CASE("published pictures never change") {
  SessionDriver driver;
  driver.open();
  driver.session.request(canvas(1, 1));
  const core::Snapshot first = driver.until_stamp(Surface::kCanvas, 1);
  const core::SurfacePictures copy = *first.surface(Surface::kCanvas);
  driver.session.request(canvas(2, 2));
  driver.until_stamp(Surface::kCanvas, 2);
  CHECK(first.surface(Surface::kCanvas)->tiles == copy.tiles);
  CHECK(first.surface(Surface::kCanvas)->version == copy.version);
}
