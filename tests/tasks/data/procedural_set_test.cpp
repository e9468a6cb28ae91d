#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>

#include <fstream>
#include <sstream>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/image/png.h"
#include "core/tasks/data/procedural/scene_set.h"
#include "tests/core/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using tasks::Scene;
using tasks::SceneKind;

constexpr std::uint64_t kSeed = 41;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string message_of(const fs::path& out, std::int64_t count = 2) {
  try {
    tasks::make_scene_set(SceneKind::kRooms, count, 16, kSeed, out, {});
  } catch (const core::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a scene set holds the pictures of consecutive seeds") {
  const TemporaryFolder folder;
  std::int64_t last = -1;
  core::Progress progress;
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view) {
    CHECK(total == 12);
    last = done;
  };
  tasks::make_scene_set(SceneKind::kRooms, 12, 32, kSeed, folder / "set", progress);
  CHECK(last == 12);
  CHECK(folder.names() == std::vector<std::string>{"set"});
  for (int i = 0; i < 12; ++i) {
    const std::string name = std::string(i < 10 ? "00000" : "0000") + std::to_string(i) + ".png";
    const Scene scene = tasks::make_scene(SceneKind::kRooms, 32, kSeed + static_cast<std::uint64_t>(i));
    CHECK(core::read_file(folder / "set" / name) == core::encode_png(scene.image));
  }
  CHECK(std::distance(fs::directory_iterator(folder / "set"), {}) == 12 + 3);
}

TEST_CASE("the COCO file of a scene set matches the scenes") {
  const TemporaryFolder folder;
  for (const SceneKind kind : {SceneKind::kRooms, SceneKind::kPortraits}) {
    const fs::path out = folder / std::string(tasks::scene_kind_name(kind));
    tasks::make_scene_set(kind, 20, 64, kSeed, out, {});
    const core::Json coco = core::parse_json(text_of(out / "annotations.json"), "annotations.json");
    REQUIRE(coco["images"].size() == 20);
    REQUIRE(coco["categories"].size() == tasks::scene_labels(kind).size());
    std::size_t next = 0;
    for (int i = 0; i < 20; ++i) {
      CHECK(coco["images"][i]["id"] == i + 1);
      CHECK(coco["images"][i]["width"] == 64);
      CHECK(fs::exists(out / coco["images"][i]["file_name"].get<std::string>()));
      for (const auto& object : tasks::make_scene(kind, 64, kSeed + static_cast<std::uint64_t>(i)).objects) {
        REQUIRE(next < coco["annotations"].size());
        const core::Json& annotation = coco["annotations"][next++];
        CHECK(annotation["id"] == next);
        CHECK(annotation["image_id"] == i + 1);
        CHECK(annotation["bbox"] == core::Json({object.x, object.y, object.width, object.height}));
        const auto category = annotation["category_id"].get<std::size_t>();
        CHECK(coco["categories"][category - 1]["id"] == category);
        CHECK(coco["categories"][category - 1]["name"] == object.label);
      }
    }
    CHECK(next == coco["annotations"].size());
    CHECK(next > 20);
  }
}

TEST_CASE("the attribute files of a scene set match the scenes") {
  const TemporaryFolder folder;
  tasks::make_scene_set(SceneKind::kPortraits, 5, 16, kSeed, folder / "set", {});
  std::istringstream list(text_of(folder / "set" / "list_attr.txt"));
  std::istringstream numbers(text_of(folder / "set" / "attributes.csv"));
  std::string count, names, header;
  std::getline(list, count);
  std::getline(list, names);
  std::getline(numbers, header);
  CHECK(count == "5");
  CHECK(names == "male smiling eyeglasses bald long_hair fringe black_hair brown_hair blond_hair gray_hair");
  CHECK(header == "file,seed,yaw,light_x,skin");
  for (std::uint64_t i = 0; i < 5; ++i) {
    const Scene scene = tasks::make_scene(SceneKind::kPortraits, 16, kSeed + i);
    std::string name, row;
    list >> name;
    std::getline(numbers, row);
    CHECK(name == "00000" + std::to_string(i) + ".png");
    CHECK(row.rfind(name + "," + std::to_string(kSeed + i) + ",", 0) == 0);
    for (std::size_t a = 0; a < 10; ++a) {
      int value = 0;
      list >> value;
      CHECK(value == (scene.attributes[a].second > 0.5f ? 1 : -1));
    }
    CHECK(std::stof(row.substr(row.find(',', name.size() + 1) + 1)) == scene.attributes[10].second);
  }
}

TEST_CASE("a scene set never touches a folder that holds something") {
  const TemporaryFolder folder;
  const fs::path out = folder / "mine";
  fs::create_directory(out);
  std::ofstream(out / "000000.png") << "precious";
  CHECK(message_of(out) ==
        "the output folder holds something already: " + out.string() + " (choose a new or an empty folder)");
  CHECK(text_of(out / "000000.png") == "precious");
  std::ofstream(folder / "file") << "precious";
  CHECK_FALSE(message_of(folder / "file").empty());
  CHECK(text_of(folder / "file") == "precious");
  CHECK(folder.names() == std::vector<std::string>{"file", "mine"});
}

TEST_CASE("a scene set fills an empty folder and makes missing parents") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "empty");
  CHECK(message_of(folder / "empty").empty());
  CHECK(fs::exists(folder / "empty" / "annotations.json"));
  CHECK(message_of(folder / "a" / "b" / "").empty());
  CHECK(fs::exists(folder / "a" / "b" / "annotations.json"));
}

TEST_CASE("an unwritable place for a scene set is one clear line") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "precious";
  CHECK(message_of(folder / "file" / "set").find("file") != std::string::npos);
  CHECK(message_of("/proc/no_such_place/set").find("/proc/no_such_place") != std::string::npos);
  CHECK(folder.names() == std::vector<std::string>{"file"});
}

TEST_CASE("a scene set that is stopped half way leaves nothing") {
  const TemporaryFolder folder;
  std::stop_source stop;
  core::Progress progress;
  progress.stop = stop.get_token();
  progress.report = [&](std::int64_t done, std::int64_t, std::string_view) {
    if (done == 3) stop.request_stop();
  };
  CHECK_THROWS_AS(tasks::make_scene_set(SceneKind::kRooms, 6, 16, kSeed, folder / "set", progress),
                  core::Cancelled);
  CHECK(folder.names().empty());
}

TEST_CASE("a scene set that no longer fits is one clear line and leaves nothing") {
  const TemporaryFolder folder;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{200, before.rlim_max};  // bytes: less than one picture
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const std::string message = message_of(folder / "set");
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(
      message.starts_with("cannot write the data set, file too large: " + (folder / "set").string() + " ("));
  CHECK(message.find('\n') == std::string::npos);
  CHECK(folder.names().empty());
}

TEST_CASE("an illegal count or size of a scene set makes no folder") {
  const TemporaryFolder folder;
  for (const std::int64_t count : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1'000'001}}) {
    CHECK_THROWS_AS(tasks::make_scene_set(SceneKind::kRooms, count, 16, kSeed, folder / "set", {}),
                    core::UsageError);
  }
  CHECK_THROWS_AS(tasks::make_scene_set(SceneKind::kRooms, 1, 15, kSeed, folder / "set", {}),
                  core::UsageError);
  CHECK(folder.names().empty());
}
