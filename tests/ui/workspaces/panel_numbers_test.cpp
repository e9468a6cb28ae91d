// The numbers that panels show, against those they stand for.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "core/latent/arithmetic.h"
#include "core/latent/prior.h"
#include "tests/ui/busy_window.h"

using ui_test::NullWindow;

namespace {

struct Busy {
  NullWindow window;
  core::Document& document = window.ui().document_for_tests();

  explicit Busy(core::Workspace workspace) : window({.workspace = workspace}) {
    window.open_model();
    window.frames(2);
    ui_test::fill(window);
    window.frames(3);
  }

  /// The strings of a panel stand there one after the other.
  bool reads(std::string_view panel, const std::vector<std::string>& words) {
    window.frames(2);
    const std::vector<test::DrawnString> drawn = window.read(panel);
    const auto found =
        std::search(drawn.begin(), drawn.end(), words.begin(), words.end(),
                    [](const test::DrawnString& one, const std::string& word) { return one.text == word; });
    if (found != drawn.end()) return true;
    std::string all;
    for (const test::DrawnString& one : drawn) all += "[" + one.text + "] ";
    MESSAGE(panel << " reads " << all);
    return false;
  }
};

core::Latent z_of(std::uint64_t seed) {
  return core::sample_latent(core::Prior::kGaussian, 16, seed);
}

}  // namespace

TEST_CASE("the maps of a fit stand by falling weight, and a tick keeps one of the top k") {
  Busy busy(core::Workspace::kForget);
  core::ForgetDocument& forget = busy.document.forget;
  REQUIRE(forget.fit->weights.size() == 8);  // 0.5, 0.375 ... and 0.1 each in the mean
  forget.top_k = 3;
  CHECK(busy.reads("forget.maps", {"0", "+0.50", "0.10"}));
  CHECK(busy.reads("forget.maps", {"5", "\u22120.12", "0.10"}));
  const auto row_of = [&](const std::string& map) {
    for (const test::DrawnString& one : busy.window.read("forget.maps"))
      if (one.text == map) return one.middle();
    throw std::runtime_error("no row of map " + map);
  };
  const auto tick = [&](const std::string& map) {
    const ImVec2 at = row_of(map);
    for (float x = at.x; x > at.x - 120; x -= 4) {  // the box stands somewhere to its left
      const core::ForgetDocument before = forget;
      busy.window.click({x, at.y});
      busy.window.frames(2);
      if (!(forget == before)) return;
    }
  };
  tick("2");
  CHECK(forget.kept == std::set<int>{2});
  CHECK(forget.dropped() == std::vector{0, 1});
  tick("3");  // not among the top three
  CHECK(forget.kept == std::set<int>{2});
  tick("2");
  CHECK(forget.kept.empty());
  CHECK(busy.window.ui().history().entries().back().label == "Drop map 2");
}

TEST_CASE("the three live pictures say which mask acts on them and how many maps are dropped") {
  Busy busy(core::Workspace::kForget);
  busy.document.forget.top_k = 3;
  busy.document.forget.kept = {1};
  CHECK(busy.reads("forget.live", {"Before", "no map dropped"}));
  CHECK(busy.reads("forget.live", {"After", "2 window maps dropped"}));
  CHECK(busy.reads("forget.live", {"Control", "2 random maps dropped"}));
  busy.document.forget.active = false;
  CHECK(busy.reads("forget.live", {"After", "mask off"}));
}

TEST_CASE("the selected map says its own mean, variance, share, largest value and place") {
  Busy busy(core::Workspace::kDiscriminator);
  // 0, 0.5, 1, 0.25 in two by two
  CHECK(busy.reads("discriminator.map", {"Map", "0 of 2, layer h2"}));
  CHECK(busy.reads("discriminator.map", {"Mean, variance", "0.44, 0.14"}));
  CHECK(busy.reads("discriminator.map", {"Active", "75\u2009% of units"}));
  CHECK(busy.reads("discriminator.map", {"Largest", "1.00"}));
  CHECK(busy.reads("discriminator.map", {"Found at", "unit (0, 1) of 2 × 2"}));
}

TEST_CASE("beside the maps the ends and the middle of their colours stand as numbers") {
  Busy busy(core::Workspace::kDiscriminator);
  CHECK(busy.reads("discriminator.maps", {"0.50", "0.25", "0.00"}));
}

TEST_CASE("the head of the maps counts what the mask drops, whether it acts or not") {
  Busy busy(core::Workspace::kForget);
  core::ForgetDocument& forget = busy.document.forget;
  forget.top_k = 3;
  forget.kept = {1};
  for (const bool active : {true, false}) {
    forget.active = active;
    busy.window.frames(2);
    CHECK(busy.window.text.holds("2 of 8 dropped"));
  }
}

TEST_CASE("the diversity says in a sentence what its numbers mean") {
  Busy busy(core::Workspace::kEvaluate);  // 0.30 (0.28 to 0.32) of samples, 0.25 (0.22 to 0.28) of reals
  busy.window.frames(2);
  CHECK(busy.window.text.holds("measure more pairs."));
}

TEST_CASE("the equation says the norm of each bin's mean") {
  Busy busy(core::Workspace::kArithmetic);
  for (const std::uint64_t first : {1u, 4u, 7u}) {
    const double norm = core::norm(
        core::mean_latent(std::vector<core::Latent>{z_of(first), z_of(first + 1), z_of(first + 2)}));
    CHECK(busy.reads("arithmetic.equation", {"|z|", fmt::format("{:.2f}", norm)}));
  }
}

TEST_CASE("the z inspector says the norm of the z on the canvas") {
  Busy busy(core::Workspace::kExplore);
  const double norm = core::norm(busy.document.explore.current.z);
  CHECK(busy.reads("explore.z", {"|z|", fmt::format("{:.2f}", norm)}));
}
