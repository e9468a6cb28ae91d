#include "ui/widgets/folder_listing.h"

#include <algorithm>
#include <system_error>

#include "core/base/format.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/file_kind.h"

namespace ui {
namespace {

/// Files that a dialog of this kind asks for, by name.
bool wanted(DialogKind kind, const std::filesystem::path& file) {
  switch (kind) {
    case DialogKind::kModel:
      return kind_by_name(file) == FileKind::kModel;
    case DialogKind::kImage:
      return kind_by_name(file) == FileKind::kImage;
    case DialogKind::kPacked:
      return kind_by_name(file) == FileKind::kOther;
    case DialogKind::kBoxes:
      return kind_by_name(file) == FileKind::kJson;
    case DialogKind::kFolder:
    case DialogKind::kRun:
    case DialogKind::kExportFolder:
      break;
  }
  return false;
}

void take(const std::filesystem::directory_entry& found, DialogKind kind, FolderListing& listing) {
  std::string name = found.path().filename().string();
  if (name.empty()) return;
  if (name.front() == '.') {
    ++listing.hidden;
    return;
  }
  std::error_code loop;  // a link that leads nowhere or round is no folder
  const bool is_folder = found.is_directory(loop);
  if (!is_folder && !wanted(kind, found.path()))
    ++listing.other_kinds;
  else if (listing.entries.size() == kMostEntries)
    ++listing.too_many;
  else
    listing.entries.push_back({std::move(name), is_folder});
}

}  // namespace

FolderListing list_folder(const std::filesystem::path& folder, DialogKind kind) {
  FolderListing listing;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    take(*at, kind, listing);
  if (error) listing.problem = error.message();
  std::ranges::sort(listing.entries, [](const FolderEntry& a, const FolderEntry& b) {
    return a.is_folder != b.is_folder ? a.is_folder : a.name < b.name;
  });
  return listing;
}

std::string left_out_text(const FolderListing& listing) {
  std::string text;
  const auto add = [&](std::size_t count, const char* words) {
    if (count == 0) return;
    text += (text.empty() ? "" : ", ") + tr_format(words, core::thousands(count));
  };
  add(listing.other_kinds, "{} of other kinds");
  add(listing.hidden, "{} hidden");
  add(listing.too_many, "{} too many");
  return text.empty() ? text : std::string(tr("Not shown:")) + " " + text;
}

}  // namespace ui
