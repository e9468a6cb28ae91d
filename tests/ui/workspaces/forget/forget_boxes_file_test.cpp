#include "ui/workspaces/forget/boxes_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/base/atomic_file.h"
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

}  // namespace

TEST_CASE("loaded boxes come with their samples and their label") {
  const core::BoxesBySeed boxes{{40, {{"lamp", 1, 2, 8, 9}}}, {90, {{"lamp", 3, 3, 4, 4}}}};
  const TemporaryFile file(core::boxes_to_coco(boxes, 64));
  core::ForgetDocument document;
  ui::Outbox out;
  ui::forget::load_boxes(file.path, 64, document, out);
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
  ui::forget::load_boxes(file.path, 64, document, out);
  CHECK(document == before);
  REQUIRE(out.toasts.size() == 1);
  CHECK(out.toasts[0].kind == ui::ToastKind::kError);
  CHECK(out.toasts[0].line.find(file.path.filename().string()) != std::string::npos);
  CHECK(out.remembered.empty());
}
