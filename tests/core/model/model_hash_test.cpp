#include "core/model/model_hash.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "core/base/hash.h"
#include "core/request/figure_model.h"
#include "tests/core/temporary_folder.h"

TEST_CASE("a model is the same only under its own hash or that of its file before it was written anew") {
  const std::string rooms = "60ddda57561f8e517f8695c5d08073a1475956eb9a6440a029aefe0f1967f29c";
  const std::string faces = "d2368d46d6df1e870eb2045e17cd3459b521d92597f72c66f412fa889000daf9";
  CHECK(core::is_same_model(rooms, rooms));
  CHECK(core::is_same_model("a", "a"));
  CHECK_FALSE(core::is_same_model("a", "b"));
  CHECK_FALSE(core::is_same_model(rooms, faces));
}

TEST_CASE("a figure that names a bundled model's former file is of the bundled model") {
  const ScopedVariable assets("GANSCOPE_ASSETS", GANSCOPE_SOURCE_DIR "/assets");
  const std::pair<const char*, const char*> formers[] = {
      {"faces", "d2368d46d6df1e870eb2045e17cd3459b521d92597f72c66f412fa889000daf9"},
      {"portraits", "80c15033920a414a5de60c2d536335510fc20f547decbf4b32b0f97e0971b298"},
      {"rooms", "60ddda57561f8e517f8695c5d08073a1475956eb9a6440a029aefe0f1967f29c"}};
  for (const auto& [name, former] : formers) {
    CAPTURE(name);
    const auto file =
        std::filesystem::path(GANSCOPE_SOURCE_DIR) / "assets/models" / name / "model.safetensors";
    CHECK(core::is_same_model(former, core::sha256_of_file(file)));
    CHECK(core::find_model({name, former}, "sheet.png") == name);
  }
}
