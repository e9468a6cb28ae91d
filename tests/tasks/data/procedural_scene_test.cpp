#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/tasks/data/procedural/portraits.h"
#include "core/tasks/data/procedural/rooms.h"
#include "core/tasks/data/procedural/scene.h"

namespace {

using tasks::Scene;
using tasks::SceneKind;
using tasks::SceneObject;

constexpr std::array kKinds = {SceneKind::kRooms, SceneKind::kPortraits};
constexpr int kSeeds = 2000;

std::string hash_of(SceneKind kind, int size, int count) {
  core::Sha256 sha;
  for (int seed = 0; seed < count; ++seed) {
    const Scene scene = tasks::make_scene(kind, size, static_cast<std::uint64_t>(seed));
    sha.update(std::as_bytes(std::span(scene.image.pixels)));
  }
  return sha.hex().substr(0, 16);
}

std::string hash_of_boxes(SceneKind kind, int size, int count) {
  std::string text;
  for (int seed = 0; seed < count; ++seed) {
    for (const SceneObject& box : tasks::make_scene(kind, size, static_cast<std::uint64_t>(seed)).objects) {
      text += box.label + " " + std::to_string(box.x) + " " + std::to_string(box.y) + " " +
              std::to_string(box.width) + " " + std::to_string(box.height) + "\n";
    }
  }
  return core::sha256_hex(std::as_bytes(std::span(text))).substr(0, 16);
}

/// Attribute name -> its values over kSeeds seeds. Small pictures: attributes do not depend on the size.
std::map<std::string, std::vector<float>> attribute_table(SceneKind kind) {
  std::map<std::string, std::vector<float>> table;
  for (int seed = 0; seed < kSeeds; ++seed) {
    for (const auto& [name, value] :
         tasks::make_scene(kind, 16, static_cast<std::uint64_t>(seed)).attributes) {
      table[name].push_back(value);
    }
  }
  return table;
}

double mean(const std::vector<float>& values) {
  double sum = 0.0;
  for (const float value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double correlation(const std::vector<float>& a, const std::vector<float>& b) {
  const double ma = mean(a), mb = mean(b);
  double ab = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

void check_independent(const std::map<std::string, std::vector<float>>& table,
                       const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      CAPTURE(names[i]);
      CAPTURE(names[j]);
      // Three and a half standard errors of a correlation over 2,000 independent pairs.
      CHECK(std::abs(correlation(table.at(names[i]), table.at(names[j]))) < 0.078);
    }
  }
}

int differing_pixels(const core::Image& a, const core::Image& b, const SceneObject& box) {
  int count = 0;
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      int most = 0;
      for (int c = 0; c < 3; ++c) most = std::max(most, std::abs(a.at(x, y)[c] - b.at(x, y)[c]));
      count += most > 4;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("a procedural scene is the same on every run and every machine") {
  CHECK(hash_of(SceneKind::kRooms, 64, 40) == "a955cff465a90395");
  CHECK(hash_of(SceneKind::kRooms, 128, 10) == "2a455cab0105f74a");
  CHECK(hash_of(SceneKind::kPortraits, 64, 40) == "7e542e01544960f2");
  CHECK(hash_of(SceneKind::kPortraits, 128, 10) == "a982c83cbe8d4316");
  for (const SceneKind kind : kKinds) CHECK(hash_of(kind, 37, 5) == hash_of(kind, 37, 5));
  // Four samples are drawn at a time; sides that four does not divide end in fewer.
  CHECK(hash_of(SceneKind::kRooms, 37, 40) == "92eb240184b6126a");
  CHECK(hash_of(SceneKind::kRooms, 18, 40) == "04eea951e06ac711");
  CHECK(hash_of(SceneKind::kPortraits, 37, 40) == "71b2ae6aa5f904f8");
  CHECK(hash_of(SceneKind::kPortraits, 18, 40) == "a281433c6879027c");
}

TEST_CASE("the boxes of a procedural scene are the same on every run and every machine") {
  CHECK(hash_of_boxes(SceneKind::kRooms, 64, 40) == "8ab8696d5cb94730");
  CHECK(hash_of_boxes(SceneKind::kRooms, 37, 40) == "a49b71117f6c681f");
  CHECK(hash_of_boxes(SceneKind::kPortraits, 64, 40) == "05261a517f81df41");
  CHECK(hash_of_boxes(SceneKind::kPortraits, 37, 40) == "78657dfdd0ee6621");
}

TEST_CASE("each of four lanes comes out as it would alone") {
  using namespace tasks::procedural;
  const Lanes x{-2.75f, -0.1f, 0.4f, 3.2f}, y{-7.0f, 0.9f, -0.3f, 1.5f};
  const auto check = [&](auto of) {
    const Lanes together = of(x, y);
    for (int i = 0; i < kLanes; ++i) CHECK(together[i] == of(lanes(x[i]), lanes(y[i]))[0]);
  };
  check([](Lanes a, Lanes b) { return noise(a, b, 7); });
  check([](Lanes a, Lanes b) { return smooth(-0.2f, 0.7f, a) + bell(b); });
  check([](Lanes a, Lanes b) { return normalized(Vec3Lanes{a, b, a}).x; });
  for (int i = 0; i < kLanes; ++i) {
    CHECK(sine(x)[i] == sine(x[i]));
    CHECK(cosine(x)[i] == cosine(x[i]));
    CHECK(smooth(-0.2f, 0.7f, x)[i] == smooth(-0.2f, 0.7f, x[i]));
    CHECK(bell(x)[i] == bell(x[i]));
    CHECK(static_cast<float>(whole(x)[i]) == std::floor(x[i]));
  }
  const auto columns = transposed({x, y, y, x});
  for (int i = 0; i < kLanes; ++i) {
    CHECK(columns[i][0] == x[i]);
    CHECK(columns[i][2] == y[i]);
  }
}

TEST_CASE("each key among four lanes is visited once, with the lanes that have it") {
  using namespace tasks::procedural;
  std::map<int, std::string> visited;
  for_each_key(Ints{5, 3, 5, 9}, Mask{-1, -1, -1, 0}, [&](int key, Mask mask) {
    CHECK(visited[key].empty());
    for (int i = 0; i < kLanes; ++i) visited[key] += mask[i] == 0 ? '.' : 'x';
  });
  CHECK(visited == std::map<int, std::string>{{3, ".x.."}, {5, "x.x."}});
}

TEST_CASE("neighbouring seeds give different pictures") {
  for (const SceneKind kind : kKinds) {
    std::set<std::vector<std::uint8_t>> pictures;
    for (std::uint64_t seed = 0; seed < 64; ++seed)
      pictures.insert(tasks::make_scene(kind, 16, seed).image.pixels);
    CHECK(pictures.size() == 64);
  }
}

TEST_CASE("a seed gives the same scene at every size") {
  for (const SceneKind kind : kKinds) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CHECK(tasks::make_scene(kind, 64, seed).attributes == tasks::make_scene(kind, 128, seed).attributes);
    }
  }
}

TEST_CASE("things in rooms are present as often as planned, independently of each other") {
  const auto table = attribute_table(SceneKind::kRooms);
  CHECK(mean(table.at("window")) == doctest::Approx(0.5).epsilon(0.07));
  std::vector<std::string> names;
  for (const std::string_view label : tasks::scene_labels(SceneKind::kRooms)) {
    const std::string& name = names.emplace_back(label);
    CAPTURE(name);
    CHECK(mean(table.at(name)) > 0.4);
    CHECK(mean(table.at(name)) < 0.73);
  }
  names.insert(names.end(), {"warmth", "light_x"});
  check_independent(table, names);
}

TEST_CASE("sex, smile, glasses, hair length, turn, light and skin of portraits are independent") {
  const auto table = attribute_table(SceneKind::kPortraits);
  check_independent(table, {"male", "smiling", "eyeglasses", "bald", "yaw", "light_x", "skin"});
  check_independent(table, {"male", "smiling", "eyeglasses", "long_hair", "yaw", "light_x", "skin"});
  check_independent(table, {"male", "smiling", "eyeglasses", "blond_hair", "yaw", "light_x", "skin"});
  CHECK(mean(table.at("male")) == doctest::Approx(0.5).epsilon(0.07));
  CHECK(mean(table.at("smiling")) == doctest::Approx(0.5).epsilon(0.07));
  CHECK(std::abs(mean(table.at("yaw"))) < 0.05);
}

TEST_CASE("a portrait has exactly one hair colour unless it is bald") {
  const auto table = attribute_table(SceneKind::kPortraits);
  for (int i = 0; i < kSeeds; ++i) {
    float colours = table.at("bald")[i];
    for (const char* name : {"black_hair", "brown_hair", "blond_hair", "gray_hair"})
      colours += table.at(name)[i];
    REQUIRE(colours == 1.0f);
  }
}

TEST_CASE("boxes lie inside the picture, are not empty and carry a known label") {
  for (const SceneKind kind : kKinds) {
    const auto labels = tasks::scene_labels(kind);
    const std::set<std::string_view> known(labels.begin(), labels.end());
    for (const int size : {16, 64, 96}) {
      int boxes = 0;
      for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (const SceneObject& box : tasks::make_scene(kind, size, seed).objects) {
          ++boxes;
          REQUIRE(known.count(box.label) == 1);
          REQUIRE(box.x >= 0);
          REQUIRE(box.y >= 0);
          REQUIRE(box.width >= 1);
          REQUIRE(box.height >= 1);
          REQUIRE(box.x + box.width <= size);
          REQUIRE(box.y + box.height <= size);
        }
      }
      CHECK(boxes > 100);
    }
  }
}

TEST_CASE("a room's boxes hold the thing: without it their pixels change, and it has no box") {
  const auto labels = tasks::scene_labels(SceneKind::kRooms);
  std::map<std::string, int> checked;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto plan = tasks::procedural::draw_room_plan(seed);
    const Scene with = tasks::procedural::render_room(plan, 64);
    for (const SceneObject& box : with.objects) {
      const auto thing = std::find(labels.begin(), labels.end(), box.label) - labels.begin();
      auto without_plan = plan;
      without_plan.present[static_cast<std::size_t>(thing)] = false;
      const Scene without = tasks::procedural::render_room(without_plan, 64);
      CAPTURE(seed);
      CAPTURE(box.label);
      // A lamp's box is mostly wall: it also holds the thin stem.
      CHECK(differing_pixels(with.image, without.image, box) * 3 > box.width * box.height);
      for (const SceneObject& other : without.objects) CHECK(other.label != box.label);
      ++checked[box.label];
    }
  }
  for (const std::string_view label : labels) CHECK(checked[std::string(label)] > 10);
}

TEST_CASE("a present thing is hidden from the ground truth only when the picture hardly shows it") {
  int present = 0, boxed = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Scene scene = tasks::make_scene(SceneKind::kRooms, 64, seed);
    boxed += static_cast<int>(scene.objects.size());
    for (const SceneObject& box : scene.objects) {
      for (const auto& [name, value] : scene.attributes) {
        if (name == box.label) CHECK(value == 1.0f);
      }
    }
    for (int i = 0; i < tasks::procedural::kRoomThings; ++i) present += scene.attributes[i].second > 0.5f;
  }
  CHECK(boxed <= present);
  CHECK(boxed > 0.95 * present);
}

TEST_CASE("a window is clearly brighter than the same place of the wall") {
  int windows = 0, brighter = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    auto plan = tasks::procedural::draw_room_plan(seed);
    const Scene with = tasks::procedural::render_room(plan, 64);
    plan.present[static_cast<int>(tasks::procedural::RoomThing::kWindow)] = false;
    const Scene without = tasks::procedural::render_room(plan, 64);
    for (const SceneObject& box : with.objects) {
      if (box.label != "window") continue;
      double gain = 0.0;
      for (int y = box.y; y < box.y + box.height; ++y) {
        for (int x = box.x; x < box.x + box.width; ++x)
          gain += with.image.at(x, y)[1] - without.image.at(x, y)[1];
      }
      ++windows;
      brighter += gain / (box.width * box.height) > 10.0;
    }
  }
  REQUIRE(windows > 30);
  CHECK(brighter > 0.9 * windows);
}

TEST_CASE("turning the head moves the face's box, glasses get a box only when worn") {
  auto plan = tasks::procedural::draw_portrait_plan(3);
  plan.eyeglasses = true;
  plan.bald = true;
  plan.shift_x = 0.0f;
  const auto middle_of_glasses = [&](float yaw) {
    plan.yaw = yaw;
    const Scene scene = tasks::procedural::render_portrait(plan, 64);
    REQUIRE(scene.objects.size() == 2);
    REQUIRE(scene.objects[1].label == "eyeglasses");
    return scene.objects[1].x + scene.objects[1].width * 0.5;
  };
  const double left = middle_of_glasses(-1.0f), front = middle_of_glasses(0.0f),
               right = middle_of_glasses(1.0f);
  CHECK(front == doctest::Approx(32.0).epsilon(0.03));
  CHECK(left < front - 4.0);
  CHECK(right > front + 4.0);
  plan.eyeglasses = false;
  CHECK(tasks::procedural::render_portrait(plan, 64).objects.size() == 1);
}

TEST_CASE("an illegal size of a scene is refused") {
  for (const int size : {-1, 0, 15, 257, 1 << 30}) {
    CHECK_THROWS_AS(tasks::make_scene(SceneKind::kRooms, size, 1), core::UsageError);
  }
  CHECK(tasks::make_scene(SceneKind::kRooms, 256, 1).image.width == 256);
}

TEST_CASE("kinds of scenes are found by name") {
  CHECK(tasks::parse_scene_kind("rooms") == SceneKind::kRooms);
  CHECK(tasks::parse_scene_kind("portraits") == SceneKind::kPortraits);
  CHECK_FALSE(tasks::parse_scene_kind("Rooms"));
  CHECK_FALSE(tasks::parse_scene_kind(""));
  for (const SceneKind kind : kKinds) CHECK(tasks::parse_scene_kind(tasks::scene_kind_name(kind)) == kind);
}
