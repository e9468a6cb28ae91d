#include "ui/widgets/file_dialog.h"

#include <icons_font_awesome_6.h>
#include <imgui_stdlib.h>
#include <portable_file_dialogs.h>

#include <algorithm>

#include "core/base/paths.h"
#include "core/image/image_endings.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/file_kind.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr std::size_t kMostRecentPlaces = 4;
constexpr float kWidth = 560, kHeight = 360;

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
      return tr("Open boxes or a mask");
    case FileDialog::Kind::kExportFolder:
      return tr("Choose export folder");
  }
  return "";
}

bool wants_folder(FileDialog::Kind kind) {
  return kind == FileDialog::Kind::kFolder || kind == FileDialog::Kind::kRun ||
         kind == FileDialog::Kind::kExportFolder;
}

void add_place(std::vector<DialogPlace>& places, std::string label, const std::filesystem::path& folder) {
  const auto same = [&](const DialogPlace& one) { return one.folder == folder; };
  std::error_code unreadable;
  if (folder.empty() || std::ranges::any_of(places, same)) return;
  if (std::filesystem::is_directory(folder, unreadable)) places.push_back({std::move(label), folder});
}

}  // namespace

std::vector<DialogPlace> dialog_places(const Settings& settings) {
  std::vector<DialogPlace> places;
  const auto home = core::home_folder();
  if (home) add_place(places, tr("Home"), *home);
  if (home || !settings.export_folder.empty()) add_place(places, tr("Exports"), export_folder(settings));
  const std::size_t fixed = places.size();
  for (const std::string& model : settings.recent_models) {
    if (places.size() == fixed + kMostRecentPlaces) break;
    const std::filesystem::path folder = std::filesystem::path(model).parent_path();
    add_place(places, verbatim(folder.filename().string()), folder);
  }
  return places;
}

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

void FileDialog::close() {
  native_.reset();
  browsing_ = false;
}

void FileDialog::open(Kind kind, const std::filesystem::path& start) {
  if (is_open()) return;
  kind_ = kind;
  if (prefer_native_ && pfd::settings::available()) return open_native(kind, start);
  browsing_ = true;
  read_folder(start);
}

void FileDialog::open_native(Kind kind, const std::filesystem::path& start) {
  native_ = std::make_unique<Native>();
  if (wants_folder(kind)) {
    native_->folder = std::make_unique<pfd::select_folder>(title_of(kind), start.string());
    return;
  }
  std::vector<std::string> filter{tr("Images"), image_patterns()};
  if (kind == Kind::kModel) filter = {tr("Models"), "*.safetensors *.pth *.pt *.t7 *.npy *.npz *.jl"};
  if (kind == Kind::kPacked) filter = {tr("All files"), "*"};
  if (kind == Kind::kBoxes) filter = {tr("Boxes and masks"), "*.json"};
  native_->file = std::make_unique<pfd::open_file>(title_of(kind), start.string(), filter);
}

void FileDialog::read_folder(const std::filesystem::path& folder) {
  std::error_code gone;
  const std::filesystem::path whole = std::filesystem::absolute(folder, gone);
  folder_ = (gone ? folder : whole).lexically_normal();
  listing_ = list_folder(folder_, kind_);
  chosen_ = -1;
  type(folder_.string());
}

/// What it names is looked at here and not in every frame: a folder may hold thousands of names.
void FileDialog::type(std::string text) {
  typed_ = std::move(text);
  std::error_code unreadable;
  typed_exists_ = std::filesystem::exists(typed_, unreadable);
  typed_is_entered_ = enters(typed_);
}

std::optional<FileDialog::Choice> FileDialog::update(const Theme& theme, const Settings& settings) {
  if (browsing_) return update_browser(theme, settings);
  if (!native_) return std::nullopt;
  const auto path = native_->poll();
  if (!path) return std::nullopt;
  native_.reset();
  if (path->empty()) return std::nullopt;
  return Choice{kind_, *path};
}

/// Buttons of the folders that one need not walk to; the one that was pressed.
std::optional<std::filesystem::path> FileDialog::places(const Theme& theme) const {
  std::optional<std::filesystem::path> pressed;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const IdScope scope(static_cast<int>(i));
    if (i > 0) ImGui::SameLine(0, theme.px(metric::kGap));
    const std::string label = elide_end(places_[i].label, theme.px(kWidth / 6));
    const std::string path = verbatim(places_[i].folder.string());
    if (button(theme, label.c_str(), {.tooltip = path.c_str()})) pressed = places_[i].folder;
  }
  return pressed;
}

/// The entries; a file that was double-clicked is the answer, a folder is entered.
std::optional<std::filesystem::path> FileDialog::list(const Theme& theme) {
  const ChildScope child("##entries", {theme.px(kWidth), theme.px(kHeight)}, ImGuiChildFlags_Borders);
  std::optional<std::filesystem::path> entered;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(listing_.entries.size()));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const IdScope scope(i);
      const FolderEntry& entry = listing_.entries[static_cast<std::size_t>(i)];
      const std::string label =
          std::string(entry.is_folder ? ICON_FA_FOLDER : ICON_FA_FILE) + "  " + verbatim(entry.name);
      if (!ImGui::Selectable(label.c_str(), chosen_ == i, ImGuiSelectableFlags_AllowDoubleClick)) continue;
      chosen_ = i;
      type((folder_ / entry.name).string());
      if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) entered = typed_;
    }
  return entered;
}

/// A folder is entered, unless it is itself what is asked for: one that holds a model.
bool FileDialog::enters(const std::filesystem::path& path) const {
  std::error_code unreadable;
  const bool may_be_answer = kind_ == Kind::kModel || kind_ == Kind::kRun;
  return std::filesystem::is_directory(path, unreadable) &&
         !(may_be_answer && file_kind(path) == FileKind::kModel);
}

const char* FileDialog::cannot_open() const {
  if (!typed_exists_) return tr("there is no such file or folder");
  if (wants_folder(kind_)) return nullptr;
  return typed_is_entered_ ? tr("choose a file first") : nullptr;
}

std::optional<FileDialog::Choice> FileDialog::update_browser(const Theme& theme, const Settings& settings) {
  const std::string id = std::string(title_of(kind_)) + "###browser";
  if (!ImGui::IsPopupOpen(id.c_str())) ImGui::OpenPopup(id.c_str());
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  if (!ImGui::BeginPopupModal(id.c_str(), &browsing_, ImGuiWindowFlags_AlwaysAutoResize)) return std::nullopt;
  if (ImGui::IsWindowAppearing()) places_ = dialog_places(settings);
  std::optional<std::filesystem::path> go = places(theme);
  if (icon_button(theme, "##up", ICON_FA_ARROW_UP, tr("Folder above"))) go = folder_.parent_path();
  ImGui::SameLine();
  ImGui::SetNextItemWidth(-1);
  std::string text = typed_;
  shown_as_typed(text);
  const bool entered_text = ImGui::InputText("##path", &text, ImGuiInputTextFlags_EnterReturnsTrue);
  if (text != typed_) type(text);
  if (entered_text && typed_exists_) go = typed_;
  if (const auto entered = list(theme)) go = *entered;
  if (!listing_.problem.empty()) text_colored(theme.error, verbatim(listing_.problem));
  if (const std::string left_out = left_out_text(listing_); !left_out.empty())
    text_dim(theme, left_out.c_str());
  if (go && enters(*go)) {
    read_folder(*go);
    go.reset();
  }
  const char* reason = cannot_open();
  if (button(theme, tr("Open"), {.primary = true, .disabled = reason})) go = typed_;
  ImGui::SameLine();
  const bool cancel = button(theme, tr("Cancel")) || ImGui::IsKeyPressed(ImGuiKey_Escape);
  std::optional<Choice> choice;
  if (go) choice = Choice{kind_, *go};
  if (choice || cancel) {
    browsing_ = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
  return choice;
}

}  // namespace ui
