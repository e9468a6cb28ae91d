#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/io/sources/image_source.h"

namespace tasks {

/// A kind of place that images come from. One is added by a file that opens it and a row in
/// image_sources.cpp.
struct ImageSourceKind {
  std::string (*words)();  // what a person may name: "a folder"
  /// Whether the data are of this kind, by their content and not by the ending of their name. The first kind
  /// that says yes is taken.
  bool (*is)(const std::string& data);
  /// `count` = images of a set that has no end.
  std::unique_ptr<io::ImageSource> (*open)(const std::string& data, std::int64_t count);
};

std::span<const ImageSourceKind> image_source_kinds();
/// "a folder, a packed file, rooms or portraits".
std::string image_source_words();

/// Throws core::UsageError for an empty name, core::Error where nothing is there that could be read.
std::unique_ptr<io::ImageSource> open_images(const std::string& data, std::int64_t count);

}  // namespace tasks
