#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ui/frame/outbox.h"

namespace ui {

struct FolderEntry {
  std::string name;
  bool is_folder = false;
};

/// What a file dialog shows of a folder, and how much it does not.
struct FolderListing {
  std::vector<FolderEntry> entries;  // folders first, by name
  std::size_t other_kinds = 0;       // files that the dialog does not ask for
  std::size_t hidden = 0;            // names that begin with a dot
  std::size_t too_many = 0;          // beyond kMostEntries
  std::string problem;               // why it was not read, or not to its end; empty = it was
};

inline constexpr std::size_t kMostEntries = 100'000;

/// Reads a folder once; what its entries hold is not looked at. Never throws: what cannot be read is told.
FolderListing list_folder(const std::filesystem::path& folder, DialogKind kind);
/// "749 files of other kinds and 3 hidden ones are not shown", through tr(); empty = everything is.
std::string left_out_text(const FolderListing& listing);

}  // namespace ui
