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

TEST_CASE("a figure is made again without saying its model, which is found by name and hash") {
  const test::TinyModel model;
  REQUIRE(
      model
          .run(
              "$G --quiet sample tiny.safetensors --count 4 --seed 1 --out a.png && mkdir moved && cp "
              "tiny.safetensors a.png moved && $G --quiet sample --from a.png --out b.png && cmp a.png b.png")
          .status == 0);
  // Beside the sheet, wherever that is; a run by its folder.
  CHECK(model
            .run("mkdir away && cd away && $G --quiet sample --from ../moved/a.png --out c.png && cmp c.png "
                 "../a.png && cd .. && $G --quiet turn run --left 1 --right 2 --out run/t.png && "
                 "$G --quiet turn --from run/t.png --out t.png && cmp t.png run/t.png")
            .status == 0);
  test::check_refused(model.folder(), {{"$G sample --out o.png", 2, "MODEL is required"},
                                       {"rm tiny.safetensors; $G sample --from a.png --out o.png", 1,
                                        "the model of this figure is not at hand, tiny of SHA-256 "}});
  const test::Outcome bundled = model.run(
      "$G --quiet sample rooms --count 1 --out r.png && $G --quiet sample --from r.png --out s.png && cmp "
      "r.png "
      "s.png");
  CHECK(bundled.err == "");
  CHECK(bundled.status == 0);
  const test::Outcome told = model.run("$G sample faces --from r.png --out s.png");
  CHECK(told.err.find("the figure was drawn by another model, rooms\n") != std::string::npos);
}

TEST_CASE("a walk's sheet has the end where it is asked for, and --help says what it has without") {
  const test::TinyModel model;
  const std::string walk = "$G --quiet walk tiny.safetensors --points 3 --seed 1 --enlarge 2 --out ";
  CHECK(model.run(walk + "w.png").out == "w.png  160 x 32\n");
  CHECK(model.run(walk + "e.png --end && $G --quiet walk --from e.png --out f.png && cmp e.png f.png").out ==
        "e.png  176 x 32\nf.png  176 x 32\n");
  CHECK(model.run("$G walk --help").out.find("t = 0 to 0.9") != std::string::npos);
}

TEST_CASE("an ffmpeg without libx264 is told with what it has and what works") {
  const test::TinyModel model;
  std::ofstream(model.file("ffmpeg")) << "#!/bin/sh\necho ' ------'\necho ' V....D mpeg4   MPEG-4 part 2'\n";
  const test::Outcome lacks =
      model.run("chmod +x ffmpeg; PATH=$PWD:$PATH $G --quiet walk tiny.safetensors --points 3 --out w.mp4");
  CHECK(lacks.status == 1);
  CHECK(test::one_clear_line(lacks, "lacks the H.264 encoder libx264; it has mpeg4: ffmpeg (write .gif"));
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
  // As PyTorch takes z, which is the same.
  CHECK(model
            .run("python3 -c \"d=open('z.npy','rb').read();"
                 "h=b\\\"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 8, 1, 1), "
                 "}\\\".ljust(117)+b'\\n';open('q.npy','wb').write(d[:10]+h+d[128:])\" && "
                 "$G --quiet sample tiny.safetensors --z q.npy,3 --out q.png && cmp q.png n.png")
            .status == 0);
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
