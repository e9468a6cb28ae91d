#include "core/nets/layouts/layout_table.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/model/layout_names.h"

TEST_CASE(
    "the layouts that can be chosen for a training are those that follow from sizes, in the same order") {
  std::vector<std::string_view> chosen, known;
  for (const char* name : core::kTrainableLayoutNames) chosen.emplace_back(name);
  for (const nets::LayoutKind* layout : nets::layout_table())
    if (layout->follows_from_sizes) known.push_back(layout->name);
  CHECK(chosen == known);
  for (const std::string_view name : chosen) {
    CAPTURE(name);
    CHECK(std::string_view(core::kTrainableLayoutsHelp).find(std::string(name) + ": ") !=
          std::string_view::npos);
    core::TrainOptions options;
    options.layout = name;
    core::check(options);
  }
}

TEST_CASE("every layout that follows from sizes makes blocks from base to image and one logit") {
  for (const nets::LayoutKind* layout : nets::layout_table()) {
    if (!layout->follows_from_sizes) continue;
    CAPTURE(layout->name);
    nets::LayoutSpec spec;
    spec.layout = layout->name;
    spec.size = 40;  // 5 x 2^3
    spec.ngf = 6;
    spec.ndf = 4;
    spec.nz = 10;
    nets::check(spec);
    const auto generator = nets::generator_blocks(spec), discriminator = nets::discriminator_blocks(spec);
    CHECK(generator == std::vector<core::BlockShape>{{24, 5, 5}, {12, 10, 10}, {6, 20, 20}});
    CHECK(discriminator == std::vector<core::BlockShape>{{4, 20, 20}, {8, 10, 10}, {16, 5, 5}});
    CHECK(nets::generator_stages(spec).back().out == core::BlockShape{3, 40, 40});
    CHECK(nets::discriminator_stages(spec).back().out == core::BlockShape{1, 1, 1});
  }
}

TEST_CASE("an unknown layout is refused with those there are") {
  nets::LayoutSpec spec;
  spec.layout = "biggan";
  CHECK(nets::find_layout("biggan") == nullptr);
  CHECK_THROWS_WITH_AS(nets::check(spec), doctest::Contains("allowed: classic, paper, chain"),
                       core::UsageError);
}
