#include "core/base/paths.h"

#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/core/temporary_folder.h"

namespace {

void add_model(const TemporaryFolder& assets, const std::string& name, const std::string& file) {
  core::make_folder(assets / ("models/" + name));
  core::write_file_atomically(assets / ("models/" + name + "/" + file), std::string_view("x"));
}

}  // namespace

TEST_CASE("bundled models are the folders that hold weights, in alphabetical order") {
  const TemporaryFolder assets;
  const ScopedVariable named("GANSCOPE_ASSETS", assets.path().c_str());
  add_model(assets, "rooms", "model.safetensors");
  add_model(assets, "faces", "model.safetensors");
  add_model(assets, "portraits", "model.safetensors");
  add_model(assets, "unfinished", "notes.txt");
  const std::vector<core::BundledModel> models = core::bundled_models();
  REQUIRE(models.size() == 3);
  CHECK(models[0].name == "faces");
  CHECK(models[1].name == "portraits");
  CHECK(models[2].name == "rooms");
  CHECK(models[2].file == assets / "models/rooms/model.safetensors");
}

TEST_CASE("a bundled name becomes its file, anything else stays the path it is") {
  const TemporaryFolder assets;
  const ScopedVariable named("GANSCOPE_ASSETS", assets.path().c_str());
  add_model(assets, "rooms", "model.safetensors");
  CHECK(core::resolve_model("rooms") == assets / "models/rooms/model.safetensors");
  CHECK(core::resolve_model("room") == "room");
  CHECK(core::resolve_model("./rooms") == "./rooms");
  CHECK(core::resolve_model("") == "");
}

TEST_CASE("a folder with a model.safetensors becomes that file, another folder stays what it is") {
  const TemporaryFolder assets, folder;
  const ScopedVariable named("GANSCOPE_ASSETS", assets.path().c_str());
  add_model(folder, "run-7", "model.safetensors");
  add_model(folder, "pictures", "a.png");
  const std::filesystem::path models = folder / "models";
  CHECK(core::resolve_model((models / "run-7").string()) == models / "run-7/model.safetensors");
  CHECK(core::resolve_model((models / "run-7/model.safetensors").string()) ==
        models / "run-7/model.safetensors");
  CHECK(core::resolve_model((models / "pictures").string()) == models / "pictures");
}

TEST_CASE("a model that is not there is told with those that are") {
  const TemporaryFolder assets;
  const ScopedVariable named("GANSCOPE_ASSETS", assets.path().c_str());
  const auto refusal = [](const std::string& name) {
    try {
      return core::existing_model(name).string();
    } catch (const core::Error& error) {
      return std::string(error.what());
    }
  };
  CHECK(refusal("rooms") == "there is no such file: rooms (give a model file)");
  add_model(assets, "rooms", "model.safetensors");
  add_model(assets, "faces", "model.safetensors");
  CHECK(refusal("rooms") == assets / "models/rooms/model.safetensors");
  CHECK(refusal(assets.path().string()) == assets.path());
  CHECK(refusal("room") == "there is no such file: room (give a model file or a bundled name: faces, rooms)");
  CHECK(refusal("").starts_with("there is no such file: \"\" ("));
}

TEST_CASE("assets without models are an empty list") {
  const TemporaryFolder assets;
  const ScopedVariable named("GANSCOPE_ASSETS", assets.path().c_str());
  CHECK(core::assets_folder() == assets.path());
  CHECK(core::bundled_models().empty());
}

TEST_CASE("an assets folder that is named but missing is an error, not a search elsewhere") {
  const ScopedVariable named("GANSCOPE_ASSETS", "/nowhere/assets");
  CHECK_THROWS_AS(core::assets_folder(), core::Error);
}

TEST_CASE("settings follow XDG_CONFIG_HOME when it is absolute, else lie below the home folder") {
  const ScopedVariable home("HOME", "/home/ada");
  {
    const ScopedVariable xdg("XDG_CONFIG_HOME", "/elsewhere");
    CHECK(core::config_folder() == "/elsewhere/ganscope");
  }
  {
    const ScopedVariable xdg("XDG_CONFIG_HOME", "relative");
    CHECK(core::config_folder() == "/home/ada/.config/ganscope");
  }
  const ScopedVariable xdg("XDG_CONFIG_HOME", nullptr);
  CHECK(core::config_folder() == "/home/ada/.config/ganscope");
  CHECK(core::default_run_folder() == "/home/ada/ganscope/runs");
}

TEST_CASE("the log follows XDG_STATE_HOME when it is absolute, else lies below the home folder") {
  const ScopedVariable home("HOME", "/home/ada");
  {
    const ScopedVariable xdg("XDG_STATE_HOME", "/elsewhere");
    CHECK(core::state_folder() == "/elsewhere/ganscope");
  }
  {
    const ScopedVariable xdg("XDG_STATE_HOME", "relative");
    CHECK(core::state_folder() == "/home/ada/.local/state/ganscope");
  }
  const ScopedVariable xdg("XDG_STATE_HOME", nullptr);
  CHECK(core::state_folder() == "/home/ada/.local/state/ganscope");
}

TEST_CASE("exports go to the pictures folder where there is one") {
  const TemporaryFolder folder;
  const ScopedVariable home("HOME", folder.path().c_str());
  CHECK(core::default_export_folder() == folder / "ganscope");
  core::make_folder(folder / "Pictures");
  CHECK(core::default_export_folder() == folder / "Pictures/ganscope");
}

TEST_CASE("without a home folder the settings folder is an error") {
  const ScopedVariable home("HOME", nullptr);
  const ScopedVariable xdg("XDG_CONFIG_HOME", nullptr);
  CHECK_THROWS_AS(core::config_folder(), core::Error);
}
