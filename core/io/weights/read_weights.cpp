#include "core/io/weights/read_weights.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/ending.h"
#include "core/base/error.h"
#include "core/io/byte_reader.h"
#include "core/io/weights/npy/npy_set.h"
#include "core/io/weights/npy/npz.h"
#include "core/io/weights/pth/pth.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/io/weights/torch7/torch7.h"

namespace io {
namespace {

constexpr std::size_t kHeadBytes = 512;  // enough for every magic number, tar's at 257 too
constexpr const char* kKinds = "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files";

bool has_magic(std::string_view head, std::size_t offset, std::string_view magic) {
  return head.size() >= offset && head.substr(offset).starts_with(magic);
}

/// 8 bytes of length, then JSON, white space in front of it allowed.
bool begins_as_safetensors(std::string_view head) {
  const std::size_t json = head.find_first_not_of(" \t\r\n", 8);
  return json != std::string_view::npos && head[json] == '{';
}

constexpr std::string_view kNpyMagic = "\x93NUMPY";

/// A table, or a torch object: a little-endian type number, then the small index of the first object.
bool begins_as_torch7(std::string_view head) {
  return head.size() >= 8 && (head[0] == 3 || head[0] == 4) &&
         head.substr(1, 3) == std::string_view("\0\0\0", 3) &&
         head.substr(5, 3) == std::string_view("\0\0\0", 3);
}

struct Foreign {
  std::size_t offset;
  std::string_view magic;
  const char* name;
  const char* hint;
};

constexpr const char* kUnpack = "unpack it and open the weights file inside";
/// The number that torch.save writes first: behind PROTO and LONG1, in protocols 4 and 5 behind FRAME as
/// well.
constexpr std::string_view kTorchMagic("\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 11);
constexpr const char* kOtherProtocol =
    "torch.save's with another pickle protocol than 2, the only one it writes by itself";
constexpr const char* kOtherProtocolHint =
    "save again without pickle_protocol=: torch.save(net.state_dict(), \"model.pth\")";
constexpr const char* kConvert = "convert it to safetensors in Python";

constexpr std::array kForeign = {
    Foreign{0, "\x1F\x8B", "a gzip archive", kUnpack},
    Foreign{0, "7z\xBC\xAF\x27\x1C", "a 7z archive", kUnpack},
    Foreign{0, "Rar!", "a RAR archive", kUnpack},
    Foreign{0, "BZh", "a bzip2 archive", kUnpack},
    Foreign{0,
            "\xFD"
            "7zXZ",
            "an xz archive", kUnpack},
    Foreign{0, "PK\x05\x06", "an empty zip archive", kUnpack},
    Foreign{257, "ustar", "a tar archive, perhaps of PyTorch before 0.1.10",
            "unpack it and open the weights file inside; an old PyTorch tar: load it in Python and save it "
            "again"},
    Foreign{0, "\x89HDF\r\n\x1A\n", "an HDF5 file, perhaps of Keras", kConvert},
    Foreign{0, "GGUF", "a GGUF file", kConvert},
    Foreign{4, kTorchMagic, kOtherProtocol, kOtherProtocolHint},
    Foreign{13, kTorchMagic, kOtherProtocol, kOtherProtocolHint},
    Foreign{0, "\x80", "a Python pickle that torch.save did not write",
            "save it in Python with torch.save(net.state_dict(), \"model.pth\")"},
};

[[noreturn]] void refuse_unknown(std::string_view head, const std::string& where) {
  for (const Foreign& foreign : kForeign) {
    if (has_magic(head, foreign.offset, foreign.magic))
      refuse_weights(where, "file", foreign.offset, std::string(kKinds) + ", this is " + foreign.name,
                     foreign.hint);
  }
  refuse_weights(where, "file", 0, kKinds,
                 "save it in Python with torch.save(net.state_dict(), \"model.pth\") or "
                 "safetensors.torch.save_file(net.state_dict(), \"model.safetensors\")");
}

}  // namespace

WeightsFile read_weights(const std::filesystem::path& file, const ReadWeightsOptions& options) {
  std::error_code ignored;
  // A release's list of arrays (.jl) is a pickle that is not opened: it stands for its set.
  if (std::filesystem::is_directory(file, ignored) || core::ending_of(file) == ".jl")
    return read_npy_set(file);
  const std::vector<std::byte> head = core::read_file_head(file, kHeadBytes);
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  if (begins_as_npz(head)) return read_npz(file);
  if (begins_as_zip(head) || begins_as_legacy_pth(head)) return read_pth(file);
  if (text.starts_with(kNpyMagic)) return read_npy_set(file);
  if (begins_as_safetensors(text)) return read_safetensors(file);
  if (begins_as_torch7(text)) return read_torch7(file, {options.torch7_long});
  refuse_unknown(text, file.string());
}

}  // namespace io
