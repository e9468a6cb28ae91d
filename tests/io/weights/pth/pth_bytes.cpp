#include "tests/io/weights/pth/pth_bytes.h"

#include <bit>

namespace tests {

std::string StorageId::opcodes(PthForm form) const {
  return "(" + word + type + key + location + count + (form == PthForm::kLegacy ? view : "") + "tQ";
}

std::string TensorCall::opcodes(PthForm form) const {
  return call(global("torch._utils", "_rebuild_tensor_v2"),
              tuple({storage.opcodes(form), offset, sizes, strides, requires_grad, hooks, metadata}));
}

std::string counting_floats(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += little_endian(std::bit_cast<std::uint32_t>(static_cast<float>(i)), 4);
  return out;
}

Storages six_floats() {
  return {{"0", counting_floats(6)}};
}

ZipBytes zip_of(const std::string& data_pkl, const Storages& storages) {
  ZipBytes zip;
  zip.entries.push_back({.name = "model/data.pkl", .data = data_pkl});
  zip.entries.push_back({.name = "model/byteorder", .data = "little"});
  for (const auto& [key, data] : storages) zip.entries.push_back({.name = "model/data/" + key, .data = data});
  zip.entries.push_back({.name = "model/version", .data = "3\n"});
  return zip;
}

LegacyBytes legacy_of(const std::string& object, const Storages& storages, std::size_t item) {
  LegacyBytes legacy;
  legacy.object = object;
  std::string keys = "](";
  for (const auto& [key, data] : storages) {
    keys += text(key);
    legacy.storages += little_endian(data.size() / item, 8) + data;
  }
  legacy.keys = pickle(keys + "e");
  return legacy;
}

std::string pth_of(PthForm form, const std::string& object, const Storages& storages, std::size_t item) {
  return form == PthForm::kZip ? zip_of(object, storages).bytes() : legacy_of(object, storages, item).bytes();
}

std::string pth_with(PthForm form, const std::string& value) {
  return pth_of(form, pickle(dict({text("w"), TensorCall{}.opcodes(form), text("x"), value})));
}

std::string pth_with_tensor(PthForm form, const TensorCall& tensor, const Storages& storages,
                            std::size_t item) {
  return pth_of(form, pickle(dict({text("w"), tensor.opcodes(form)})), storages, item);
}

}  // namespace tests
