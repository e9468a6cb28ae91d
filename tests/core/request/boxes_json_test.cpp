#include "core/request/boxes_json.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace {

core::BoxesBySeed two_samples() {
  core::BoxesBySeed boxes;
  boxes[17] = {{"window", 8, 16, 20.5f, 12}, {"door", 0, 0, 5, 64}};
  boxes[99] = {};
  return boxes;
}

}  // namespace

TEST_CASE("boxes written as COCO are read back, samples without boxes included") {
  CHECK(core::boxes_from_coco(core::boxes_to_coco(two_samples(), 64), "test", 64) == two_samples());
}

TEST_CASE("boxes between pixels come back bit for bit, whatever their side") {
  core::BoxesBySeed boxes;
  for (int i = 0; i < 100; ++i) {
    const auto step = static_cast<float>(i);
    boxes[3].push_back({"window", 0.137f * step, 0.29f * step, 1.1f + 0.311f * step, 0.7f + 0.173f * step});
  }
  CHECK(core::boxes_from_coco(core::boxes_to_coco(boxes, 64), "test", 64) == boxes);
}

TEST_CASE("boxes are cut at the border of the image") {
  core::BoxesBySeed boxes;
  boxes[1] = {{"window", -4, 50, 10, 40}};
  const auto read = core::boxes_from_coco(core::boxes_to_coco(boxes, 64), "test", 64);
  CHECK(read.at(1).front() == core::Box{"window", 0, 50, 6, 14});
}

TEST_CASE("boxes are read as labelling tools write them") {
  const auto read = [](const std::string& images, const std::string& annotations) {
    return core::boxes_from_coco(
        R"({"categories":[{"id":"7","name":"window","supercategory":"none"}],"images":[)" + images +
            R"(],"annotations":[)" + annotations + "]}",
        "boxes.json", 64);
  };
  const auto box = [](const std::string& image, const std::string& bbox) {
    return R"({"id":1,"image_id":)" + image + R"(,"category_id":7,"bbox":)" + bbox + "}";
  };
  const core::BoxesBySeed expected{{17, {{"window", 8, 16, 20, 12}}}};
  const std::string name = R"({"id":1,"file_name":)", whole = "[8,16,20,12]";
  for (const char* file : {"\"seed-17\"", "\"images/seed-17.png\"", "\"C:\\\\photos\\\\seed-17.jpg\"",
                           "\"images/1/8f3b2a10-seed-17.png\"", "\"seed-17_png.rf.8f3b2a10.jpg\""}) {
    CAPTURE(file);
    CHECK(read(name + file + "}", box("1", whole)) == expected);
  }
  // Ids as text, of images and of categories, beside numbers.
  CHECK(read(R"({"id":"a1","file_name":"seed-17"})", box("\"a1\"", whole)) == expected);
  CHECK(read(R"({"id":1,"file_name":"seed-17"})", box("\"1\"", whole)) == expected);
  // Labelled four times as wide and twice as high.
  CHECK(read(R"({"id":1,"file_name":"seed-17","width":256,"height":128})", box("1", "[32,32,80,24]")) ==
        expected);
  CHECK(read(R"({"id":1,"file_name":"seed-17","width":0,"height":null})", box("1", whole)) == expected);
  CHECK_THROWS_AS(read(R"({"id":1,"file_name":"seed-17","width":"wide"})", box("1", whole)), core::Error);
  CHECK_THROWS_AS(read(R"({"id":1,"file_name":"reseed-17"})", box("1", whole)), core::Error);
  CHECK_THROWS_AS(read(R"({"id":1,"file_name":"seed-17/photo.png"})", box("1", whole)), core::Error);
}

TEST_CASE("boxes of samples of one size fit a model of another") {
  core::BoxesBySeed boxes{{3, {{"window", 8, 16, 20, 12}}}};
  const auto read = core::boxes_from_coco(core::boxes_to_coco(boxes, 64), "test", 32);
  CHECK(read.at(3).front() == core::Box{"window", 4, 8, 10, 6});
}

TEST_CASE("what is no COCO file of ours is refused in words") {
  const auto refused = [](const std::string& text) {
    try {
      core::boxes_from_coco(text, "boxes.json", 64);
    } catch (const core::Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  const std::string categories = R"("categories":[{"id":1,"name":"window"}])",
                    images = R"("images":[{"id":1,"file_name":"seed-3"}])";
  CHECK(refused("{}").find("\"categories\" is missing") != std::string::npos);
  CHECK(refused("[1,2]").find("\"categories\" is missing") != std::string::npos);
  CHECK(refused("{" + categories + R"(,"images":[{"id":1,"file_name":"photo.jpg"}]})")
            .find("is no seed-NUMBER") != std::string::npos);
  CHECK(refused("{" + categories + "," + images +
                R"(,"annotations":[{"image_id":2,"category_id":1,"bbox":[1,1,2,2]}]})")
            .find("not listed") != std::string::npos);
  CHECK(refused("{" + categories + "," + images +
                R"(,"annotations":[{"image_id":1,"category_id":7,"bbox":[1,1,2,2]}]})")
            .find("category") != std::string::npos);
  // An id that would be -1, and so match, after it lost its sign.
  CHECK(refused("{" + categories + R"(,"images":[{"id":-1,"file_name":"seed-3"}],"annotations":[)" +
                R"({"image_id":18446744073709551615,"category_id":1,"bbox":[1,1,2,2]}]})")
            .find("\"image_id\" is neither text nor a whole number") != std::string::npos);
  for (const char* bbox : {"[1,1,2]", "[1,1,\"a\",2]", "[70,1,2,2]", "[1,1,-2,2]", "[1,1,1e39,2]", "{}"})
    CHECK(refused("{" + categories + "," + images +
                  R"(,"annotations":[{"image_id":1,"category_id":1,"bbox":)" + bbox + "}]}") != "accepted");
  CHECK(refused("not json").find("boxes.json") != std::string::npos);
}
