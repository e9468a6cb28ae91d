#include "ui/widgets/file_dialog.h"

#include <icons_font_awesome_6.h>
#include <imgui_stdlib.h>
#include <portable_file_dialogs.h>

#include <algorithm>

#include "core/image/image_endings.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/file_kind.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr std::size_t kMostEntries = 5000;

/// "*.png *.jpg ..." for the system's dialog.
std::string image_patterns() {
  std::string patterns;
  for (const std::string_view ending : core::kImageEndings)
    patterns.append(patterns.empty() ? "*" : " *").append(ending);
  return patterns;
}

const char* title_of(FileDialog::Kind kind) {
  switch (kind) {
    case FileDialog::Kind::kModel:
      return tr("Open model");
    case FileDialog::Kind::kImage:
      return tr("Open image");
    case FileDialog::Kind::kFolder:
      return tr("Choose image folder");
    case FileDialog::Kind::kPacked:
      return tr("Choose packed images");
    case FileDialog::Kind::kRun:
      return tr("Choose run folder");
    case FileDialog::Kind::kBoxes:
      return tr("Open boxes");
    case FileDialog::Kind::kExportFolder:
      return tr("Choose export folder");
  }
  return "";
}

bool wants_folder(FileDialog::Kind kind) {
  return kind == FileDialog::Kind::kFolder || kind == FileDialog::Kind::kRun ||
         kind == FileDialog::Kind::kExportFolder;
}

bool shown_in(FileDialog::Kind kind, const std::filesystem::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  if (name.empty() || name[0] == '.') return false;
  const FileKind file = file_kind(entry.path());
  if (entry.is_directory()) return true;
  return (kind == FileDialog::Kind::kModel && file == FileKind::kModel) ||
         (kind == FileDialog::Kind::kImage && file == FileKind::kImage) ||
         (kind == FileDialog::Kind::kPacked && file == FileKind::kOther) ||
         (kind == FileDialog::Kind::kBoxes && core::ending_of(entry.path()) == ".json");
}

}  // namespace

struct FileDialog::Native {
  std::unique_ptr<pfd::open_file> file;
  std::unique_ptr<pfd::select_folder> folder;

  /// Nothing while the dialog is open; an empty path when it was closed without a choice.
  std::optional<std::filesystem::path> poll() {
    if (file && file->ready(0)) {
      const std::vector<std::string> chosen = file->result();
      return chosen.empty() ? std::filesystem::path() : std::filesystem::path(chosen.front());
    }
    if (folder && folder->ready(0)) return std::filesystem::path(folder->result());
    return std::nullopt;
  }

  ~Native() {
    if (file && !file->ready(0)) file->kill();
    if (folder && !folder->ready(0)) folder->kill();
  }
};

FileDialog::FileDialog() = default;

FileDialog::~FileDialog() = default;

bool FileDialog::is_open() const {
  return native_ != nullptr || browsing_;
}

void FileDialog::open(Kind kind, const std::filesystem::path& start, bool native) {
  if (is_open()) return;
  kind_ = kind;
  if (native && pfd::settings::available()) {
    native_ = std::make_unique<Native>();
    if (wants_folder(kind))
      native_->folder = std::make_unique<pfd::select_folder>(title_of(kind), start.string());
    else if (kind == Kind::kModel)
      native_->file = std::make_unique<pfd::open_file>(
          title_of(kind), start.string(),
          std::vector<std::string>{tr("Models"), "*.safetensors *.pth *.pt *.t7 *.npy *.npz *.jl"});
    else if (kind == Kind::kPacked)
      native_->file = std::make_unique<pfd::open_file>(title_of(kind), start.string(),
                                                       std::vector<std::string>{tr("All files"), "*"});
    else if (kind == Kind::kBoxes)
      native_->file = std::make_unique<pfd::open_file>(title_of(kind), start.string(),
                                                       std::vector<std::string>{tr("Boxes"), "*.json"});
    else
      native_->file = std::make_unique<pfd::open_file>(
          title_of(kind), start.string(), std::vector<std::string>{tr("Images"), image_patterns()});
    return;
  }
  browsing_ = true;
  read_folder(start);
}

void FileDialog::read_folder(const std::filesystem::path& folder) {
  std::error_code error;
  entries_.clear();
  chosen_ = -1;
  folder_ = std::filesystem::absolute(folder, error).lexically_normal();
  typed_ = folder_.string();
  for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end;
       at.increment(error)) {
    if (entries_.size() == kMostEntries) break;
    if (shown_in(kind_, *at)) entries_.push_back(*at);
  }
  problem_ = error ? error.message() : std::string();
  std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
    const bool a_folder = file_kind(a.path()) == FileKind::kFolder,
               b_folder = file_kind(b.path()) == FileKind::kFolder;
    return a_folder != b_folder ? a_folder : a.path().filename() < b.path().filename();
  });
}

std::optional<FileDialog::Choice> FileDialog::update(const Theme& theme) {
  if (browsing_) return update_browser(theme);
  if (!native_) return std::nullopt;
  const auto path = native_->poll();
  if (!path) return std::nullopt;
  native_.reset();
  if (path->empty()) return std::nullopt;
  return Choice{kind_, *path};
}

/// The entries; a file that was double-clicked is the answer, a folder is entered.
std::optional<std::filesystem::path> FileDialog::list(const Theme& theme) {
  const ChildScope child("##entries", {theme.px(560), theme.px(360)}, ImGuiChildFlags_Borders);
  std::optional<std::filesystem::path> entered;
  for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
    const std::filesystem::path& path = entries_[static_cast<std::size_t>(i)].path();
    const bool is_folder = file_kind(path) == FileKind::kFolder;
    const std::string label =
        std::string(is_folder ? ICON_FA_FOLDER : ICON_FA_FILE) + "  " + verbatim(path.filename().string());
    if (ImGui::Selectable(label.c_str(), chosen_ == i, ImGuiSelectableFlags_AllowDoubleClick)) {
      chosen_ = i;
      typed_ = path.string();
      if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) entered = path;
    }
  }
  if (!problem_.empty()) text_colored(theme.error, verbatim(problem_));
  return entered;
}

std::optional<FileDialog::Choice> FileDialog::update_browser(const Theme& theme) {
  const std::string id = std::string(title_of(kind_)) + "###browser";
  if (!ImGui::IsPopupOpen(id.c_str())) ImGui::OpenPopup(id.c_str());
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  if (!ImGui::BeginPopupModal(id.c_str(), &browsing_, ImGuiWindowFlags_AlwaysAutoResize)) return std::nullopt;
  std::optional<std::filesystem::path> go;
  if (icon_button(theme, "##up", ICON_FA_ARROW_UP, tr("Folder above"))) go = folder_.parent_path();
  ImGui::SameLine();
  ImGui::SetNextItemWidth(-1);
  shown_as_typed(typed_);
  if (ImGui::InputText("##path", &typed_, ImGuiInputTextFlags_EnterReturnsTrue)) go = typed_;
  if (const auto entered = list(theme)) go = *entered;
  std::optional<Choice> choice;
  if (go && file_kind(*go) == FileKind::kFolder) {
    read_folder(*go);
    go.reset();
  }
  const bool usable = wants_folder(kind_) || (chosen_ >= 0 && file_kind(typed_) != FileKind::kFolder);
  if (button(theme, tr("Open"), {.primary = true, .disabled = usable ? nullptr : tr("choose a file first")}))
    go = typed_;
  ImGui::SameLine();
  const bool cancel = button(theme, tr("Cancel")) || ImGui::IsKeyPressed(ImGuiKey_Escape);
  if (go) choice = Choice{kind_, *go};
  if (choice || cancel) {
    browsing_ = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
  return choice;
}

}  // namespace ui
