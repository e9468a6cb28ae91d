#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/image/grid.h"
#include "core/image/png.h"
#include "core/request/boxes_json.h"
#include "tests/cli/program.h"

namespace {

/// Boxes on the samples of seeds 3 and 4, so far from the upper left corner.
void write_boxes(const std::filesystem::path& file, float offset) {
  core::BoxesBySeed boxes;
  boxes[3] = {{"window", offset, offset, 8, 8}};
  boxes[4] = {{"window", offset + 2, offset, 7.7f, 9.1f}};
  std::ofstream(file) << core::boxes_to_coco(boxes, 16);
}

void write_image(const std::filesystem::path& file, int grey) {
  core::Image image(20, 24, 3, 90);
  core::paste(image, core::Image(9, 7, 1, static_cast<std::uint8_t>(grey)), 4, 5);
  core::make_folder(file.parent_path());
  core::write_file_atomically(file, core::encode_png(image));
}

}  // namespace

TEST_CASE("every figure command writes its file, twice the same bytes, and --from makes it again") {
  const test::TinyModel model;
  REQUIRE(model.trained().status == 0);
  const std::string commands[] = {"sample tiny.safetensors --count 20 --seed 1",
                                  "walk tiny.safetensors --points 3 --seed 1",
                                  "arithmetic tiny.safetensors --a 3,17,40 --b 5,8,9 --c 2,11,30",
                                  "turn tiny.safetensors --left 1,2,3,4 --right 5,6,7,8",
                                  "guided tiny.safetensors --features 0-1 --count 2"};
  for (const std::string& command : commands) {
    CAPTURE(command);
    const auto first = model.run("$G --quiet " + command + " --out a.png && $G --quiet " + command +
                                 " --out b.png && cmp a.png b.png");
    CHECK(first.err == "");
    CHECK(first.status == 0);
    const auto again = model.run("$G --quiet " + command.substr(0, command.find(' ')) +
                                 " tiny.safetensors --from a.png" + " --out c.png && cmp a.png c.png");
    CHECK(again.err == "");
    CHECK(again.status == 0);
  }
}

TEST_CASE("a walk is written as GIF, and as MP4 where ffmpeg is there") {
  const test::TinyModel model;
  CHECK(model.run("$G --quiet walk tiny.safetensors --points 3 --seed 1 --fps 5 --out w.gif").status == 0);
  CHECK(test::text_of(model.file("w.gif")).starts_with("GIF89a"));
  const auto mp4 = model.run("$G --quiet walk tiny.safetensors --points 3 --seed 1 --fps 5 --out w.mp4");
  const bool has_ffmpeg = model.run("ffmpeg -hide_banner -encoders | grep -q libx264").status == 0;
  CHECK(mp4.status == (has_ffmpeg ? 0 : 1));
  if (has_ffmpeg)
    CHECK(model.run("ffprobe -v error -count_frames -show_entries stream=nb_read_frames -of csv=p=0 w.mp4")
              .out == "11\n");
  const auto without = model.run("PATH=/nowhere $G --quiet walk tiny.safetensors --points 3 --out none.mp4");
  CHECK(without.status == 1);
  CHECK(test::one_clear_line(without, "ffmpeg does not run"));
  CHECK_FALSE(std::filesystem::exists(model.file("none.mp4")));
}

TEST_CASE("forget reads COCO boxes and writes before, after and random") {
  const test::TinyModel model;
  write_boxes(model.file("boxes.json"), 0.f);
  CHECK(
      model.run("$G --quiet forget tiny.safetensors --boxes boxes.json --layer 2 --top 2 --out f.png").err ==
      "");
  CHECK(std::filesystem::exists(model.file("f.png")));
  const auto missing = model.run("$G --quiet forget tiny.safetensors --boxes none.json --out g.png");
  CHECK(missing.status == 1);
  CHECK(test::one_clear_line(missing, "none.json"));
}

TEST_CASE("a forgetting is made again from its sheet alone, or with other boxes") {
  const test::TinyModel model;
  write_boxes(model.file("boxes.json"), 0.3f);
  write_boxes(model.file("others.json"), 4);
  const auto first = model.run(
      "$G --quiet forget tiny.safetensors --boxes boxes.json --layer 1 --top 3 --seed 7 --columns 4 "
      "--control-seed 2 --bn batch --drop 2:1 --out f.png && rm boxes.json && "
      "$G --quiet forget tiny.safetensors --from f.png --out again.png && cmp f.png again.png");
  CHECK(first.err == "");
  CHECK(first.status == 0);
  const auto others = model.run(
      "$G --quiet forget tiny.safetensors --from f.png --boxes others.json --out o.png && "
      "$G --quiet forget tiny.safetensors --boxes others.json --layer 1 --top 3 --seed 7 --columns 4 "
      "--control-seed 2 --bn batch --drop 2:1 --out p.png && cmp o.png p.png && ! cmp -s o.png f.png");
  CHECK(others.err == "");
  CHECK(others.status == 0);
  const auto none = model.run("$G --quiet forget tiny.safetensors --out n.png");
  CHECK(none.status == 2);
  CHECK(test::one_clear_line(none, "no boxes to learn from: --boxes"));
  const auto lost =
      model.run("$G --quiet forget tiny.safetensors --from f.png --boxes none.json --out n.png");
  CHECK(lost.status == 1);
  CHECK(test::one_clear_line(lost, "none.json"));
}

TEST_CASE(
    "guided backpropagation of one's own images is made again where they lie, whatever else lies there") {
  const test::TinyModel model;
  // Two of one name, an ending in capitals, bytes that are no UTF-8.
  write_image(model.file("mine/a/photo.png"), 10);
  write_image(model.file("mine/b/photo.png"), 250);
  write_image(model.file("mine/c/\xb0.PNG"), 130);
  const auto first = model.run(
      "$G --quiet guided tiny.safetensors --images mine --features 0-1 --out g.png && cp -r mine moved && "
      "mkdir moved/d && cp mine/a/photo.png moved/d/another.png && rm -r mine && "
      "$G --quiet guided tiny.safetensors --from g.png --images moved --out again.png && cmp g.png "
      "again.png");
  CHECK(first.err == "");
  CHECK(first.status == 0);
  const auto without = model.run("$G --quiet guided tiny.safetensors --from g.png --out n.png");
  CHECK(without.status == 2);
  CHECK(test::one_clear_line(without, "photo.png and others: g.png (give their folder: --images DIR)"));
  const auto lost = model.run(
      "rm moved/b/photo.png; $G --quiet guided tiny.safetensors --from g.png --images moved --out n.png");
  CHECK(lost.status == 1);
  CHECK(test::one_clear_line(lost, "lacks an image of the figure, \"photo.png\": moved"));
  const auto generated = model.run(
      "$G --quiet guided tiny.safetensors --features 0 --count 2 --out z.png >made.txt && "
      "$G --quiet guided tiny.safetensors --from z.png --images moved --out n.png");
  CHECK(generated.status == 2);
  CHECK(test::one_clear_line(generated, "generated images"));
}

TEST_CASE("a picture that is not the figure asked for is refused in one line and writes nothing") {
  const test::TinyModel model;
  write_image(model.file("plain.png"), 10);
  REQUIRE(
      model
          .run("$G --quiet sample tiny.safetensors --count 4 --out s.png && head -c 300 s.png > cut.png && "
               "printf '{\"figure\":\"sample\"}' > half.json")
          .status == 0);
  const std::pair<std::string, std::string> cases[] = {
      {"forget tiny.safetensors --from plain.png", "carries no ganscope state: plain.png"},
      {"forget tiny.safetensors --from s.png", "made by ganscope sample: s.png"},
      {"guided tiny.safetensors --from s.png --images .", "made by ganscope sample: s.png"},
      {"forget tiny.safetensors --from cut.png", "cut off: cut.png"},
      {"forget tiny.safetensors --from none.png", "none.png"},
      {"sample tiny.safetensors --state half.json", "half.json"},
      {"sample tiny.safetensors --from s.png --count 9", "keeps its own settings: --count"},
      {"sample tiny.safetensors --from s.png --seed 0", "keeps its own settings: --seed"}};
  for (const auto& [command, says] : cases) {
    CAPTURE(command);
    const auto refused = model.run("$G --quiet " + command + " --out n.png");
    CAPTURE(refused.err);
    CHECK(refused.status != 0);
    CHECK(test::one_clear_line(refused, says));
    CHECK_FALSE(std::filesystem::exists(model.file("n.png")));
  }
}

TEST_CASE("a walk whose sheet would be too large is refused before it is rendered") {
  const test::TinyModel model;
  const auto refused =
      model.run("timeout 20 $G walk tiny.safetensors --points 10000 --columns 100 --out w.png");
  CHECK(refused.status == 1);
  CHECK(test::one_clear_line(refused, "the sheet would be too large"));
}

TEST_CASE("z from a .npy file is taken as it stands") {
  const test::TinyModel model;
  CHECK(model
            .run("python3 -c \"import struct;h=b\\\"{'descr': '<f4', 'fortran_order': False, 'shape': (2, "
                 "8), }\\\".ljust(117)+b'\\\\n';"
                 "open('z.npy','wb').write(b'\\x93NUMPY\\x01\\x00'+struct.pack('<H',len(h))+h+struct.pack('<"
                 "16f',*range(16)))\"")
            .status == 0);
  CHECK(
      model.run("$G --quiet sample tiny.safetensors --z z.npy,3 --out n.png --json").out.find("\"width\"") !=
      std::string::npos);
  std::filesystem::resize_file(model.file("z.npy"), 150);
  const auto cut = model.run("$G --quiet sample tiny.safetensors --z z.npy --out m.png");
  CHECK(cut.status == 1);
  CHECK(test::one_clear_line(cut, "its shape does not fit its size"));
}

TEST_CASE("model info says what a file holds, as table and as JSON") {
  const test::TinyModel model;
  CHECK(model.run("$G model info tiny.safetensors").out.find("layout") != std::string::npos);
  const std::string json = model.run("$G model info tiny.safetensors --json").out;
  for (const char* key :
       {"\"nz\": 8", "\"size\": 16", "\"layout\": \"classic\"", "\"sha256\"", "\"generator_blocks\""})
    CHECK(json.find(key) != std::string::npos);
}
