#pragma once

#include <filesystem>

namespace core {

/// What happens to symbolic links. The path that a person names is followed. A run's or a model's folder may
/// come from a stranger: links in it are not written through, and not read where they lead out of it
/// (SECURITY.md).
enum class Links { kFollow, kStay };

/// `path` lies in such a folder and is written: throws Error unless nothing is there or an ordinary file, or,
/// `wanted`, a folder. Under kFollow a link may stand for one.
void require_own(const std::filesystem::path& path, std::filesystem::file_type wanted, Links links);

/// Whether reading `path`, which lies in `folder`, stays there.
bool stays_inside(const std::filesystem::path& folder, const std::filesystem::path& path);
/// `path` is read: throws Error when it leads out of `folder`, unless links are followed.
void require_inside(const std::filesystem::path& folder, const std::filesystem::path& path, Links links);

}  // namespace core
