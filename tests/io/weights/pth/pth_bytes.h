#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/io/weights/pth/pickle_bytes.h"
#include "tests/io/zip/zip_bytes.h"

/// Whole PyTorch files around a pickle, in both forms, and the parts that a case breaks one at a time.
namespace tests {

enum class PthForm { kZip, kLegacy };

/// A persistent id, every part as opcodes.
struct StorageId {
  std::string word = text("storage");
  std::string type = global("torch", "FloatStorage");
  std::string key = text("0");
  std::string location = text("cpu");
  std::string count = integer(6);
  std::string view = kNone;  // in the old form
  std::string opcodes(PthForm form) const;
};

/// A call of _rebuild_tensor_v2, every part as opcodes; 2 x 3 floats.
struct TensorCall {
  StorageId storage{};
  std::string offset = integer(0);
  std::string sizes = integers({2, 3});
  std::string strides = integers({3, 1});
  std::string requires_grad = kFalse;
  std::string hooks = ordered_dict();
  std::string metadata{};  // a seventh argument
  std::string opcodes(PthForm form) const;
};

/// Raw data by storage key, in the order of the file.
using Storages = std::vector<std::pair<std::string, std::string>>;

/// The bytes of 0, 1, 2, ... as floats.
std::string counting_floats(std::size_t count);
/// Storage "0" with six floats.
Storages six_floats();

/// As torch.save writes it: entries aligned to 64 bytes, data descriptors, a zip64 end record.
ZipBytes zip_of(const std::string& data_pkl, const Storages& storages = six_floats());

/// The parts of an old file in their order.
struct LegacyBytes {
  std::string magic = std::string("\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 15);
  std::string protocol = pickle(integer(1001));
  std::string system = pickle(dict({text("protocol_version"), integer(1001), text("little_endian"), kTrue}));
  std::string object{};
  std::string keys{};
  std::string storages{};

  std::string bytes() const { return magic + protocol + system + object + keys + storages; }
};

/// `item` is the size of an element of the storages.
LegacyBytes legacy_of(const std::string& object, const Storages& storages = six_floats(),
                      std::size_t item = 4);
std::string pth_of(PthForm form, const std::string& object, const Storages& storages = six_floats(),
                   std::size_t item = 4);

/// A file with the tensor "w" and `value` under the key "x": valid when the value is.
std::string pth_with(PthForm form, const std::string& value);
/// A file with the one tensor "w".
std::string pth_with_tensor(PthForm form, const TensorCall& tensor, const Storages& storages = six_floats(),
                            std::size_t item = 4);

}  // namespace tests
