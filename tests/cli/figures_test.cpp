#include <doctest/doctest.h>

#include "tests/cli/program.h"

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
    if (command.starts_with("guided"))
      continue;  // its images are named, not embedded; generated ones are covered by request_json tests
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
  std::ofstream(model.file("boxes.json"))
      << R"({"categories":[{"id":1,"name":"window"}],"images":[{"id":1,"file_name":"seed-3"},{"id":2,"file_name":"seed-4"}],)"
      << R"("annotations":[{"image_id":1,"category_id":1,"bbox":[0,0,8,8]},{"image_id":2,"category_id":1,"bbox":[8,8,8,8]}]})";
  CHECK(
      model.run("$G --quiet forget tiny.safetensors --boxes boxes.json --layer 2 --top 2 --out f.png").err ==
      "");
  CHECK(std::filesystem::exists(model.file("f.png")));
  const auto missing = model.run("$G --quiet forget tiny.safetensors --boxes none.json --out g.png");
  CHECK(missing.status == 1);
  CHECK(test::one_clear_line(missing, "none.json"));
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
