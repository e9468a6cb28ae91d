#include "tests/io/weights/weights_valid_files.h"

#include "tests/io/weights/pth/pth_bytes.h"

namespace tests {
namespace {

/// An OrderedDict with _metadata, as every state_dict has it.
std::string state_dict(PthForm form) {
  const std::string version = dict({text("version"), integer(1)});
  const std::string metadata =
      dict({text("_metadata"), ordered_dict({text(""), version, text("main"), version})});
  return pickle(ordered_dict({text("main.0.weight"), TensorCall{}.opcodes(form)}) + metadata + "b");
}

std::string checkpoint(PthForm form) {
  TensorCall half;
  half.storage = {.type = global("torch", "HalfStorage"), .key = text("1"), .count = integer(2)};
  half.sizes = integers({2});
  half.strides = integers({1});
  const std::string parameter =
      call(global("torch._utils", "_rebuild_parameter"), tuple({half.opcodes(form), kTrue, ordered_dict()}));
  const std::string betas = tuple({real(0.5), real(0.999)});
  return pickle(dict(
      {text("epoch"), integer(25), text("nz"), integer(100), text("name"), text("faces"), text("lr"),
       real(0.0002), text("best"), kNone, text("flag"), kTrue, text("generator"),
       ordered_dict({text("weight"), TensorCall{}.opcodes(form)}), text("optimizer"),
       dict({text("state"), dict({integer(0), dict({text("exp_avg"), parameter})}), text("betas"), betas}),
       text("size"), call(global("torch", "Size"), tuple({integers({64, 64})}))}));
}

}  // namespace

std::vector<ValidFile> valid_pth_files() {
  std::vector<ValidFile> files;
  for (const PthForm form : {PthForm::kZip, PthForm::kLegacy}) {
    const std::string end = form == PthForm::kZip ? ", zip" : ", legacy";
    files.push_back({"state_dict" + end, pth_of(form, state_dict(form))});
    Storages two = six_floats();
    two.push_back({"1", std::string("\x00\x3C\x00\xBC", 4)});
    std::string file = form == PthForm::kZip ? zip_of(checkpoint(form), two).bytes() : "";
    if (form == PthForm::kLegacy) {
      LegacyBytes legacy = legacy_of(checkpoint(form), two);
      legacy.storages = little_endian(6, 8) + two[0].second + little_endian(2, 8) + two[1].second;
      file = legacy.bytes();
    }
    files.push_back({"checkpoint" + end, file});
    files.push_back({"transposed" + end,
                     pth_with_tensor(form, {.sizes = integers({3, 2}), .strides = integers({1, 3})})});
    files.push_back({"expanded" + end, pth_with_tensor(form, {.offset = integer(5),
                                                              .sizes = integers({2, 2}),
                                                              .strides = integers({0, 0})})});
    files.push_back({"scalar" + end, pth_with_tensor(form, {.sizes = kEmptyTuple, .strides = kEmptyTuple})});
    files.push_back({"empty tensor" + end, pth_with_tensor(form, {.sizes = integers({0, 4})})});
    files.push_back({"no tensors" + end, pth_of(form, pickle("}"), {})});
  }
  return files;
}

}  // namespace tests
