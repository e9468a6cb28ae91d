#include "core/session/surface_tiles.h"

#include <doctest/doctest.h>

#include "core/session/snapshot.h"
#include "tests/support/mock_engine.h"

using core::Surface;

namespace {

core::VersionedModel model(int size, std::uint64_t version, int nz = 4) {
  core::ModelInfo info = test::MockModel::mock_info("rooms", nz);
  info.size = size;
  core::VersionedModel model;
  model.model = std::make_shared<test::MockModel>(info, 0, std::make_shared<test::MockControls>());
  model.version = version;
  return model;
}

core::SurfaceRequest bins(int count, int nz = 4) {
  core::SurfaceRequest request;
  request.surface = Surface::kBinItems;
  for (int i = 0; i < count; ++i)
    request.z.emplace_back(static_cast<std::size_t>(nz), 0.1f * static_cast<float>(i + 1));
  return request;
}

}  // namespace

TEST_CASE("pictures of a model of another size leave with it: a surface never shows two sizes") {
  core::TileCache cache;
  core::SurfaceTiles tiles;
  tiles.want(bins(5), model(16, 1), cache);
  tiles.render(5, cache);
  tiles.want(bins(5), model(32, 2), cache);
  for (int step = 0; step <= 5; ++step) {
    const auto pictures = tiles.publish(static_cast<std::uint64_t>(step) + 1);
    REQUIRE(pictures->tiles.size() == 5);
    int drawn = 0;
    for (const core::Image& tile : pictures->tiles) {
      if (tile.empty()) continue;
      ++drawn;
      CHECK(tile.width == 32);
    }
    CHECK(drawn == step);
    tiles.render(1, cache);
  }
}

TEST_CASE("another step of the same net leaves the older pictures until theirs are drawn") {
  core::TileCache cache;
  core::SurfaceTiles tiles;
  tiles.want(bins(3), model(16, 1), cache);
  tiles.render(3, cache);
  tiles.want(bins(3), model(16, 2), cache);
  const auto published = tiles.publish(1);
  for (const core::Image& tile : published->tiles) CHECK_FALSE(tile.empty());
}

TEST_CASE("a snapshot gives the pictures of a surface only as long as they could be the shown model's") {
  core::TileCache cache;
  core::SurfaceTiles tiles;
  tiles.want(bins(2), model(16, 1), cache);
  tiles.render(2, cache);
  core::Snapshot snapshot;
  snapshot.surfaces[static_cast<std::size_t>(Surface::kBinItems)] = tiles.publish(1);
  CHECK(snapshot.surface(Surface::kBinItems) == nullptr);  // no model is shown
  snapshot.model = model(16, 3).model;
  CHECK(snapshot.surface(Surface::kBinItems) != nullptr);
  CHECK(snapshot.surface(Surface::kCanvas) == nullptr);
  snapshot.model = model(32, 4).model;
  CHECK(snapshot.surface(Surface::kBinItems) == nullptr);
  snapshot.model = model(16, 5, 6).model;
  CHECK(snapshot.surface(Surface::kBinItems) == nullptr);  // z of another length: nothing may take it up
}
