#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/io/content/content_kind.h"

namespace io {

/// The kinds of files that are written under the ending of this name: a PNG picture as sheet.png; none for an
/// ending that no file is written under.
std::vector<ContentKind> written_as(const std::filesystem::path& file);

/// Throws core::Error that says what is there where a new file would take the place of anything but one of
/// these kinds. An empty file holds nothing, a device or a pipe is only written to; the file behind a link
/// counts. A folder is never replaced.
void check_replaceable(const std::filesystem::path& file, std::span<const ContentKind> kinds);

}  // namespace io
