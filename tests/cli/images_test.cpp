#include <doctest/doctest.h>

#include "tests/cli/program.h"

namespace {

constexpr const char* kPictures = "$G --quiet data make rooms pictures --count 20 --size 16";

std::string train(const std::string& data, const std::string& more) {
  return "$G --quiet train " + data + " --size 16 --ngf 4 --ndf 4 --nz 8 --batch 4 --steps 2 --threads 1 " +
         more;
}

bool says(const test::Outcome& outcome, const std::string& what) {
  return outcome.err.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("training says what it left out, and begins no run where that is too much") {
  const TemporaryFolder folder;
  REQUIRE(test::shell(folder, kPictures).status == 0);
  REQUIRE(test::shell(folder, "for i in 0 1 2; do : > pictures/00000$i.png; done").status == 0);
  const auto few = test::shell(folder, train("pictures", "--out few"));
  CAPTURE(few.err);
  CHECK(few.status == 0);
  CHECK(few.err ==
        "ganscope: image files left out: 3 of 20 (3 unreadable), the first is 000000.png: the file is empty; "
        "files that are no images: 3\n");
  REQUIRE(test::shell(folder, "for i in 3 4 5 6 7 8 9; do echo no > pictures/00000$i.png; done").status == 0);
  const auto many = test::shell(folder, train("pictures", "--out many"));
  CAPTURE(many.err);
  CHECK(many.status == 1);
  CHECK(says(many, "too many of the image files cannot be used, 10 of 20 (10 unreadable): "));
  CHECK(test::one_clear_line(many,
                             "/pictures (convert or remove them, or allow them with "
                             "--max-bad 0.50; the first is 000000.png: the file is empty"));
  CHECK_FALSE(std::filesystem::exists(folder / "many"));
  const auto allowed = test::shell(folder, train("pictures", "--max-bad 0.5 --out many"));
  CHECK(allowed.status == 0);
  CHECK(says(allowed, "image files left out: 10 of 20"));
  // The share is asked of a run that begins: one that goes on has its images.
  CHECK(test::shell(folder, "$G --quiet train --resume many --steps 3 --max-bad 0").status == 0);
}

TEST_CASE("evaluate says which reals it left out") {
  const test::TinyModel model;
  REQUIRE(model.run(kPictures).status == 0);
  REQUIRE(model.run(": > pictures/000003.png").status == 0);
  const auto told = model.run("$G --quiet evaluate tiny.safetensors --data pictures --pairs 10 --samples 2");
  CHECK(told.status == 0);
  CHECK(
      says(told, "image files left out: 1 of 20 (1 unreadable), the first is 000003.png: the file is empty"));
}

TEST_CASE(
    "a folder called like a drawn set is taken and said so, and a run keeps the kind that it began with") {
  const test::TinyModel model;
  REQUIRE(model.trained().status == 0);
  CHECK(model.trained().err.empty());
  REQUIRE(model.run(kPictures).status == 0);
  REQUIRE(model.run("mv pictures rooms").status == 0);
  CHECK(model.run("$G --quiet train --resume run --steps 4").status == 0);
  const auto own = model.run(train("rooms", "--out own"));
  CAPTURE(own.err);
  CHECK(own.status == 0);
  CHECK(says(own, "./rooms is taken, which lies here, not the drawn set"));
  const auto resumed = model.run("$G --json train --resume own --steps 3");
  CHECK(resumed.status == 0);
  CHECK(resumed.out.find("\"images_used\": 20") != std::string::npos);
  const auto drawn = model.run(train("drawn:rooms", "--data-count 64 --out drawn"));
  CHECK(drawn.status == 0);
  CHECK(drawn.err.empty());
  CHECK(model.run("$G --quiet evaluate tiny.safetensors --data rooms --pairs 10 --samples 2")
            .err.find("./rooms is taken") != std::string::npos);
}

TEST_CASE("guided maps leave out an image that cannot be read with a line") {
  const test::TinyModel model;
  REQUIRE(model.run(kPictures).status == 0);
  REQUIRE(model.run("echo '<html>' > pictures/000001.png").status == 0);
  const auto guided = model.run(
      "$G --quiet guided tiny.safetensors --images pictures --count 3 --features 0 --out sheet.png");
  CAPTURE(guided.err);
  CHECK(guided.status == 0);
  CHECK(guided.err == "ganscope: left out 000001.png: this is no JPEG, PNG, GIF, BMP, WebP or PNM image\n");
  CHECK(std::filesystem::exists(model.file("sheet.png")));
}

TEST_CASE("training on fewer images than a batch, on black ones and on odd ones is warned of") {
  const TemporaryFolder folder;
  REQUIRE(test::shell(folder, std::string(kPictures) + " && mkdir three && cp pictures/00000[0-2].png three")
              .status == 0);
  const auto three = test::shell(folder, train("three", "--out t"));
  CHECK(three.status == 0);
  CHECK(says(three, "fewer images than a step takes, 3 of 4"));
  REQUIRE(test::shell(folder,
                      "mkdir black && for i in 1 2 3 4; do printf 'P5 16 16 255\\n' > black/$i && "
                      "head -c 256 /dev/zero >> black/$i; done")
              .status == 0);
  CHECK(says(test::shell(folder, train("black", "--out b")), "images of one flat colour"));
  REQUIRE(test::shell(folder,
                      "mkdir dark && for i in 1 2 3 4; do { printf 'P2 16 16 65535\\n'; "
                      "seq $i 16 4095 | head -256; } > dark/$i.pgm; done")
              .status == 0);
  const auto dark = test::shell(folder, train("dark", "--out d"));
  CAPTURE(dark.err);
  CHECK(says(dark, "1.pgm and 3 more: its 16-bit values end at 4095"));
}
