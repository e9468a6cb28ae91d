#include "core/tasks/figures/figure.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/image/grid.h"
#include "core/image/png.h"
#include "core/image/resample.h"
#include "core/request/request_json.h"
#include "tests/core/temporary_folder.h"
#include "tests/tasks/figures/figure_requests.h"

using test::NoPictures;
using test::sample_request;
using test::seeded;
using test::walk_request;

namespace {

/// Two maps say where the window is: the window's own, loud and unsure, and map 3, faint and always right. A
/// fit that may have large weights goes by map 3, one that may not by the loud one.
struct TwoCues : test::PlantedModel {
  core::FeatureMaps generator_maps(std::span<const core::Latent> z, int,
                                   const core::GenerateOptions&) const override {
    core::FeatureMaps maps{static_cast<int>(z.size()), 8, 8, 8, {}};
    for (const core::Latent& latent : z) {
      const int window = window_cell(latent);
      core::CounterRandom random(static_cast<std::uint64_t>(window) + 99, 8);
      for (int map = 0; map < 8; ++map)
        for (int cell = 0; cell < 64; ++cell) {
          const int dx = cell % 8 - window % 8, dy = cell / 8 - window / 8;
          const bool in = dx >= 0 && dx < 2 && dy >= 0 && dy < 2;
          const auto noise = static_cast<float>(random.uniform());
          const float loud = noise + (in ? 0.5f : 0.f), faint = in ? 0.2f : 0.f;
          maps.values.push_back(map == kWindowMap ? loud : map == 3 ? faint : 0.f);
        }
    }
    return maps;
  }
};

}  // namespace

TEST_CASE("a tile's pixels do not depend on how many tiles the sheet has") {
  const test::PlantedModel model;
  std::vector<core::Latent> few, many;
  for (std::uint64_t seed = 0; seed < 37; ++seed) {
    many.push_back(seeded(model, seed).z);
    if (seed < 3) few.push_back(seeded(model, seed).z);
  }
  const auto a = tasks::render_latents(model, few, {}, {}), b = tasks::render_latents(model, many, {}, {});
  REQUIRE(b.size() == 37);
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == b[i]);
}

TEST_CASE("a written figure carries its provenance, and the provenance makes the same bytes again") {
  const test::PlantedModel model;
  const TemporaryFolder folder;
  core::ExportRequest request = sample_request(model, 20);
  request.out = folder.path() / "first.png";
  tasks::write_figure(model, request, {});
  const auto bytes = core::read_file(request.out);
  const core::Json json = core::parse_json(core::read_png_text(bytes).at(core::kProvenanceKey), "text");
  core::ExportRequest again =
      core::request_from_json(json.at("request"), model.info().prior, model.info().nz, "text");
  again.out = folder.path() / "second.png";
  tasks::write_figure(model, again, {});
  CHECK(core::read_file(again.out) == bytes);
}

TEST_CASE("figure 4's sheet has one segment a row, and the cross-fade adds two rows") {
  const test::PlantedModel model;
  core::WalkRequest walk = walk_request(model);
  const core::Image sheet = tasks::walk_sheet(model, walk, {}, {});
  CHECK(sheet.width == 10 * 64);
  CHECK(sheet.height == 2 * 64);
  walk.cross_fade = true;
  CHECK(tasks::walk_sheet(model, walk, {}, {}).height == 4 * 64);
}

TEST_CASE("the end of a walk is one more tile behind the last row, of a loop its first point") {
  const test::PlantedModel model;
  const int side = model.info().size;
  core::WalkRequest walk = walk_request(model);
  walk.enlarge = 2;  // tiles of a sheet are half as large
  const auto tile = [&](const core::Image& sheet, int row, int column) {
    core::Image one(side, side, 3);
    core::paste(one, sheet, -column * side, -row * side);
    return one;
  };
  const auto picture = [&](std::uint64_t seed) {
    return tasks::render_latents(model, {seeded(model, seed).z}, {}, {}).front();
  };
  const core::Image without = tasks::walk_sheet(model, walk, {}, {});
  walk.end = true;
  for (const bool loop : {false, true}) {
    walk.path.loop = loop;
    const int last = loop ? 2 : 1;
    const core::Image sheet = tasks::walk_sheet(model, walk, {}, {});
    CHECK(sheet.width == 11 * side);
    CHECK(sheet.height == (last + 1) * side);
    CHECK(tile(sheet, last, 10) == picture(loop ? 1 : 3));
    for (int column = 0; column < 10; ++column) CHECK(tile(sheet, 0, column) == tile(without, 0, column));
    CHECK(tile(sheet, 0, 10) == core::Image(side, side, 3, core::GridOptions{}.background));
  }
}

TEST_CASE("the blends beside a walk lead to the point that comes next, in a loop to the first") {
  const test::PlantedModel model;
  core::WalkRequest walk = walk_request(model);
  walk.pins.resize(2);
  walk.columns = 2;
  walk.cross_fade = walk.path.loop = true;  // rows: there, back, each as a blend
  const core::Image sheet = tasks::walk_sheet(model, walk, {}, {});
  const int side = model.info().size;
  REQUIRE(sheet.height == 4 * side);
  const auto picture = [&](std::uint64_t seed) {
    return tasks::render_latents(model, {seeded(model, seed).z}, {}, {}).front();
  };
  core::Image half(side, side, 3);
  core::paste(half, sheet, -side, -3 * side);
  CHECK(half == core::cross_fade(picture(2), picture(1), 0.5));
}

TEST_CASE("a sheet that no PNG could hold is refused before anything is rendered") {
  const NoPictures model;
  const std::vector<core::Exemplar> few{seeded(model, 1), seeded(model, 2)}, many(2000, few[0]);
  core::WalkRequest walk = walk_request(model);
  walk.pins = many;
  core::WalkRequest with_blends = walk_request(model);  // fits by itself, not with the two rows more
  with_blends.pins.resize(512, few[0]);
  with_blends.columns = 2;
  with_blends.cross_fade = true;
  core::ForgetRequest forget;
  forget.fit.boxes[1] = {{"window", 0, 0, 16, 16}};
  forget.sheet_seeds.resize(2000);
  core::GuidedRequest guided;
  guided.generated = few;
  guided.options.features.resize(2000);
  const core::FigureRequest figures[] = {
      core::SampleRequest{many, 1, 0, 1}, walk,   with_blends, core::ArithmeticRequest{many, few, few},
      core::TurnRequest{few, few, many},  forget, guided};
  for (const core::FigureRequest& figure : figures) {
    CAPTURE(figure.index());
    std::string refusal;
    try {
      tasks::write_figure(model, {figure, {}, "sheet.png"}, {});
    } catch (const core::Error& error) {
      refusal = error.failed();
    }
    CHECK(refusal == "the sheet would be too large");
  }
}

TEST_CASE("figures 7 and 8 hold their tiles") {
  const test::PlantedModel model;
  const std::vector<core::Exemplar> three{seeded(model, 1), seeded(model, 2), seeded(model, 3)};
  const core::Image arithmetic =
      tasks::arithmetic_sheet(model, {three, three, three, 0.25, 1, false}, {}, {});
  CHECK(arithmetic.width > 6 * 128);
  CHECK(arithmetic.height > 5 * 128);
  const core::Image turn = tasks::turn_sheet(model, {three, three, three, 11, 1.0}, {}, {});
  CHECK(turn.width > 11 * 128);
  CHECK(turn.height > 4 * 128);
  CHECK_THROWS_AS(tasks::turn_sheet(model, {{}, three, three, 11, 1.0}, {}, {}), core::UsageError);
}

TEST_CASE("the forget sheet shows windows before, none after, and windows under the control") {
  const test::PlantedModel model;
  core::ForgetRequest request;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    request.fit.boxes[seed] = {test::PlantedModel::window_box(seeded(model, seed).z)};
  request.top_k = 1;
  request.sheet_seeds = {500, 501, 502};
  const core::Image sheet = tasks::forget_sheet(model, request, {}, {});
  const int row_height = 128 + 4;
  int white[3] = {};
  for (int row = 0; row < 3; ++row)
    for (int y = 4 + row * row_height; y < row * row_height + 132; ++y)
      for (int column = 0; column < 3; ++column)
        for (int x = 0; x < 128; ++x) white[row] += sheet.at(4 + column * 132 + x, y)[0] == 255;
  CHECK(white[0] == 3 * 32 * 32);
  CHECK(white[1] == 0);
  CHECK(white[2] == 3 * 32 * 32);
}

TEST_CASE("a forget sheet fits with the C that its request says") {
  const TwoCues model;
  core::ForgetRequest request;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    request.fit.boxes[seed] = {test::PlantedModel::window_box(seeded(model, seed).z)};
  request.top_k = 1;
  request.sheet_seeds = {500};
  const auto shows_window = [&](double c) {
    request.fit.c = c;
    const core::Image sheet = tasks::forget_sheet(model, request, {}, {});
    int white = 0;  // of the middle row: after forgetting
    for (int y = 136; y < 264; ++y)
      for (int x = 4; x < 132; ++x) white += sheet.at(x, y)[0] == 255;
    return white > 0;
  };
  CHECK_FALSE(shows_window(1e-4));
  CHECK(shows_window(1e4));
}

TEST_CASE(
    "a place that cannot be written is refused before anything is rendered, and trying leaves nothing") {
  const NoPictures model;
  const TemporaryFolder folder;
  core::make_folder(folder / "taken.png");
  core::write_file_atomically(folder / "old.png", std::string_view("old"));
  core::ExportRequest request = sample_request(model, 20);
  for (const char* place : {"missing/sheet.png", "taken.png"}) {
    request.out = folder / place;
    CHECK_THROWS_AS(tasks::write_figure(model, request, {}), core::Error);
  }
  for (const char* place : {"old.png", "new.png"}) {
    request.out = folder / place;
    CHECK_THROWS_AS(tasks::write_figure(model, request, {}), std::logic_error);
  }
  CHECK(folder.names() == std::vector<std::string>{"old.png", "taken.png"});
  CHECK(core::read_file(folder / "old.png").size() == 3);
}

TEST_CASE("maps and blocks that the model has not are refused before anything is rendered") {
  const NoPictures model;
  const auto refusal = [&](core::FigureRequest figure, const core::Masks& masks) {
    core::ExportRequest request;
    request.figure = std::move(figure);
    request.generate.masks = masks;
    request.out = "sheet.png";
    try {
      tasks::write_figure(model, request, {});
    } catch (const core::UsageError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  const core::FigureRequest sample = sample_request(model, 1).figure;
  CHECK(refusal(sample, {{{9, {1}}}}) == "the generator has no such block: 9 (blocks: 1 to 2)");
  CHECK(refusal(sample, {{{0, {1}}}}) == "the generator has no such block: 0 (blocks: 1 to 2)");
  CHECK(refusal(sample, {{{2, {0, 8}}}}) == "the generator's block 2 has no such map: 8 (maps: 0 to 7)");
  core::ForgetRequest forget;
  forget.fit.block = 7;
  forget.sheet_seeds = {1};
  CHECK(refusal(forget, {}) == "the generator has no such block: 7 (blocks: 1 to 2)");
}

TEST_CASE("a cancelled or failed figure leaves no file behind") {
  const test::PlantedModel model;
  const TemporaryFolder folder;
  core::ExportRequest request;
  request.figure = walk_request(model);
  request.out = folder.path() / "walk.gif";
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(tasks::write_figure(model, request, {{}, stop.get_token()}), core::Cancelled);
  CHECK(std::filesystem::is_empty(folder.path()));
  request.out = folder.path() / "walk.tiff";
  CHECK_THROWS_AS(tasks::write_figure(model, request, {}), core::UsageError);
  CHECK(std::filesystem::is_empty(folder.path()));
  request.out = folder.path() / "missing" / "walk.png";
  CHECK_THROWS_AS(tasks::write_figure(model, request, {}), core::Error);
}
