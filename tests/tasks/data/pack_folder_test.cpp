#include <doctest/doctest.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/sources/packed_file.h"
#include "core/tasks/data/user_files.h"
#include "tests/core/temporary_folder.h"

namespace {

void write_text(const std::filesystem::path& file, std::string_view text) {
  core::write_file_atomically(file, text);
}

}  // namespace

TEST_CASE("a packed folder opens with its images, and the report says what it holds and what was left out") {
  const TemporaryFolder folder;
  core::make_folder(folder / "faces");
  for (const auto& [name, grey] : {std::pair{"a.png", 10}, std::pair{"b.png", 200}})
    core::write_file_atomically(folder / "faces" / name,
                                core::encode_png(core::Image(16, 16, 3, static_cast<std::uint8_t>(grey))));
  write_text(folder / "faces/broken.png", "no picture");
  const tasks::PackReport report = tasks::pack_folder(folder / "faces", folder / "faces.pack", 16, 3, {});
  CHECK(report.count == 2);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].starts_with("broken.png: "));
  const io::PackedImages packed = io::read_packed(folder / "faces.pack");
  CHECK(packed.sha256 == report.sha256);
  CHECK(packed.skipped == report.skipped);
  REQUIRE(packed.count() == 2);
  CHECK(packed.image(0) == core::Image(16, 16, 3, 10));
  CHECK(packed.image(1) == core::Image(16, 16, 3, 200));
}
