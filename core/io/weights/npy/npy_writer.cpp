#include "core/io/weights/npy/npy_writer.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/pending_folder.h"
#include "core/io/arrays/writable.h"
#include "core/io/byte_writer.h"
#include "core/io/utf8.h"

namespace io {
namespace {

constexpr std::size_t kPrefixBytes = 10;  // magic, version, header length
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kMaxFileName = 200;

const char* type_text(DType type) {
  switch (type) {
    case DType::kBool:
      return "|b1";
    case DType::kU8:
      return "|u1";
    case DType::kI8:
      return "|i1";
    case DType::kI16:
      return "<i2";
    case DType::kI32:
      return "<i4";
    case DType::kI64:
      return "<i8";
    case DType::kF16:
      return "<f2";
    case DType::kBF16:
    case DType::kF32:
      return "<f4";
    case DType::kF64:
      return "<f8";
  }
  return "";
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "(" + text + (shape.size() == 1 ? ",)" : ")");
}

/// A bfloat16 is the upper half of a float32.
void widen(std::span<const std::byte> halves, ByteWriter& out) {
  for (std::size_t i = 0; i < halves.size(); i += 2) {
    out.u16(0);
    out.bytes(halves.subspan(i, 2));
  }
}

std::string file_name(const std::string& name) {
  const bool has_control = std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20; });
  if (name.empty() || name.front() == '.' || name.size() > kMaxFileName || has_control || !is_utf8(name) ||
      name.find('/') != std::string::npos) {
    throw core::Error("the name " + quote_name(name) + " cannot be a file's", {},
                      "write safetensors instead");
  }
  return name + ".npy";
}

/// File name and array of every file to write.
std::vector<std::pair<std::string, const NamedArray*>> files_of(const WeightsFile& weights,
                                                                const NpyOrder& order) {
  std::vector<std::pair<std::string, const NamedArray*>> files;
  if (order.empty()) {
    for (const NamedArray& array : weights.arrays) files.emplace_back(file_name(array.name), &array);
  }
  for (const NpySet& set : order) {
    for (std::size_t i = 0; i < set.arrays.size(); ++i) {
      const NamedArray* array = weights.find(set.arrays[i]);
      if (!array) throw core::Error("there is no tensor " + quote_name(set.arrays[i]) + " to write");
      const std::string number = std::to_string(i + 1);
      files.emplace_back(file_name(set.stem + (number.size() < 2 ? "_0" : "_") + number), array);
    }
  }
  std::set<std::string> names;
  for (const auto& [name, array] : files) {
    if (!names.insert(name).second) throw core::Error("two tensors would be written to one file", name);
  }
  return files;
}

}  // namespace

std::vector<std::byte> serialize_npy(const NamedArray& array) {
  if (!shape_fits(array)) {
    throw core::Error("tensor " + quote_name(array.name) +
                      " cannot be written: its shape does not fit its bytes");
  }
  std::string header = std::string("{'descr': '") + type_text(array.type) +
                       "', 'fortran_order': False, 'shape': " + shape_text(array.shape) + ", }";
  const std::size_t whole =
      (kPrefixBytes + header.size() + 1 + kAlignment - 1) / kAlignment * kAlignment;  // 1: the line's end
  header.resize(whole - kPrefixBytes - 1, ' ');
  ByteWriter out;
  out.reserve(whole + array.bytes.size() * (array.type == DType::kBF16 ? 2 : 1));
  out.u8(0x93);
  out.text("NUMPY");
  out.u8(1);
  out.u8(0);
  out.u16(header.size() + 1);
  out.text(header + "\n");
  if (array.type == DType::kBF16) {
    widen(array.bytes, out);
  } else {
    out.bytes(array.bytes);
  }
  return out.take();
}

void write_npy_folder(const WeightsFile& weights, const std::filesystem::path& folder,
                      const NpyOrder& order) {
  check_writable(weights);
  const auto files = files_of(weights, order);
  core::PendingFolder pending(folder);
  for (const auto& [name, array] : files) {
    core::write_file_atomically(pending.temporary() / name, serialize_npy(*array));
  }
  pending.commit();
}

}  // namespace io
