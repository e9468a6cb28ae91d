#include "core/io/content/replaceable.h"

#include <doctest/doctest.h>

#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "tests/core/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

namespace {

namespace fs = std::filesystem;

std::string refusal(const fs::path& file) {
  try {
    io::check_replaceable(file, io::written_as(file));
  } catch (const core::Error& error) {
    CHECK(error.where() == file.string());
    return error.failed();
  }
  return {};
}

}  // namespace

TEST_CASE("a file takes the place of one of its own kind and of nothing else") {
  const TemporaryFolder folder;
  const auto png = core::encode_png(core::Image(2, 2, 3));
  const auto model = tests::safetensors_bytes("{}", 0);
  core::write_file_atomically(folder / "sheet.png", png);
  CHECK(refusal(folder / "sheet.png").empty());
  core::write_file_atomically(folder / "SHEET.PNG", png);
  CHECK(refusal(folder / "SHEET.PNG").empty());
  core::write_file_atomically(folder / "model.png", model);
  CHECK(refusal(folder / "model.png") == "a safetensors file has this name already");
  core::write_file_atomically(folder / "sheet.gif", png);
  CHECK(refusal(folder / "sheet.gif") == "a PNG picture has this name already");
  core::write_file_atomically(folder / "notes.png", "what I think");
  CHECK(refusal(folder / "notes.png") == "text has this name already");
  core::write_file_atomically(folder / "set.mp4", "GANSPACK\x01");
  CHECK(refusal(folder / "set.mp4") == "a packed data set has this name already");
  core::write_file_atomically(folder / "copy.safetensors", model);
  CHECK(refusal(folder / "copy.safetensors").empty());
  core::write_file_atomically(folder / "copy.pth", model);
  CHECK(refusal(folder / "copy.pth") == "a safetensors file has this name already");
  CHECK_THROWS_AS(io::check_replaceable(folder / "sheet.png", {}), core::Error);
}

TEST_CASE("what holds nothing is replaced, a folder never, a link counts as what it leads to") {
  const TemporaryFolder folder;
  CHECK(refusal(folder / "new.png").empty());
  core::write_file_atomically(folder / "empty.png", "");
  CHECK(refusal(folder / "empty.png").empty());
  CHECK_NOTHROW(io::check_replaceable(folder / "empty.png", {}));
  CHECK_NOTHROW(io::check_replaceable("/dev/null", {}));
  fs::create_directory(folder / "run.png");
  CHECK(refusal(folder / "run.png") == "there is a folder of this name");
  core::write_file_atomically(folder / "text", "text");
  fs::create_symlink(folder / "text", folder / "link.png");
  CHECK(refusal(folder / "link.png") == "text has this name already");
  fs::create_symlink(folder / "nothing", folder / "loose.png");
  CHECK(refusal(folder / "loose.png").empty());
}
