#include "ui/widgets/file_kind.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/core/temporary_folder.h"

using ui::file_kind;
using ui::FileKind;

namespace {

void put(const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << "x";
}

}  // namespace

TEST_CASE("the ending says what a file is, in capitals too") {
  for (const char* name :
       {"G.safetensors", "netG_epoch_24.pth", "netG.pt", "bedrooms_4_net_G.t7", "w.npy", "200_gen_params.jl",
        "NETG.PTH", "last.ckpt", "checkpoint.pth.tar", "pytorch_model.bin", "network-snapshot.pkl"}) {
    CAPTURE(name);
    CHECK(file_kind(name) == FileKind::kModel);
  }
  for (const char* name : {"a.png", "a.JPG", "a.jpeg", "a.gif", "a.bmp", "a.webp"}) {
    CAPTURE(name);
    CHECK(file_kind(name) == FileKind::kImage);
  }
  for (const char* name : {"thesis.docx", "images.gspk", "pth", "a.npy.txt", ""}) {
    CAPTURE(name);
    CHECK(file_kind(name) == FileKind::kOther);
  }
}

TEST_CASE("a folder of .npy files or with a model.safetensors is a model, one of photographs is data") {
  const TemporaryFolder folder;
  put(folder / "svhn" / "200_gen_params.jl_01.npy");
  put(folder / "svhn" / "LICENSE");
  put(folder / "photographs" / "a.jpg");
  put(folder / "photographs" / "below" / "w.npy");
  std::filesystem::create_directories(folder / "empty");
  put(folder / "run" / "model.safetensors");
  put(folder / "run" / "config.json");
  CHECK(file_kind(folder / "run") == FileKind::kModel);
  CHECK(file_kind(folder / "svhn") == FileKind::kModel);
  CHECK(file_kind(folder / "photographs") == FileKind::kFolder);
  CHECK(file_kind(folder / "empty") == FileKind::kFolder);
}

TEST_CASE("a folder is a model by what lies in it, a name that ends in .npy or .pth makes it none") {
  const TemporaryFolder folder;
  put(folder / "faces.npy" / "a.png");
  put(folder / "faces.pth" / "a.png");
  CHECK(file_kind(folder / "faces.npy") == FileKind::kFolder);
  CHECK(file_kind(folder / "faces.pth") == FileKind::kFolder);
}
