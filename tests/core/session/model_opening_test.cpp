#include <doctest/doctest.h>

#include "core/session/commands.h"
#include "tests/support/session_driver.h"

using test::SessionDriver;

TEST_CASE("a model from elsewhere is there at once and gets its statistics behind it") {
  SessionDriver driver;
  driver.controls->settle.close();
  const core::FrozenModelPtr opened = driver.open("foreign.pth");
  CHECK(driver.session.snapshot().model == opened);
  driver.controls->settle.open();
  const auto changed = driver.event<core::ModelChanged>();
  CHECK(changed.model != opened);
  CHECK(changed.model->info().statistics_difference == 0.2);
  CHECK(driver.session.snapshot().model == changed.model);
}

TEST_CASE("our own model is not touched after opening") {
  SessionDriver driver;
  const core::FrozenModelPtr opened = driver.open("rooms");
  driver.open("portraits");  // whatever followed the first opening has run by now
  CHECK(driver.count<core::ModelChanged>() == 0);
  CHECK(opened->info().statistics_difference == std::nullopt);
}

TEST_CASE("statistics that arrive for a model no longer open change nothing") {
  SessionDriver driver;
  driver.controls->settle.close();
  driver.open("foreign.pth");
  const core::FrozenModelPtr second = driver.open("rooms");
  driver.controls->settle.open();
  CHECK(driver.event<core::ModelChanged>().model == nullptr);
  CHECK(driver.session.snapshot().model == second);
}

TEST_CASE("a failed gathering says so and leaves the model as it is") {
  SessionDriver driver;
  driver.controls->settle.fail("no memory");
  const core::FrozenModelPtr opened = driver.open("foreign.pth");
  CHECK(driver.event<core::Failed>().message.find("no memory") != std::string::npos);
  CHECK(driver.session.snapshot().model == opened);
}

TEST_CASE("a discriminator joins the opened generator, and alone it is refused") {
  SessionDriver driver;
  driver.session.send(core::LoadModel{"D"});
  CHECK(driver.event<core::Failed>().message.find("a discriminator only") != std::string::npos);
  CHECK(driver.session.snapshot().model == nullptr);
  const core::FrozenModelPtr generator = driver.open("rooms");
  driver.session.send(core::LoadModel{"D"});
  const auto changed = driver.event<core::ModelChanged>();
  REQUIRE(changed.model != nullptr);
  CHECK(changed.model != generator);
  CHECK(changed.model->info().name == "rooms");
  CHECK(driver.session.snapshot().model == changed.model);
}

TEST_CASE("a copy that was converted from elsewhere is compared again") {
  SessionDriver driver;
  driver.open("converted.safetensors");
  CHECK(driver.event<core::ModelChanged>().model->info().statistics_difference == 0.2);
}

TEST_CASE("generator and discriminator of one drop are joined, whichever comes first") {
  for (const auto& [first, second] : {std::pair{"rooms", "D"}, {"D", "rooms"}}) {
    CAPTURE(first);
    SessionDriver driver;
    driver.open("other");  // another generator: the discriminator must not join it
    driver.session.send(core::LoadModel{first, second});
    const core::FrozenModelPtr model = driver.event<core::ModelOpened>().model;
    CHECK(model->info().source == core::ModelSource{"rooms", "D"});
    CHECK(driver.session.snapshot().model == model);
  }
}

TEST_CASE("of one drop two models are opened one after the other, two discriminators are refused") {
  SessionDriver driver;
  driver.session.send(core::LoadModel{"rooms", "portraits"});
  CHECK(driver.event<core::ModelOpened>().model->info().name == "rooms");
  const core::FrozenModelPtr last = driver.event<core::ModelOpened>().model;
  CHECK(last->info().name == "portraits");
  driver.session.send(core::LoadModel{"D", "D2"});
  CHECK(driver.event<core::Failed>().message.find("both files hold a discriminator only: D and D2") !=
        std::string::npos);
  CHECK(driver.session.snapshot().model == last);
}

TEST_CASE("a prior stays a guess when a discriminator joins, and one that was chosen stays chosen") {
  SessionDriver driver;
  driver.controls->settle.close();
  REQUIRE(driver.open("foreign.pth")->info().prior_is_guess);
  driver.session.send(core::LoadModel{"D"});
  CHECK(driver.event<core::ModelChanged>().model->info().prior_is_guess);
  driver.session.send(core::ChangeModel{{core::Prior::kUniform, 0}});
  driver.event<core::ModelChanged>();
  driver.session.send(core::LoadModel{"D"});
  const core::ModelInfo joined = driver.event<core::ModelChanged>().model->info();
  CHECK(joined.prior == core::Prior::kUniform);
  CHECK_FALSE(joined.prior_is_guess);
}

TEST_CASE("another prior or label replaces the model and nothing else") {
  SessionDriver driver;
  driver.session.send(core::ChangeModel{{core::Prior::kUniform, 0}});
  CHECK(driver.event<core::Failed>().message.find("no model is open") != std::string::npos);
  driver.open("rooms");
  driver.session.send(core::ChangeModel{{core::Prior::kUniform, 3}});
  const auto changed = driver.event<core::ModelChanged>();
  REQUIRE(changed.model != nullptr);
  CHECK(changed.model->info().prior == core::Prior::kUniform);
  CHECK(changed.model->info().label == 3);
  CHECK(driver.session.snapshot().model == changed.model);
}

TEST_CASE("another activation opens the file again, with prior and label as they were") {
  SessionDriver driver;
  driver.controls->settle.close();
  REQUIRE(driver.open("foreign.pth")->info().activation_is_guess);
  driver.session.send(core::ChangeModel{{core::Prior::kUniform, 3, core::InnerActivation::kLeakyRelu}});
  const auto changed = driver.event<core::ModelChanged>();
  REQUIRE(changed.model != nullptr);
  const core::ModelInfo info = changed.model->info();
  CHECK(info.activation == core::InnerActivation::kLeakyRelu);
  CHECK(info.source.activation == core::InnerActivation::kLeakyRelu);
  CHECK_FALSE(info.activation_is_guess);
  CHECK(info.prior == core::Prior::kUniform);
  CHECK(info.label == 3);
  CHECK(changed.words == "Activation");
  CHECK(driver.session.snapshot().model == changed.model);
  driver.controls->settle.open();
  CHECK(driver.event<core::ModelChanged>().model == nullptr);  // those of the model before come too late
  CHECK(driver.event<core::ModelChanged>().words == "BatchNorm statistics");
}

TEST_CASE("verifying and converting are jobs that end in an event") {
  SessionDriver driver;
  driver.session.send(core::RunTask{core::VerifyRequest{{"rooms"}}});
  CHECK(driver.answer<core::VerifyRequest>().result->file == "rooms");
  driver.session.send(core::RunTask{core::ConvertRequest{{"rooms"}, "out.pth", {}, false}});
  CHECK(driver.answer<core::ConvertRequest>().result->path == "out.pth");
  driver.controls->job.fail("the disk is full");
  driver.session.send(core::RunTask{core::ConvertRequest{{"rooms"}, "out.pth", {}, false}});
  CHECK(driver.event<core::Failed>().title == "The model was not written");
}

TEST_CASE("the first pictures of an opened model use its own default statistics") {
  SessionDriver driver;
  driver.open("rooms");
  core::RenderRequest request;
  request.stamp = 1;
  core::SurfaceRequest canvas;
  canvas.z = {core::Latent(test::MockEngine::kNz, 0.5f)};
  canvas.options.mode = core::BatchNormMode::kRunning;  // chosen for the model before
  request.live = {canvas};
  driver.session.request(request);
  driver.until_stamp(core::Surface::kCanvas, 1);
  const core::FrozenModelPtr model = driver.open("portraits");
  const auto snapshot = driver.until([&](const core::Snapshot& now) {
    const core::SurfacePictures* shown = now.surface(core::Surface::kCanvas);
    return shown != nullptr && shown->model_version == now.model_version && now.model == model;
  });
  const core::Image picture = model->generate(canvas.z, {model->info().modes.front(), {}}).front();
  CHECK((snapshot.surface(core::Surface::kCanvas)->tiles.front() == picture));
  CHECK((model->generate(canvas.z, canvas.options).front() != picture));
}
