#include "ui/shell/settings_file.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

TEST_CASE("settings read back as they were written") {
  ui::Settings settings;
  settings.theme = ui::ThemeKind::kLight;
  settings.scale = 1.5f;
  settings.linear_sampling = true;
  settings.export_folder = "/tmp/pictures é";
  settings.recent_models = {"rooms", "/x/y.safetensors"};
  settings.gesture_dragged = settings.first_minute_hidden = true;
  const ui::Settings read = ui::parse_settings(ui::settings_text(settings));
  CHECK(read.theme == settings.theme);
  CHECK(read.scale == settings.scale);
  CHECK(read.linear_sampling);
  CHECK(read.export_folder == settings.export_folder);
  CHECK(read.recent_models == settings.recent_models);
  CHECK(read.gesture_dragged);
  CHECK_FALSE(read.gesture_pinned);
  CHECK(read.first_minute_hidden);
}

TEST_CASE("values of a wrong kind or range leave the default") {
  const ui::Settings read = ui::parse_settings(
      R"({"theme": 3, "scale": 99, "recent_models": [1, "a"], "linear_sampling": "yes", "x": {}})");
  CHECK(read.theme == ui::ThemeKind::kDark);
  CHECK(read.scale == 3.0f);
  CHECK(read.recent_models == std::vector<std::string>{"a"});
  CHECK_FALSE(read.linear_sampling);
  CHECK(ui::parse_settings("[]").scale == 1.0f);
  CHECK_THROWS_AS(ui::parse_settings("{"), core::Error);
}

TEST_CASE("a settings file that is missing does not keep the window shut") {
  CHECK(ui::load_settings("/does/not/exist.json").scale == 1.0f);
}

TEST_CASE("recent models are the newest ten without duplicates") {
  ui::Settings settings;
  for (int i = 0; i < 12; ++i) ui::remember_model(settings, std::to_string(i));
  ui::remember_model(settings, "5");
  REQUIRE(settings.recent_models.size() == 10);
  CHECK(settings.recent_models[0] == "5");
  CHECK(settings.recent_models[1] == "11");
}
