#include "ui/look/theme.h"

#include <doctest/doctest.h>

#include <string>

namespace {

struct Pair {
  const char* name;
  ImU32 ink, ground;
};

void check_readable(const std::vector<Pair>& pairs, double least) {
  for (const Pair& pair : pairs) {
    INFO(pair.name);
    CHECK(ui::contrast(pair.ink, pair.ground) >= least);
  }
}

void check_theme(const ui::Theme& t) {
  for (const ImU32 ground : {t.bar, t.panel, t.header, t.frame, t.plot, t.selected, t.frame_hovered})
    check_readable({{"text", t.text, ground}}, 4.5);
  for (const ImU32 ground : {t.bar, t.panel, t.header, t.frame, t.plot})
    check_readable({{"dim text", t.text_dim, ground},
                    {"disabled text", t.text_disabled, ground},
                    {"accent text", t.accent, ground},
                    {"warning", t.warning, ground},
                    {"error", t.error, ground},
                    {"good", t.good, ground}},
                   4.5);
  check_readable(
      {{"text on accent", t.text_on_accent, t.accent}, {"text on accent fill", t.text, t.accent_fill}}, 4.5);
  check_readable(
      {{"dim text beside pictures", t.text_dim, t.surround}, {"text beside pictures", t.text, t.surround}},
      4.5);
  for (const ImU32 curve : t.curves) check_readable({{"curve", curve, t.plot}}, 3.0);
}

}  // namespace

TEST_CASE("contrast is 21 between black and white and 1 between equal colours") {
  CHECK(ui::contrast(IM_COL32_BLACK, IM_COL32_WHITE) == doctest::Approx(21));
  CHECK(ui::contrast(IM_COL32_WHITE, IM_COL32_BLACK) == doctest::Approx(21));
  CHECK(ui::contrast(IM_COL32(70, 80, 90, 255), IM_COL32(70, 80, 90, 255)) == doctest::Approx(1));
}

TEST_CASE("every text and curve of the dark theme can be read on the grounds it is used on") {
  check_theme(ui::make_theme(ui::ThemeKind::kDark));
}

TEST_CASE("every text and curve of the light theme can be read on the grounds it is used on") {
  check_theme(ui::make_theme(ui::ThemeKind::kLight));
}

TEST_CASE("measures are rounded to whole pixels and never vanish") {
  ui::Theme theme = ui::make_theme(ui::ThemeKind::kDark);
  theme.scale = 1.25f;
  CHECK(theme.px(24) == 30);
  CHECK(theme.px(3) == 4);
  theme.scale = 0.75f;
  CHECK(theme.px(0.5f) == 1);
  CHECK(theme.px(0) == 0);
}

TEST_CASE("bins have the colours of their letters in both themes") {
  for (const ui::ThemeKind kind : {ui::ThemeKind::kDark, ui::ThemeKind::kLight}) {
    const ui::Theme theme = ui::make_theme(kind);
    CHECK(theme.bin(core::BinId::kA) == theme.curves[1]);
    CHECK(theme.bin(core::BinId::kB) == theme.curves[0]);
    CHECK(theme.bin(core::BinId::kC) == theme.curves[4]);
  }
}
