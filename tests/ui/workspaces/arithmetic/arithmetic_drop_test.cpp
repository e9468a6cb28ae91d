// What happens where a thumbnail is dropped, by the mouse.
#include <doctest/doctest.h>
#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <map>
#include <stdexcept>
#include <string_view>

#include "tests/ui/null_window.h"

using core::BinId;
using ui_test::NullWindow;

namespace {

/// Seeds 101 to 103 in A, 104 in B, and every picture there.
void fill_bins(NullWindow& window) {
  window.open_model();
  core::ArithmeticDocument& document = window.ui().document_for_tests().arithmetic;
  const core::ModelInfo& model = window.snapshot.model->info();
  std::uint64_t seed = 101;
  for (const BinId bin : {BinId::kA, BinId::kA, BinId::kA, BinId::kB}) {
    document.bin(bin).items.push_back({core::sample_latent(model.prior, model.nz, seed), seed});
    ++seed;
  }
  window.frames(4);
}

std::vector<std::uint64_t> seeds(NullWindow& window, BinId bin) {
  std::vector<std::uint64_t> found;
  for (const core::Exemplar& item : window.ui().document().arithmetic.bin(bin).items)
    found.push_back(item.seed.value_or(0));
  return found;
}

/// The middle of the thumbnail left of the words "seed N".
ImVec2 exemplar(const NullWindow& window, std::string_view words) {
  for (const test::DrawnString& drawn : window.read("arithmetic.equation"))
    if (drawn.text == words) return {drawn.at.x - 40, drawn.at.y + 32};
  throw std::runtime_error("no such exemplar");
}

ImVec2 first_candidate() {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    const std::string_view name = window->Name;
    if (name.find("###arithmetic.candidates/") != std::string_view::npos && window->Active)
      return {window->InnerRect.Min.x + 30, window->InnerRect.Min.y + 30};
  }
  throw std::runtime_error("no candidates");
}

void drag(NullWindow& window, ImVec2 from, ImVec2 to) {
  window.point(from);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  window.frame();
  window.point({from.x + 12, from.y + 12});
  window.point(to);
  window.frames(2);
}

void drop(NullWindow& window) {
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  window.frames(3);
}

int swap_marks(const NullWindow& window) {
  int count = 0;
  for (const test::DrawnString& drawn : window.read("arithmetic.equation"))
    count += drawn.text == ICON_FA_RIGHT_LEFT;
  return count;
}

}  // namespace

TEST_CASE("a thumbnail dropped on an exemplar is added to the bin, on its swap mark it takes its place") {
  NullWindow window({.workspace = core::Workspace::kArithmetic});
  fill_bins(window);
  const std::uint64_t first = window.ui().document().arithmetic.candidate_seed;
  CHECK(swap_marks(window) == 0);

  const ImVec2 on = exemplar(window, "seed 102");
  drag(window, first_candidate(), on);
  CHECK(swap_marks(window) == 4);
  drop(window);
  CHECK(swap_marks(window) == 0);
  CHECK(seeds(window, BinId::kA) == std::vector<std::uint64_t>{101, 102, 103, first});

  ImVec2 next = first_candidate();
  next.x += 68;
  drag(window, next, {on.x + 26, on.y + 26});
  drop(window);
  CHECK(seeds(window, BinId::kA) == std::vector<std::uint64_t>{101, first + 1, 103, first});
}

TEST_CASE(
    "an exemplar dropped on another bin's exemplar moves there, on its swap mark the two trade places") {
  NullWindow window({.workspace = core::Workspace::kArithmetic});
  fill_bins(window);
  const ImVec2 on = exemplar(window, "seed 104");
  drag(window, exemplar(window, "seed 102"), on);
  CHECK(swap_marks(window) == 3);  // none on itself
  drop(window);
  CHECK(seeds(window, BinId::kA) == std::vector<std::uint64_t>{101, 103});
  CHECK(seeds(window, BinId::kB) == std::vector<std::uint64_t>{104, 102});
  drag(window, exemplar(window, "seed 101"), {on.x + 26, on.y + 26});
  drop(window);
  CHECK(seeds(window, BinId::kA) == std::vector<std::uint64_t>{104, 103});
  CHECK(seeds(window, BinId::kB) == std::vector<std::uint64_t>{101, 102});
}

TEST_CASE("the cross over an exemplar moves nothing beside or below it") {
  NullWindow window({.workspace = core::Workspace::kArithmetic});
  fill_bins(window);
  const auto places = [&] {
    std::map<std::string, std::pair<float, float>> found;
    for (const test::DrawnString& drawn : window.read("arithmetic.equation"))
      if (drawn.text.starts_with("seed")) found[drawn.text] = {drawn.at.x, drawn.at.y};
    return found;
  };
  window.point({2, 2});
  window.frames(2);
  const auto before = places();
  REQUIRE(before.size() == 4);
  for (const char* words : {"seed 101", "seed 102", "seed 104"}) {
    window.point(exemplar(window, words));
    window.frames(2);
    CHECK(places() == before);
  }
}
