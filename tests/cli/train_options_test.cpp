#include <doctest/doctest.h>

#include <string>

#include "core/run/options_json.h"
#include "core/run/recipe.h"
#include "tests/cli/program.h"
#include "tests/support/other_option.h"

namespace {

/// What the real command line makes of a copied command.
core::Json parsed(const TemporaryFolder& folder, const std::string& command) {
  REQUIRE(command.starts_with("ganscope "));
  const test::Outcome outcome = test::shell(folder, "$G" + command.substr(8) + " --dry-run --json");
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  return core::parse_json(outcome.out, command);
}

}  // namespace

TEST_CASE("the copied command of a run means the same options, each of them") {
  const TemporaryFolder folder;
  for (const std::string& preset : core::train_presets()) {
    core::TrainOptions options = core::preset_options(preset);
    options.data = "rooms";
    options.run = "run";
    CHECK(parsed(folder, core::train_command(options)) == core::to_json(options));
    core::TrainOptions other = test::all_other(options);
    other.seed = 0xFFFFFFFFFFFFFFFFULL;
    other.lr_g = 0.00012345678901234567;
    const std::string command = core::train_command(other);
    CAPTURE(command);
    CHECK(parsed(folder, command) == core::to_json(other));
    CHECK(command.find(" --out 'an other/run'") != std::string::npos);
  }
}

TEST_CASE("train has a flag for every option of the table") {
  const TemporaryFolder folder;
  const std::string help = test::shell(folder, "$G train --help").out + test::shell(folder, "$G --help").out;
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.flag);
    CHECK(help.find(" " + std::string(option.flag) + " ") != std::string::npos);
  }
}

TEST_CASE("a dry run trains nothing and prints the command of a run that is there") {
  const TemporaryFolder folder;
  CHECK(test::shell(folder, "$G train rooms --keep 7 --flip --out 'my run' --dry-run").out ==
        "ganscope train drawn:rooms --preset classic --flip --keep 7 --out 'my run'\n");
  CHECK_FALSE(std::filesystem::exists(folder / "my run"));
  CHECK(test::shell(
            folder,
            "mkdir r && $G train rooms --preset paper --init faces --out r --dry-run --json >r/options.json")
            .status == 0);
  CHECK(test::shell(folder, "$G train --resume r --dry-run").out ==
        "ganscope train drawn:rooms --preset paper --init faces --out r\n");
  test::check_refused(folder, {{"$G train rooms --out r --dry-run --size 65", 2, "64 and 80"},
                               {"$G train rooms --out r --dry-run --seed -1", 2, "--seed"},
                               {"$G train rooms --out r --dry-run --beta2 1", 2,
                                "this option cannot be 1: --beta2 (allowed: 0 to 0.9999999)"}});
}

TEST_CASE("a run starts from a generator and a discriminator in two files, in either order") {
  const test::TinyModel model;
  const std::string train =
      "$G --quiet train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 16 --steps 1 --threads "
      "1 ";
  REQUIRE(model
              .run("$G --quiet model convert tiny.safetensors g.pth && "
                   "$G --quiet model convert tiny.safetensors d.pth --net discriminator")
              .status == 0);
  for (const char* files : {"--init g.pth --discriminator d.pth", "--init d.pth --discriminator g.pth"}) {
    CAPTURE(files);
    const test::Outcome begun =
        model.run(train + files +
                  " --out r && grep -q '\"init_discriminator\": \"[dg].pth\"' r/options.json && "
                  "$G --quiet train --resume r --steps 2 && rm -r r");
    CHECK(begun.err == "");
    CHECK(begun.status == 0);
  }
  test::check_refused(model.folder(),
                      {{(train + "--init g.pth --out r").c_str(), 2,
                        "lacks G or D: g.pth (give a file that holds both, or the other net's file with "
                        "--discriminator)"},
                       {(train + "--discriminator d.pth --out r").c_str(), 2,
                        "a discriminator to start from needs its generator: d.pth ("}});
}
