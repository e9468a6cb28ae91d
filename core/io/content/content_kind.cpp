#include "core/io/content/content_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/io/utf8.h"

namespace io {
namespace {

/// The number that torch.save writes first: behind PROTO and LONG1, in protocols 4 and 5 behind FRAME as
/// well.
constexpr std::string_view kTorchMagic("\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 11);
constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::size_t kSureMagic = 4;

struct Row {
  ContentKind kind;
  const char* words;
  std::size_t offset = 0;
  std::string_view magic{};  // none: told by a function below
};

constexpr const char* kOtherProtocol =
    "torch.save's with another pickle protocol than 2, the only one it writes by itself";

/// In the order they are tried.
constexpr std::array kRows{
    Row{ContentKind::kUnknown, "a file of an unknown kind"},
    Row{ContentKind::kEmpty, "an empty file"},
    Row{ContentKind::kText, "text"},
    Row{ContentKind::kWebPage, "a web page"},
    Row{ContentKind::kSafetensors, "a safetensors file"},
    Row{ContentKind::kTorch7, "a Torch7 file"},
    Row{ContentKind::kOnnx, "an ONNX file"},
    Row{ContentKind::kPth, "a PyTorch file"},
    Row{ContentKind::kNpz, "an .npz of arrays"},
    Row{ContentKind::kGitLfsPointer, "a Git LFS pointer, which stands for a file that is elsewhere", 0,
        "version https://git-lfs"},
    Row{ContentKind::kPthLegacy, "a PyTorch file", 0,
        std::string_view("\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 15)},
    Row{ContentKind::kNpy, "an .npy array", 0, "\x93NUMPY"},
    Row{ContentKind::kPackedImages, "a packed data set", 0, "GANSPACK"},
    Row{ContentKind::kCheckpoint, "a checkpoint of a training run", 0, "GSCKPT\r\n"},
    Row{ContentKind::kPng, "a PNG picture", 0, "\x89PNG\r\n\x1A\n"},
    Row{ContentKind::kJpeg, "a JPEG picture", 0, "\xFF\xD8\xFF"},
    Row{ContentKind::kGif, "a GIF", 0, "GIF8"},
    Row{ContentKind::kWebP, "a WebP picture", 8, "WEBPVP8"},
    Row{ContentKind::kMp4, "an MP4 video", 4, "ftyp"},
    Row{ContentKind::kPdf, "a PDF", 0, "%PDF-"},
    Row{ContentKind::kZip, "a zip archive of files", 0, kZipMagic},
    Row{ContentKind::kEmptyZip, "an empty zip archive", 0, "PK\x05\x06"},
    Row{ContentKind::kGzip, "a gzip archive", 0, "\x1F\x8B"},
    Row{ContentKind::k7z, "a 7z archive", 0, "7z\xBC\xAF\x27\x1C"},
    Row{ContentKind::kRar, "a RAR archive", 0, "Rar!"},
    Row{ContentKind::kBzip2, "a bzip2 archive", 0, "BZh"},
    Row{ContentKind::kXz, "an xz archive", 0,
        "\xFD"
        "7zXZ"},
    Row{ContentKind::kTar, "a tar archive, perhaps of PyTorch before 0.1.10", 257, "ustar"},
    Row{ContentKind::kHdf5, "an HDF5 file, perhaps of Keras", 0, "\x89HDF\r\n\x1A\n"},
    Row{ContentKind::kGguf, "a GGUF file", 0, "GGUF"},
    Row{ContentKind::kOtherTorchPickle, kOtherProtocol, 4, kTorchMagic},
    Row{ContentKind::kOtherTorchPickle, kOtherProtocol, 13, kTorchMagic},
    Row{ContentKind::kPickle, "a Python pickle that torch.save did not write", 0, "\x80"},
    Row{ContentKind::kBmp, "a BMP picture", 0, "BM"}};

bool has_magic(std::string_view head, const Row& row) {
  return !row.magic.empty() && head.size() >= row.offset && head.substr(row.offset).starts_with(row.magic);
}

/// 8 bytes of length, then JSON, white space in front of it allowed.
bool begins_as_safetensors(std::string_view head) {
  const std::size_t json = head.find_first_not_of(" \t\r\n", 8);
  return json != std::string_view::npos && head[json] == '{';
}

/// A table, or a torch object: a little-endian type number, then the small index of the first object.
bool begins_as_torch7(std::string_view head) {
  return head.size() >= 8 && (head[0] == 3 || head[0] == 4) &&
         head.substr(1, 3) == std::string_view("\0\0\0", 3) &&
         head.substr(5, 3) == std::string_view("\0\0\0", 3);
}

/// A protobuf of field 1, the version of the format, below 128, and then one of the next fields of a model:
/// its producer, domain, graph or operator sets.
bool begins_as_onnx(std::string_view head) {
  constexpr std::string_view kNext = "\x12\x1A\x22\x3A\x42";
  return head.size() > 2 && head[0] == 8 && head[1] > 0 && kNext.find(head[2]) != std::string_view::npos;
}

std::string_view first_zip_entry(std::string_view head) {
  constexpr std::size_t kLengthAt = 26, kNameAt = 30;
  if (head.size() < kNameAt || !head.starts_with(kZipMagic)) return {};
  const std::size_t length = static_cast<unsigned char>(head[kLengthAt]) |
                             std::size_t{static_cast<unsigned char>(head[kLengthAt + 1])} << 8;
  return head.size() - kNameAt < length ? std::string_view() : head.substr(kNameAt, length);
}

/// torch.save puts NAME/data.pkl first, numpy.savez a NAME.npy in no folder.
ContentKind kind_of_zip(std::string_view head) {
  const std::string_view first = first_zip_entry(head);
  if (first.ends_with("/data.pkl")) return ContentKind::kPth;
  const bool array = first.size() > 4 && first.ends_with(".npy") && first.find('/') == std::string_view::npos;
  return array ? ContentKind::kNpz : ContentKind::kZip;
}

/// UTF-8, of which the end may be cut, without control characters but those of white space.
bool is_text(std::string_view head) {
  const bool controls = std::any_of(head.begin(), head.end(), [](unsigned char c) {
    return c == 0x7F || (c < 0x20 && std::isspace(c) == 0 && c != 0x1B);
  });
  if (controls) return false;
  std::size_t end = head.size();
  while (end > 0 && head.size() - end < 3 && (static_cast<unsigned char>(head[end - 1]) & 0xC0) == 0x80)
    --end;
  if (end > 0 && static_cast<unsigned char>(head[end - 1]) >= 0xC0) --end;
  return is_utf8(head) || is_utf8(head.substr(0, end));
}

/// Of text: whether it begins as HTML does.
bool begins_as_web_page(std::string_view head) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  std::string start;
  for (const char c : head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size())).substr(0, 16))
    start += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head");
}

/// The first row whose magic is there; of those that are `sure`, too long to be chance and at the beginning.
const Row* row_of(std::string_view head, bool sure) {
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) {
    return has_magic(head, r) && (!sure || (r.magic.size() >= kSureMagic && r.offset <= 8));
  });
  return row == kRows.end() ? nullptr : &*row;
}

/// A safetensors file begins with a length, which may look like a short magic number.
ContentKind kind_of(std::string_view head) {
  if (head.empty()) return ContentKind::kEmpty;
  if (const Row* row = row_of(head, true))
    return row->kind == ContentKind::kZip ? kind_of_zip(head) : row->kind;
  if (is_text(head)) return begins_as_web_page(head) ? ContentKind::kWebPage : ContentKind::kText;
  if (begins_as_safetensors(head)) return ContentKind::kSafetensors;
  if (begins_as_torch7(head)) return ContentKind::kTorch7;
  if (const Row* row = row_of(head, false)) return row->kind;
  return begins_as_onnx(head) ? ContentKind::kOnnx : ContentKind::kUnknown;
}

}  // namespace

ContentKind content_kind(std::span<const std::byte> head) {
  return kind_of({reinterpret_cast<const char*>(head.data()), std::min(head.size(), kContentHead)});
}

ContentKind content_kind(const std::filesystem::path& file) {
  return content_kind(core::read_file_head(file, kContentHead));
}

const char* content_words(ContentKind kind) {
  return std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return row.kind == kind; })->words;
}

}  // namespace io
