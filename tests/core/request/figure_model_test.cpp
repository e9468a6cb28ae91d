#include "core/request/figure_model.h"

#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/hash.h"
#include "tests/core/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

/// Models that are found, whatever is inside; no bundled ones beside those of the test.
struct Models {
  TemporaryFolder folder;
  ScopedVariable assets{"GANSCOPE_ASSETS", (folder / "assets").c_str()};

  Models() {
    put("assets/models/rooms/model.safetensors", "the bundled rooms");
    put("here/mine.pth", "my net");
    put("here/mine.txt", "notes");
    put("here/sheet.png", "a sheet");
    put("here/faces/model.safetensors", "a run's net");
  }

  void put(const std::string& name, const std::string& text) {
    core::make_folder((folder / name).parent_path());
    core::write_file_atomically(folder / name, text);
  }

  std::string found(const std::string& name, const std::string& of_text,
                    const char* figure = "here/sheet.png") {
    return core::find_model({name, core::sha256_hex(std::as_bytes(std::span(of_text)))}, folder / figure);
  }
};

}  // namespace

TEST_CASE("the model that drew a figure is found by its hash: a bundled one, one beside the figure") {
  Models models;
  CHECK(models.found("rooms", "the bundled rooms") == "rooms");
  CHECK(models.found("another name", "the bundled rooms") == "rooms");
  CHECK(models.found("mine", "my net") == (models.folder / "here/mine.pth").string());
  CHECK(models.found("faces", "a run's net") == (models.folder / "here/faces/model.safetensors").string());
  CHECK(models.found("faces", "a run's net", "here/faces/sheet.png") ==
        (models.folder / "here/faces/model.safetensors").string());
}

TEST_CASE("a model that is not at hand is named, one of the same name does not do") {
  Models models;
  const auto refusal = [&](const std::string& name, const std::string& text) {
    try {
      models.found(name, text);
    } catch (const core::Error& error) {
      CHECK(error.where() == (models.folder / "here/sheet.png").string());
      return error.failed() + " (" + error.hint();
    }
    return std::string("found");
  };
  CHECK(refusal("rooms", "other rooms")
            .starts_with("the model of this figure is not at hand, rooms of SHA-256 "));
  CHECK(refusal("mine", "other net").ends_with("... (give its file as MODEL"));
  CHECK_THROWS_WITH_AS(core::find_model({"live", ""}, models.folder / "here/sheet.png"),
                       doctest::Contains("a net in training"), core::Error);
}

TEST_CASE("an export names its model; anything else in its place names none") {
  const auto name = [](const char* text) {
    const auto model = core::figure_model(core::parse_json(text, "text"));
    return model ? model->name + "/" + model->sha256 : std::string();
  };
  CHECK(name(R"({"model": {"name": "rooms", "sha256": "ab", "weights": "ema", "step": 5}})") == "rooms/ab");
  CHECK(name(R"({"model": {"name": "live", "sha256": ""}})") == "live/");
  CHECK(name(R"({"model": {"name": 5, "sha256": "ab"}})").empty());
  CHECK(name(R"({"model": "rooms"})").empty());
  CHECK(name(R"({"request": {}})").empty());
  CHECK(name("[1]").empty());
}
