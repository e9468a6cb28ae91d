#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/image/png.h"
#include "core/request/data_requests.h"
#include "core/request/request_json.h"
#include "core/tasks/work.h"
#include "tests/core/temporary_folder.h"

namespace {

core::OpenedImage opened(const std::filesystem::path& file) {
  const core::OpenImageRequest request{file};
  const core::Progress progress;
  const std::string device = "cpu";
  return perform(tasks::Work<core::OpenImageRequest>{request, nullptr, progress, device});
}

}  // namespace

TEST_CASE("an image brings what an export says of its making, and nothing where it is no export") {
  const TemporaryFolder folder;
  const core::Image image(8, 4, 3, 90);
  core::write_file_atomically(folder / "export.png",
                              core::encode_png(image, {{core::kProvenanceKey, "{\"request\": 1}"}}));
  core::write_file_atomically(folder / "plain.png", core::encode_png(image, {{"Author", "Ada"}}));
  CHECK(opened(folder / "export.png").made_by == "{\"request\": 1}");
  CHECK(opened(folder / "export.png").image.width == 8);
  CHECK(opened(folder / "plain.png").made_by.empty());
}
