#include <doctest/doctest.h>
#include <sys/stat.h>

#include "core/base/error.h"
#include "core/io/weights/read_weights.h"
#include "core/io/zip/zip_writer.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"
#include "tests/io/weights/weights_valid_files.h"

using tests::bytes_of;

namespace {

std::string refusal(const std::filesystem::path& file) {
  try {
    io::read_weights(file);
  } catch (const core::Error& error) {
    CHECK(error.where() == file.string());
    CHECK(!error.hint().empty());
    return error.failed();
  }
  return {};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the kind of a weights file is told by its content, whatever its name") {
  const tests::TemporaryFolder folder("kinds");
  const auto file = folder / "weights.png";
  for (const tests::ValidFile& valid : tests::valid_pth_files()) {
    CAPTURE(valid.name);
    tests::write_bytes(file, bytes_of(valid.bytes));
    const bool zip = valid.name.ends_with("zip");
    CHECK(io::read_weights(file).kind == (zip ? io::WeightsKind::kPth : io::WeightsKind::kPthLegacy));
  }
  for (const char* json : {"{}", "  \n{\"__metadata__\":{\"a\":\"b\"}}"}) {
    tests::write_bytes(file, tests::safetensors_bytes(json, 0));
    CHECK(io::read_weights(file).kind == io::WeightsKind::kSafetensors);
  }
}

TEST_CASE("what is no weights file is refused with the kinds that are") {
  const tests::TemporaryFolder folder("no-kinds");
  const auto file = folder / "model.pth";

  struct Row {
    std::string bytes;
    const char* expected;
  };

  std::string tar(600, '\0');
  tar.replace(257, 5, "ustar");
  const std::string magic = "\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19.";
  const Row rows[] = {
      {"", "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files"},
      {"x", "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files"},
      {"hello, this is text", "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files"},
      {std::string(600, '\0'), "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files"},
      {tar, "this is a tar archive"},
      {"\x1F\x8B\x08 and so on", "this is a gzip archive"},
      {"7z\xBC\xAF\x27\x1C and so on", "this is a 7z archive"},
      {"Rar!\x1A\x07 and so on", "this is a RAR archive"},
      {"\x89HDF\r\n\x1A\n and so on", "this is an HDF5 file"},
      {"\x80\x02}.", "this is a Python pickle that torch.save did not write"},
      {"\x80\x03" + magic, "with another pickle protocol than 2"},
      {"\x80\x05\x95\x0D" + std::string(7, '\0') + magic, "with another pickle protocol than 2"},
      {"PK\x05\x06" + std::string(18, '\0'), "this is an empty zip archive"},
      {"", "this is an empty file"},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 14\n", "this is a Git LFS pointer"},
      {"\n<!DOCTYPE html><html><head><title>Virus scan warning</title>", "this is a web page"},
      {"\x08\x07\x12\x07pytorch\x1A\x05"
       "2.0.0",
       "this is an ONNX file"},
      {"\x89PNG\r\n\x1A\n and so on", "this is a PNG picture"},
      {"GANSPACK\x01", "this is a packed data set"},
      {"GSCKPT\r\n\x01", "this is a checkpoint of a training run"}};
  for (const Row& row : rows) {
    tests::write_bytes(file, bytes_of(row.bytes));
    const std::string reason = refusal(file);
    CAPTURE(reason);
    CHECK(contains(reason, "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files"));
    CHECK(contains(reason, row.expected));
    CHECK(contains(reason, ", byte "));
  }
}

TEST_CASE("what is to be done about a file that is no model fits what it is") {
  const tests::TemporaryFolder folder("advice");
  const auto hint = [&](const std::string& bytes) -> std::string {
    tests::write_bytes(folder / "model.pth", bytes_of(bytes));
    try {
      io::read_weights(folder / "model.pth");
    } catch (const core::Error& error) {
      return error.hint();
    }
    return {};
  };
  CHECK(contains(hint("version https://git-lfs.github.com/spec/v1\n"), "git lfs pull"));
  CHECK(contains(hint("<html>"), "browser"));
  CHECK(contains(hint(""), "download"));
  CHECK(contains(hint("\x89PNG\r\n\x1A\n"), "--from PICTURE"));
  CHECK(contains(hint("\x08\x07\x12\x07pytorch"), "ONNX is written here, not read"));
}

TEST_CASE("a zip of files and a Keras file are called what they are") {
  const tests::TemporaryFolder folder("zips");
  const auto zip_of = [&](std::initializer_list<const char*> names) {
    io::ZipWriter zip;
    for (const char* name : names) zip.add(name, std::as_bytes(std::span("data", 4)));
    const auto bytes = zip.finish();
    tests::write_bytes(folder / "model.zip", bytes);
    return refusal(folder / "model.zip");
  };
  CHECK(contains(zip_of({"photos/1.jpg", "photos/2.jpg"}),
                 "this is a zip archive of files, \"photos/1.jpg\" and others"));
  CHECK(contains(zip_of({"model.pth"}), "this is a zip archive of files, \"model.pth\" alone"));
  CHECK(contains(zip_of({"metadata.json", "config.json", "model.weights.h5"}), "this is a Keras file"));
}

TEST_CASE("a refusal of one reader is final: no other reader is asked") {
  const tests::TemporaryFolder folder("final");
  const auto file = folder / "model.pth";
  std::string bytes = tests::valid_pth_files().front().bytes;
  bytes += tests::valid_pth_files().back().bytes;
  tests::write_bytes(file, bytes_of(bytes));
  CHECK(contains(refusal(file), "zip end record"));
}

TEST_CASE("a missing file, a pipe and a folder without arrays are refused at once") {
  const tests::TemporaryFolder folder("missing");
  CHECK(contains(refusal(folder / "none.pth"), "no such file"));
  REQUIRE(::mkfifo((folder / "pipe.pth").c_str(), 0600) == 0);
  CHECK(contains(refusal(folder / "pipe.pth"), "it is a device or a pipe"));
  CHECK(contains(refusal(folder.path()), "the folder holds neither model.safetensors nor .npy files"));
}
