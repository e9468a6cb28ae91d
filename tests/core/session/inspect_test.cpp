#include <doctest/doctest.h>

#include "tests/support/session_driver.h"

using core::Surface;
using test::SessionDriver;

namespace {

core::RenderRequest inspect(std::uint64_t stamp, std::vector<int> features) {
  core::RenderRequest request;
  request.stamp = stamp;
  request.live = {{Surface::kCanvas, {core::sample_latent(core::Prior::kGaussian, 8, 5)}, {}, false}};
  request.inspect.emplace();
  request.inspect->guided.features = std::move(features);
  return request;
}

core::Snapshot until_inspected(SessionDriver& driver, std::uint64_t stamp) {
  return driver.until([stamp](const core::Snapshot& snapshot) {
    return snapshot.inspect && snapshot.inspect->stamp >= stamp;
  });
}

}  // namespace

TEST_CASE("the canvas picture is inspected: score, maps and one row a feature on both discriminators") {
  SessionDriver driver;
  const core::FrozenModelPtr model = driver.open();
  core::RenderRequest request = inspect(4, {1, 3, 5});
  request.inspect->maps_block = 1;
  driver.session.request(request);
  const core::Snapshot snapshot = until_inspected(driver, 4);
  const core::InspectPictures& seen = *snapshot.inspect;
  CHECK(seen.image == snapshot.surface(Surface::kCanvas)->tiles.front());
  CHECK(seen.logit == model->discriminator_logits(std::vector{seen.image}).front());
  CHECK(seen.block == 2);
  CHECK(seen.maps_block == 1);
  CHECK(seen.maps->channels == 8);
  REQUIRE(seen.learned.size() == 3);
  REQUIRE(seen.random.size() == 3);
  CHECK(seen.learned[2].feature == 5);
  CHECK(seen.learned[0].response != seen.random[0].response);
}

TEST_CASE("inspecting publishes step by step: first the image, then row after row") {
  SessionDriver driver;
  driver.open();
  driver.controls->guided.close();
  driver.session.request(inspect(1, {0, 1}));
  const core::Snapshot first =
      driver.until([](const core::Snapshot& snapshot) { return snapshot.inspect != nullptr; });
  CHECK(first.inspect->learned.empty());
  CHECK(first.inspect->maps != nullptr);
  CHECK(first.inspect->stamp == 0);
  driver.controls->guided.allow(2);
  const core::Snapshot second =
      driver.until([](const core::Snapshot& snapshot) { return snapshot.inspect->learned.size() == 1; });
  CHECK(second.inspect->random.size() == 1);
  CHECK(second.inspect->stamp == 0);
  driver.controls->guided.open();
  CHECK(until_inspected(driver, 1).inspect->learned.size() == 2);
}

TEST_CASE("another feature of the same image costs one row only, and the random discriminator is made once") {
  SessionDriver driver;
  driver.open();
  driver.session.request(inspect(1, {0, 1}));
  until_inspected(driver, 1);
  CHECK(driver.controls->guided.calls() == 4);
  driver.session.request(inspect(2, {1, 2, 0}));
  const core::Snapshot snapshot = until_inspected(driver, 2);
  CHECK(snapshot.inspect->learned.size() == 3);
  CHECK(driver.controls->guided.calls() == 6);
  CHECK(driver.controls->randomise.calls() == 1);
}

TEST_CASE("a given image is inspected instead of the canvas") {
  SessionDriver driver;
  driver.open();
  core::RenderRequest request = inspect(1, {0});
  request.inspect->image = core::Image(16, 16, 3, 77);
  driver.session.request(request);
  CHECK(until_inspected(driver, 1).inspect->image == *request.inspect->image);
}

TEST_CASE("a drag interrupts the inspection, and the newest canvas is inspected in the end") {
  SessionDriver driver;
  driver.open();
  driver.controls->guided.close();
  driver.session.request(inspect(1, {0, 1, 2, 3}));
  driver.controls->guided.wait_for_calls(1);
  core::RenderRequest dragged = inspect(2, {0, 1, 2, 3});
  dragged.live[0].z[0][0] += 1;
  driver.session.request(dragged);
  driver.controls->guided.open();
  const core::Snapshot snapshot = until_inspected(driver, 2);
  CHECK(snapshot.inspect->image == snapshot.surface(Surface::kCanvas)->tiles.front());
  CHECK(driver.controls->guided.calls() == 2 + 8);
}

TEST_CASE("features that the discriminator does not have are passed over") {
  SessionDriver driver;
  driver.open();
  core::RenderRequest request = inspect(1, {16});
  request.background = {
      {Surface::kContactSheet, {core::sample_latent(core::Prior::kGaussian, 8, 6)}, {}, false}};
  driver.session.request(request);
  CHECK(driver.until_stamp(Surface::kContactSheet, 1).inspect == nullptr);
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("beside a training every inspection is finished and replaces the last one whole") {
  SessionDriver driver;
  driver.open();
  driver.session.request(inspect(1, {0, 1, 2}));
  until_inspected(driver, 1);
  core::TrainOptions options;
  options.nz = test::MockEngine::kNz;
  options.steps = 30;
  driver.session.send(core::StartTraining{options});
  const core::Snapshot last = driver.until([](const core::Snapshot& snapshot) {
    CHECK(snapshot.inspect->learned.size() == 3);
    return snapshot.model->info().step == 30 &&
           snapshot.inspect->image == snapshot.surface(Surface::kCanvas)->tiles.front() &&
           snapshot.surface(Surface::kCanvas)->model_step == 30;
  });
  CHECK(last.inspect->random.size() == 3);
  CHECK(last.inspect->learned[1].response == 30 + 1);
}
