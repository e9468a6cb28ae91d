#include "ui/workspaces/forget/boxes_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/base/atomic_file.h"
#include "core/document/mask_json.h"
#include "core/request/boxes_json.h"

namespace {

/// A file of its own, gone afterwards.
struct TemporaryFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("ganscope-boxes-" + std::to_string(::getpid()) + ".json");

  explicit TemporaryFile(const std::string& text) { core::write_file_atomically(path, text); }

  ~TemporaryFile() {
    std::error_code gone;
    std::filesystem::remove(path, gone);
  }
};

core::ModelInfo model() {
  core::ModelInfo info;
  info.name = "rooms";
  info.sha256 = std::string(64, 'a');
  info.size = 64;
  info.generator_blocks = {{8, 4, 4}, {4, 8, 8}, {3, 64, 64}};
  return info;
}

core::ForgetDocument fitted() {
  core::ForgetFit fit;
  fit.request = {.block = 2, .boxes = {{40, {{"lamp", 1, 2, 8, 9}}}, {41, {}}}, .label = "lamp", .c = 10};
  fit.weights = {0.5f, -1, 2, 0.25f};
  fit.mean_activation = {1, 2, 3, 4};
  fit.intercept = -0.5f;
  fit.ranking = {2, 0, 3, 1};
  fit.positives = 30;
  fit.negatives = 31;
  fit.samples = 2;
  fit.boxes = 1;
  fit.accuracy = core::FitAccuracy{.mean = 0.9, .low = 0.8, .high = 0.95};
  core::ForgetDocument document;
  document.boxes = fit.request.boxes;
  document.block = 2;
  document.label = "lamp";
  document.c = 10;
  document.fit = std::make_shared<const core::ForgetFit>(fit);
  document.top_k = 3;
  document.kept = {0};
  return document;
}

}  // namespace

TEST_CASE("a saved mask is loaded again with its fit, its boxes and what it drops") {
  const core::ForgetDocument saved = fitted();
  const TemporaryFile file(core::mask_to_json(saved, model()));
  core::ForgetDocument document;
  ui::Outbox out;
  ui::forget::load_boxes_or_mask(file.path, model(), document, out);
  REQUIRE(document.fit);
  CHECK(document.dropped() == saved.dropped());
  CHECK(document.kept == saved.kept);
  CHECK(document.boxes == saved.boxes);
  CHECK_FALSE(document.fit_is_stale());
  CHECK(document.fit->request == saved.fit->request);
  CHECK(document.fit->weights == saved.fit->weights);
  CHECK(document.fit->ranking == saved.fit->ranking);
  CHECK(document.fit->mean_activation == saved.fit->mean_activation);
  CHECK(document.fit->intercept == saved.fit->intercept);
  CHECK(document.fit->positives == 30);
  REQUIRE(document.fit->accuracy);
  CHECK(document.fit->accuracy->low == 0.8);
  CHECK(core::mask_to_json(document, model()) == core::mask_to_json(saved, model()));
  REQUIRE(out.toasts.size() == 1);
  CHECK(out.toasts[0].kind == ui::ToastKind::kDone);
  CHECK(out.remembered.size() == 1);
}

TEST_CASE("a mask saved before its boxes were is loaded too") {
  const core::Json json = {{"program", "ganscope"},
                           {"model", {{"name", "rooms"}, {"sha256", std::string(64, 'a')}, {"step", 5}}},
                           {"label", "window"},
                           {"block", 2},
                           {"top_k", 2},
                           {"kept", core::Json::array()},
                           {"dropped", {0, 2}},
                           {"weights", {0.5, -1, 2, 0.25}},
                           {"mean_activation", {1, 2, 3, 4}},
                           {"accuracy", 0.9}};
  const TemporaryFile file(core::json_text(json));
  core::ForgetDocument document;
  ui::Outbox out;
  ui::forget::load_boxes_or_mask(file.path, model(), document, out);
  REQUIRE(document.fit);
  CHECK(document.dropped() == std::vector<int>{0, 2});
}

TEST_CASE("a mask of another net is refused, one of another training of it is loaded with a warning") {
  const TemporaryFile file(core::mask_to_json(fitted(), model()));
  core::ModelInfo other = model();
  other.sha256 = std::string(64, 'b');
  core::ForgetDocument document;
  ui::Outbox out;
  ui::forget::load_boxes_or_mask(file.path, other, document, out);
  CHECK(document.fit);
  REQUIRE(out.toasts.size() == 1);
  CHECK(out.toasts[0].kind == ui::ToastKind::kWarning);
  other.generator_blocks[1].channels = 16;
  core::ForgetDocument untouched;
  ui::forget::load_boxes_or_mask(file.path, other, untouched, out);
  CHECK(untouched == core::ForgetDocument{});
  CHECK(out.toasts.at(1).line.find("for another model") != std::string::npos);
}

TEST_CASE("a damaged mask changes nothing and says what is wrong") {
  core::Json whole = core::parse_json(core::mask_to_json(fitted(), model()), "mask");
  const auto spoiled = [&](const char* key, core::Json value) {
    core::Json json = whole;
    json[key] = std::move(value);
    return core::json_text(json);
  };
  for (const std::string& text :
       {spoiled("weights", {1, "two"}), spoiled("weights", {1, 2, 3}), spoiled("top_k", 5),
        spoiled("top_k", -1), spoiled("kept", {4}), spoiled("fit", 3), spoiled("accuracy", 2),
        spoiled("mean_activation", core::Json::object())}) {
    CAPTURE(text);
    const TemporaryFile file(text);
    core::ForgetDocument document;
    ui::Outbox out;
    ui::forget::load_boxes_or_mask(file.path, model(), document, out);
    CHECK(document == core::ForgetDocument{});
    REQUIRE(out.toasts.size() == 1);
    CHECK(out.toasts[0].kind == ui::ToastKind::kError);
  }
}

TEST_CASE("loaded boxes come with their samples and their label") {
  const core::BoxesBySeed boxes{{40, {{"lamp", 1, 2, 8, 9}}}, {90, {{"lamp", 3, 3, 4, 4}}}};
  const TemporaryFile file(core::boxes_to_coco(boxes, 64));
  core::ForgetDocument document;
  ui::Outbox out;
  ui::forget::load_boxes_or_mask(file.path, model(), document, out);
  CHECK(document.boxes == boxes);
  CHECK(document.label == "lamp");
  CHECK(document.first_seed == 40);
  CHECK(document.sample_count == 51);
  CHECK(out.remembered.size() == 1);
}

TEST_CASE("boxes on the samples that are shown leave the range as it is") {
  core::ForgetDocument document;
  document.boxes = {{1003, {{"window", 1, 2, 8, 9}}}, {1100, {}}};
  ui::forget::show_boxed_samples(document);
  CHECK(document.first_seed == 1000);
  CHECK(document.sample_count == 150);
}

TEST_CASE("seeds far apart do not ask for more samples than can be looked at") {
  core::ForgetDocument document;
  document.boxes = {{5, {{"window", 1, 2, 8, 9}}}, {~std::uint64_t{0}, {{"window", 1, 2, 8, 9}}}};
  ui::forget::show_boxed_samples(document);
  CHECK(document.first_seed == 5);
  CHECK(document.sample_count == ui::forget::kMostSamples);
}

TEST_CASE("a file that is no boxes changes nothing and says why") {
  const TemporaryFile file("{\"images\": 3");
  core::ForgetDocument document;
  document.boxes = {{1003, {{"window", 1, 2, 8, 9}}}};
  const core::ForgetDocument before = document;
  ui::Outbox out;
  ui::forget::load_boxes_or_mask(file.path, model(), document, out);
  CHECK(document == before);
  REQUIRE(out.toasts.size() == 1);
  CHECK(out.toasts[0].kind == ui::ToastKind::kError);
  CHECK(out.toasts[0].line.find(file.path.filename().string()) != std::string::npos);
  CHECK(out.remembered.empty());
}
