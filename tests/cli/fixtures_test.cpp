#include "core/base/json.h"
#include "tests/cli/program.h"
#include "tests/fixtures/fixture.h"

namespace {

/// The command with `$F` as the folder of old files; its answer as JSON.
core::Json answer(const TemporaryFolder& folder, const std::string& command) {
  const test::Outcome outcome =
      test::shell(folder, "F='" + tests::fixture("").string() + "'; $G --quiet --json " + command);
  CAPTURE(command);
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  return core::parse_json(outcome.out, command);
}

}  // namespace

TEST_CASE("every old picture and state is made again") {
  const TemporaryFolder folder;
  const auto made_again = [&](const std::string& figure, const std::string& from) {
    const core::Json made =
        answer(folder, figure + " $F/run-classic/model.safetensors " + from + " --out " + figure + ".png");
    return std::pair(made.at("width").get<int>(), made.at("height").get<int>());
  };
  CHECK(made_again("sample", "--from $F/sample.png") == std::pair(32, 32));
  CHECK(made_again("walk", "--from $F/walk.png") == std::pair(160, 64));
  CHECK(made_again("arithmetic", "--from $F/arithmetic.png") == std::pair(256, 160));
  CHECK(made_again("turn", "--from $F/turn.png") == std::pair(184, 210));
  CHECK(made_again("guided", "--from $F/guided.png") == std::pair(156, 112));
  CHECK(made_again("forget", "--from $F/forget.png") == std::pair(112, 112));
  CHECK(made_again("forget", "--state $F/forget_state.json") == std::pair(112, 112));
}

TEST_CASE("old boxes and an old packed file are taken") {
  const TemporaryFolder folder;
  const core::Json sheet = answer(folder,
                                  "forget $F/run-classic/model.safetensors --boxes $F/boxes.json --layer 1 "
                                  "--top 1 --columns 3 --out a.png");
  CHECK(sheet.at("width") == 112);
  answer(folder,
         "train $F/images.pack --size 16 --nz 4 --ngf 2 --ndf 2 --batch 2 --steps 2 --threads 1 --out run");
  CHECK(std::filesystem::exists(folder.path() / "run/model.safetensors"));
}
