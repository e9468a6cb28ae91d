// Where results go: what they may replace, and that they arrive.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/request/boxes_json.h"
#include "tests/cli/program.h"

namespace {

void write_boxes(const std::filesystem::path& file) {
  core::BoxesBySeed boxes;
  boxes[3] = {{"window", 2, 2, 8, 8}};
  std::ofstream(file) << core::boxes_to_coco(boxes, 16);
}

}  // namespace

TEST_CASE("--out replaces a file of its own kind, anything else only with --force, a folder never") {
  const test::TinyModel model;
  REQUIRE(model.trained().status == 0);
  write_boxes(model.file("boxes.json"));
  REQUIRE(
      model
          .run("cp tiny.safetensors model.png; cp tiny.safetensors model.gif; echo mine > text.png; mkdir "
               "run.png; : > empty.png; cp tiny.safetensors shot.png; echo mine > notes.safetensors; "
               "$G --quiet data make rooms set --count 2 --size 16; "
               "$G --quiet data import set set.png --size 16; sha256sum model.* text.png set.png shot.png "
               "*.safetensors > sums")
          .status == 0);
  test::check_refused(
      model.folder(),
      {{"$G sample tiny.safetensors --out model.png", 1,
        "a safetensors file has this name already: model.png (choose another name, or replace it with "
        "--force)"},
       {"$G walk tiny.safetensors --out model.gif", 1,
        "a safetensors file has this name already: model.gif ("},
       {"$G arithmetic tiny.safetensors --a 1,2,3 --out text.png", 1,
        "text has this name already: text.png ("},
       {"$G turn tiny.safetensors --left 1 --right 2 --out set.png", 1,
        "a packed data set has this name already: set.png ("},
       {"$G guided tiny.safetensors --out model.png", 1,
        "a safetensors file has this name already: model.png ("},
       {"$G forget tiny.safetensors --boxes boxes.json --out model.png", 1,
        "a safetensors file has this name already: model.png ("},
       {"$G model verify tiny.safetensors --out text.png", 1, "text has this name already: text.png ("},
       {"$G model convert tiny.safetensors notes.safetensors", 1,
        "text has this name already: notes.safetensors ("},
       {"$G gui --screenshot shot.png", 1, "a safetensors file has this name already: shot.png ("},
       {"$G sample tiny.safetensors --out run.png --force", 1, "run.png"},
       {"$G sample tiny.safetensors --out run.png", 1, "there is a folder of this name: run.png ("}});
  CHECK(model.run("sha256sum --quiet -c sums").status == 0);
  const std::string sample = "$G --quiet sample tiny.safetensors --count 1 --out ";
  CHECK(model
            .run(sample + "empty.png && " + sample + "empty.png --seed 2 && " + sample +
                 "model.png --force && " +
                 "$G --quiet data import set set.png --size 16 --force && $G --quiet model convert "
                 "tiny.safetensors notes.safetensors --force && $G --quiet walk tiny.safetensors --points 2 "
                 "--fps 2 --out model.gif --force && cmp empty.png empty.png")
            .status == 0);
  CHECK(test::text_of(model.file("model.png")).starts_with("\x89PNG"));
  CHECK(test::text_of(model.file("model.gif")).starts_with("GIF89a"));
}

TEST_CASE("a run is begun over nothing but what an earlier one left before its first checkpoint") {
  const test::TinyModel model;
  const std::string train =
      "$G --quiet train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 16 --steps 1 --threads "
      "1 ";
  REQUIRE(
      model
          .run(
              "mkdir models notes begun; cp tiny.safetensors models/model.safetensors; echo mine > "
              "notes/metrics.csv; cp run/options.json run/data.json begun; sha256sum models/* notes/* > sums")
          .status == 0);
  test::check_refused(
      model.folder(),
      {{(train + "--out models").c_str(), 1,
        "the folder already holds a file of the name that a run writes: models/model.safetensors ("},
       {(train + "--out notes").c_str(), 1,
        "the folder already holds a file of the name that a run writes: notes/metrics.csv ("}});
  CHECK(model.run("sha256sum --quiet -c sums").status == 0);
  CHECK(model.run(train + "--out begun").status == 0);
}

TEST_CASE("output that does not arrive is a failure, with --json and without") {
  const test::TinyModel model;
  for (const std::string json : {"", " --json"})
    for (const std::string command :
         {"model info tiny.safetensors", "sample tiny.safetensors --count 1 --out o.png", "model list",
          "--help", "sample --help", "evaluate tiny.safetensors --pairs 2",
          "train rooms --size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 16 --steps 1 --threads 1 "
          "--out "
          "r$$"}) {
      CAPTURE(command);
      CAPTURE(json);
      const test::Outcome full = model.run("$G --quiet " + command + json + " >/dev/full");
      CAPTURE(full.err);
      CHECK(full.status == 1);
      CHECK(full.err.find("standard output") != std::string::npos);
      const bool trains =
          command.starts_with("train") && !json.empty();  // tells its checkpoint there as well
      CHECK(std::count(full.err.begin(), full.err.end(), '\n') == (trains ? 2 : 1));
      const test::Outcome closed =
          model.run("mkfifo -m 600 pipe; (exec 3<pipe; exec 3<&-) & exec 4>pipe; wait; $G --quiet " +
                    command + json + " >&4; status=$?; rm pipe; exit $status");
      CHECK(closed.status == 1);
    }
}

TEST_CASE("one is one image") {
  const TemporaryFolder folder;
  CHECK(test::shell(folder, "$G --quiet data make rooms set --count 1 --size 16").out ==
        "set  1 image, annotations.json, list_attr.txt, attributes.csv\n");
  const test::Outcome packed = test::shell(folder, "$G data import set set.gsp --size 16");
  CHECK(packed.out.starts_with("set.gsp  1 image, 0 skipped"));
  CHECK(packed.err.find("1 images") == std::string::npos);
}
