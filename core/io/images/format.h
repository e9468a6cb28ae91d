#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace io {

/// The kinds of images that are told from each other.
enum class ImageFormat { kJpeg, kPng, kGif, kBmp, kWebP, kPnm, kTiff, kAvif, kHeic, kJpegXl };

/// Those that are told and not read.
inline constexpr std::array kUnreadFormats{ImageFormat::kTiff, ImageFormat::kAvif, ImageFormat::kHeic,
                                           ImageFormat::kJpegXl};

const char* format_name(ImageFormat format);  // "JPEG"
std::string read_formats();                   // "JPEG, PNG, GIF, BMP, WebP or PNM"
std::string unread_reason(ImageFormat);       // "TIFF images are not read"

inline constexpr std::size_t kSniffedBytes = 32;

/// The format that the first kSniffedBytes of a file announce; nothing when it is none of these.
std::optional<ImageFormat> sniff_image(std::span<const std::byte> head);

}  // namespace io
