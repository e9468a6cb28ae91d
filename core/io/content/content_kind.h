#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace io {

/// What a file holds.
enum class ContentKind {
  kUnknown,
  kEmpty,
  kText,
  kGitLfsPointer,
  kWebPage,
  kSafetensors,
  kPth,        // torch.save since 1.6
  kPthLegacy,  // before
  kTorch7,
  kNpy,
  kNpz,
  kOnnx,
  kPackedImages,
  kCheckpoint,
  kPng,
  kJpeg,
  kGif,
  kWebP,
  kBmp,
  kMp4,
  kPdf,
  kZip,
  kEmptyZip,
  kGzip,
  k7z,
  kRar,
  kBzip2,
  kXz,
  kTar,
  kHdf5,
  kGguf,
  kOtherTorchPickle,  // torch.save's with another pickle protocol than 2
  kPickle
};

/// Of so many first bytes every kind can be told, tar's at 257 too.
inline constexpr std::size_t kContentHead = 512;

/// Told by the first bytes of a file, kContentHead or all of a shorter one, never by its name: what the kind
/// announces. Whether the rest is sound is for its reader to say.
ContentKind content_kind(std::span<const std::byte> head);
/// Of a file. Throws core::Error when it cannot be read or is none.
ContentKind content_kind(const std::filesystem::path& file);

/// "a PNG picture", "a Git LFS pointer, which stands for a file that is elsewhere".
const char* content_words(ContentKind kind);

}  // namespace io
