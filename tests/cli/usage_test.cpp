#include <doctest/doctest.h>

#include "core/base/json.h"
#include "core/request/boxes_json.h"
#include "tests/cli/program.h"

namespace {

void write_boxes(const std::filesystem::path& file) {
  core::BoxesBySeed boxes;
  boxes[3] = {{"window", 2, 2, 8, 8}};
  std::ofstream(file) << core::boxes_to_coco(boxes, 16);
}

core::Json error_of(const test::Outcome& outcome) {
  return core::parse_json(outcome.out, "standard output").at("error");
}

}  // namespace

TEST_CASE("numbers that no figure can be made of are refused by the option's name") {
  const test::TinyModel model;
  REQUIRE(model.trained().status == 0);
  test::check_refused(
      model.folder(),
      {{"$G sample tiny.safetensors --seed 9223372036854775807 --count 4 --out o.png", 2,
        "seeds end at 9223372036854775807: 4 from 9223372036854775807 ("},
       {"$G sample tiny.safetensors --z 9223372036854775808 --out o.png", 2,
        "seeds end at 9223372036854775807: 9223372036854775808 ("},
       {"$G turn tiny.safetensors --left 1 --right 2 --seed 9223372036854775807 --out o.png", 2, "seeds end"},
       {"$G evaluate tiny.safetensors --seed 9223372036854775800", 2, "seeds end"},
       {"$G data make rooms o --count 2 --size 16 --seed 9223372036854775807", 2, "seeds end"},
       {"$G walk tiny.safetensors --seconds nan --out o.gif", 2, "--seconds: a number from 0.01 to 3600"},
       {"$G walk tiny.safetensors --seconds inf --out o.gif", 2, "--seconds: a number from 0.01 to 3600"},
       {"$G turn tiny.safetensors --left 1 --right 2 --step nan --out o.png", 2,
        "--step: a number from -100 to 100"},
       {"$G arithmetic tiny.safetensors --a 1 --noise nan --out o.png", 2, "--noise: a number from 0 to 100"},
       {"$G bench interactive --rate nan", 2, "--rate: a number from 1 to 120"},
       {"$G sample tiny.safetensors --z 1,2 --count 5 --out o.png", 2, "--count"},
       {"$G sample tiny.safetensors --z 1,2 --seed 5 --out o.png", 2, "--seed"},
       {"$G walk tiny.safetensors --z 1,2 --points 5 --out o.png", 2, "--points"},
       {"$G guided tiny.safetensors --z 1,2 --count 5 --out o.png", 2, "--count"}});
  CHECK(model
            .run("$G sample tiny.safetensors --seed 9223372036854775804 --count 4 --out o.png && "
                 "$G sample tiny.safetensors --z 9223372036854775807 --out o.png && "
                 "$G walk tiny.safetensors --z 1,2 --seconds 0.01 --out o.png && "
                 "$G turn tiny.safetensors --left 1 --right 2 --step -100 --out o.png")
            .status == 0);
}

TEST_CASE(
    "what the model has not, and a place that cannot be written, are refused before the first picture") {
  const test::TinyModel model;
  write_boxes(model.file("boxes.json"));
  // Without --quiet: progress would be a second line.
  test::check_refused(
      model.folder(),
      {{"$G forget tiny.safetensors --boxes boxes.json --layer 7 --out o.png", 2,
        "the generator has no such block: 7 (blocks: 1 to "},
       {"$G guided tiny.safetensors --layer 9 --out o.png", 2,
        "the discriminator has no such block: 9 (blocks: 1 to "},
       {"$G guided tiny.safetensors --features 9999 --out o.png", 2, "has no such map: 9999 (maps: 0 to "},
       {"$G sample tiny.safetensors --drop 9:1 --out o.png", 2, "the generator has no such block: 9"},
       {"$G sample tiny.safetensors --drop 2:99999 --out o.png", 2, "block 2 has no such map: 99999 (maps: "},
       {"$G sample tiny.safetensors --count 20000 --out nodir/o.png", 1, "nodir/o.png"},
       {"$G walk tiny.safetensors --cross-fade --out nodir/o.gif", 1, "nodir/o.gif"}});
  CHECK(model.run("test ! -e o.png && test ! -e nodir").status == 0);
}

TEST_CASE("a walk faster than a GIF can be says what was written") {
  const test::TinyModel model;
  const test::Outcome fast =
      model.run("$G --quiet walk tiny.safetensors --fps 120 --seconds 0.1 --points 9 --out w.gif");
  CHECK(fast.status == 0);
  CHECK(fast.out == "w.gif  64 x 64, 41 frames at 50 a second, not 120: a GIF holds no more\n");
  CHECK(model.run("$G walk --help").out.find("a GIF holds at most 50") != std::string::npos);
}

TEST_CASE("a model that is not there is told with those that come along") {
  const TemporaryFolder folder;
  test::check_refused(
      folder,
      {{"$G sample nope --out o.png", 1,
        "there is no such file: nope (give a model file or a bundled name: faces, portraits, rooms)"},
       {"$G sample '' --out o.png", 1, "there is no such file: \"\" (give a model file or a bundled name: "},
       {"$G model info rooms --discriminator none.pth", 1, "there is no such file: none.pth ("},
       {"$G model convert nope n.pth", 1, "there is no such file: nope ("},
       {"mkdir -p deep/er && cp $G deep/er/program && unset GANSCOPE_ASSETS && "
        "deep/er/program sample rooms --out o.png",
        1, "the program's own files are missing: assets (set GANSCOPE_ASSETS"}});
}

TEST_CASE("train names its options as they are typed, with their defaults") {
  const TemporaryFolder folder;
  const std::string help = test::shell(folder, "$G train --help").out;
  for (const char* words :
       {"--lr-g FLOAT=0.0002", "--size INT=64", "--steps INT=10000", "--ngf INT=of the preset",
        "--prior TEXT=of the preset", "--layout TEXT=of the preset", "--weight-decay FLOAT=of the preset",
        "--data-count INT=20000", "Of z: gaussian or uniform"}) {
    CAPTURE(words);
    CHECK(help.find(words) != std::string::npos);
  }
  CHECK(help.find("ENUM") == std::string::npos);
  test::check_refused(
      folder,
      {{"$G train rooms --out r --prior foo", 2, "unknown prior: foo (gaussian or uniform)"},
       {"$G train rooms --out r --prior 1", 2, "unknown prior: 1 (gaussian or uniform)"},
       {"$G train rooms --out r --lr-g nan", 2, "this option cannot be nan: --lr-g (allowed: 0 to 1)"},
       {"$G train rooms --out r --smooth-real 2", 2,
        "this option cannot be 2: --smooth-real (allowed: 0.5 to 1)"},
       {"$G train rooms --out r --checkpoint-every 0", 2, "this option cannot be 0: --checkpoint-every ("},
       {"$G train rooms --out r --steps 0", 2, "this option cannot be 0: --steps (allowed: 1 to "},
       {"$G train rooms --out r --data-count 100000000", 2,
        "a data set cannot have this many pictures: 100000000 (choose a count from 1 to 1000000)"},
       {"$G data make rooms o --count 100000000", 2,
        "a data set cannot have this many pictures: 100000000 (choose a count from 1 to 1000000)"},
       {"$G train --resume nowhere", 1, "there is no run in this folder: nowhere ("},
       {"mkdir empty; $G train --resume empty", 1, "there is no run in this folder: empty ("}});
  CHECK(test::shell(folder,
                    "$G --quiet train rooms --prior uniform --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 "
                    "--data-count 16 --steps 1 --threads 1 --out run && grep -q uniform run/options.json")
            .status == 0);
}

TEST_CASE("an unknown command is named alone, with the known ones") {
  const TemporaryFolder folder;
  test::check_refused(
      folder,
      {{"$G data doctor x", 2, "there is no such command: data doctor (known: make, import)"},
       {"$G data doctor --help", 2, "there is no such command: data doctor (known: make, import)"},
       {"$G --device cpu --threads 1 data --quiet doctor", 2, "there is no such command: data doctor ("},
       {"$G rooms", 2, "there is no such command: rooms (to open it: ganscope gui rooms)"},
       {"touch 'my model.pth'; $G 'my model.pth'", 2, "(to open it: ganscope gui 'my model.pth')"},
       {"$G layers rooms", 2, "there is no such command: layers (known: gui, sample, walk, "},
       {"$G model", 2, "required"}});
  CHECK(test::shell(folder, "$G --device cpu data --help").out.find("make") != std::string::npos);
}

TEST_CASE("with --json a failure is an object on standard output too, beside its line") {
  const test::TinyModel model;
  const test::Outcome lost = model.run("$G --json sample none.safetensors --out o.png");
  CHECK(lost.status == 1);
  CHECK(error_of(lost).at("what") == "there is no such file");
  CHECK(error_of(lost).at("where") == "none.safetensors");
  CHECK(error_of(lost).at("hint").get<std::string>().find("rooms") != std::string::npos);
  CHECK(lost.err.find("there is no such file: none.safetensors (") != std::string::npos);
  CHECK(error_of(model.run("$G sample tiny.safetensors --count 0 --out o.png --json"))
            .at("what")
            .get<std::string>()
            .find("--count") != std::string::npos);
  CHECK(error_of(model.run("$G data doctor --json")).at("where") == "data doctor");
  CHECK(model.run("$G --help").out.find("\"error\"") != std::string::npos);
  CHECK(model.run("$G sample none.safetensors --out o.png").out == "");
}

TEST_CASE("what exists is not replaced by what is made of it") {
  const test::TinyModel model;
  REQUIRE(
      model
          .run("$G --quiet data make rooms set --count 2 --size 16 && $G --quiet data import set set.gsp "
               "--size "
               "16 && echo old > keep && ln -s tiny.safetensors soft.pth && ln tiny.safetensors hard.pth && "
               "$G --quiet model convert tiny.safetensors d.pth --net discriminator && "
               "$G --quiet model convert tiny.safetensors g.pth && sha256sum *.* > sums")
          .status == 0);
  test::check_refused(
      model.folder(),
      {{"$G --quiet data import set set.gsp --size 20", 1,
        "a packed data set has this name already: set.gsp (choose another name, or replace it with --force)"},
       {"$G --quiet data import set keep --size 16", 1, "text has this name already: keep ("},
       {"$G --quiet data import set set --size 16", 1,
        "there is a folder of this name: set (give the name of a file)"},
       {"$G model convert g.pth g.pth", 2, "replaced by what is made of it: g.pth (choose another name)"},
       {"$G model convert tiny.safetensors ./tiny.safetensors --half", 2,
        "./tiny.safetensors (choose another"},
       {"$G model convert tiny.safetensors soft.pth", 2, "soft.pth (choose another name)"},
       {"$G model convert tiny.safetensors hard.pth", 2, "hard.pth (choose another name)"},
       {"$G model convert run run/model.safetensors", 2, "run/model.safetensors (choose another name)"},
       {"$G model convert g.pth --discriminator d.pth d.pth --net generator", 2,
        "d.pth (choose another name)"}});
  CHECK(model.run("sha256sum --quiet -c sums && test $(cat keep) = old").status == 0);
  CHECK(model.run("$G --quiet model convert tiny.safetensors g.pth").status == 0);
}

TEST_CASE("a set that nothing can be trained on is made with a note") {
  const TemporaryFolder folder;
  const test::Outcome odd = test::shell(folder, "$G data make rooms odd --count 1 --size 65 --json");
  CHECK(odd.status == 0);
  CHECK(odd.err.find("size 65 (nearest legal sizes: 64 and 80)\n") != std::string::npos);
  CHECK(core::parse_json(odd.out, "result").at("note").get<std::string>().find("64 and 80") !=
        std::string::npos);
  const test::Outcome packed = test::shell(folder, "$G --quiet data import odd odd.gsp --size 65 --json");
  CHECK(packed.err == "");
  CHECK(core::parse_json(packed.out, "result").at("note") != "");
  CHECK(test::shell(folder, "$G data make rooms even --count 1 --size 64 --json").out.find("nearest") ==
        std::string::npos);
}
