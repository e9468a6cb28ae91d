#include "ui/shell/dock_layout.h"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/frame/workspace_names.h"

namespace ui {
namespace {

constexpr std::size_t kLargestFile = 1 << 20;
// Logical pixels. Below this size a workspace's own columns would be too narrow: its panels share two tab
// groups, or one.
constexpr ImVec2 kLeastSize = {1000, 500};
constexpr float kTwoGroups = 760;
constexpr float kSideShare = 0.36f, kSide = 280;
constexpr ImVec2 kOrdinarySize = {1280, 744};

constexpr int kSettled = 3;  // frames until every window has found its place in a new layout
constexpr const char* kByHand = "; by hand:";

/// First line of the file: what the layout was made for.
std::string first_line(float scale) {
  return fmt::format("; ganscope layout 2, scale {:.2f}\n", scale);
}

std::string read_layout(const std::filesystem::path& file, float scale) {
  std::error_code missing;
  if (file.empty() || !std::filesystem::exists(file, missing)) return {};
  try {
    const std::vector<std::byte> bytes = core::read_file(file, kLargestFile);
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return text.starts_with(first_line(scale)) ? text : std::string();
  } catch (const core::Error&) {
    return {};
  }
}

ImGuiID window_id(const std::string& name) {
  return ImHashStr(name.c_str());
}

/// The dock node a window was put into; null when it floats or was never seen.
ImGuiDockNode* node_of(const std::string& name) {
  if (const ImGuiWindow* window = ImGui::FindWindowByName(name.c_str()); window && window->DockId)
    return ImGui::DockBuilderGetNode(window->DockId);
  const ImGuiWindowSettings* settings = ImGui::FindWindowSettingsByID(window_id(name));
  return settings && settings->DockId ? ImGui::DockBuilderGetNode(settings->DockId) : nullptr;
}

bool known(const std::string& name) {
  return ImGui::FindWindowByName(name.c_str()) || ImGui::FindWindowSettingsByID(window_id(name));
}

void empty_space(ImGuiID id, ImVec2 size) {
  ImGui::DockBuilderRemoveNode(id);
  ImGui::DockBuilderAddNode(id, ImGuiDockNodeFlags_DockSpace);
  ImGui::DockBuilderSetNodePos(id, ImGui::GetCursorScreenPos());
  ImGui::DockBuilderSetNodeSize(id, size);
}

/// Every window of a workspace's layout, its own panels first.
std::vector<std::string> windows_of(core::Workspace workspace, const WorkspaceView& view) {
  std::vector<std::string> names;
  for (const auto& panel : view.panels()) names.push_back(panel_window_name(*panel));
  for (const ShellPanel panel : {ShellPanel::kJobs, ShellPanel::kHistory, ShellPanel::kLog})
    if (has_shell_panel(workspace, panel)) names.push_back(shell_panel_name(panel, workspace));
  return names;
}

void describe(const ImGuiDockNode* node, Arrangement& found) {
  found.sizes.push_back(node->Size);
  if (node->IsSplitNode()) {
    found.parts.push_back(static_cast<unsigned>(node->SplitAxis));
    for (const ImGuiDockNode* child : node->ChildNodes) describe(child, found);
    return;
  }
  std::vector<unsigned> windows;
  for (const ImGuiWindow* window : node->Windows) windows.push_back(window->ID);
  std::sort(windows.begin(), windows.end());  // the order of tabs is no matter
  found.parts.insert(found.parts.end(), windows.begin(), windows.end());
}

/// The windows that stand in front of their tab groups.
std::vector<std::string> in_front(const std::vector<std::string>& names) {
  std::vector<std::string> found;
  for (const std::string& name : names)
    if (const ImGuiWindow* window = ImGui::FindWindowByName(name.c_str());
        window && window->DockNode && window->DockNode->VisibleWindow == window)
      found.push_back(name);
  return found;
}

void bring_to_front(const std::string& name) {
  if (ImGuiDockNode* node = node_of(name)) node->SelectedTabId = ImHashStr("#TAB", 0, window_id(name));
}

bool covers(const ImGuiDockNode* node, float x) {
  return node && node->Pos.x <= x && x < node->Pos.x + node->Size.x;
}

/// In a small window the panels that a larger one shows in its middle share one tab group, those at its sides
/// the other.
void lay_out_in_groups(const Theme& theme, ImGuiID id, core::Workspace workspace, WorkspaceView& view,
                       ImVec2 size) {
  const float middle = ImGui::GetCursorScreenPos().x + kOrdinarySize.x * theme.scale / 2;
  empty_space(id, {kOrdinarySize.x * theme.scale, kOrdinarySize.y * theme.scale});
  view.layout(id, kOrdinarySize.x, kOrdinarySize.y);
  const std::vector<std::string> names = windows_of(workspace, view);
  std::vector<bool> in_middle;
  for (const std::string& name : names) in_middle.push_back(covers(node_of(name), middle));
  empty_space(id, size);
  ImGuiID main = id, side = id;
  if (const float width = size.x / theme.scale; width >= kTwoGroups)
    ImGui::DockBuilderSplitNode(id, ImGuiDir_Left, std::max(kSideShare, kSide / width), &side, &main);
  for (std::size_t i = 0; i < names.size(); ++i)
    ImGui::DockBuilderDockWindow(names[i].c_str(), in_middle[i] ? main : side);
}

}  // namespace

unsigned dock_space_id(core::Workspace workspace) {
  return ImHashStr((std::string("dock.") + workspace_action_id(workspace)).c_str());
}

bool has_shell_panel(core::Workspace workspace, ShellPanel panel) {
  switch (workspace) {
    case core::Workspace::kExplore:
      return true;
    case core::Workspace::kArithmetic:
      return panel != ShellPanel::kLog;
    case core::Workspace::kTrain:
      return panel == ShellPanel::kLog;
    case core::Workspace::kEvaluate:
      return panel == ShellPanel::kJobs;
    default:
      return false;
  }
}

bool Arrangement::same_as(const Arrangement& other) const {
  if (parts != other.parts || sizes.size() != other.sizes.size()) return false;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (std::abs(sizes[i].x - other.sizes[i].x) > 2 || std::abs(sizes[i].y - other.sizes[i].y) > 2)
      return false;
  return true;
}

DockLayout::DockLayout(std::filesystem::path file, float scale) : file_(std::move(file)) {
  ImGui::GetIO().IniFilename = nullptr;
  const std::string text = read_layout(file_, scale);
  if (text.empty()) return;
  ImGui::LoadIniSettingsFromMemory(text.data(), text.size());
  const std::size_t list = text.find(kByHand);
  const std::string names = list == std::string::npos ? "" : text.substr(list, text.find('\n', list) - list);
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    spaces_[workspace].by_hand = names.find(workspace_action_id(workspace)) != std::string::npos;
    if (!spaces_[workspace].by_hand) reset_.insert(workspace);  // for the size the window has now
  }
}

std::string DockLayout::header(float scale) const {
  std::string text = first_line(scale) + kByHand;
  for (const auto& [workspace, space] : spaces_)
    if (space.by_hand) text += std::string(" ") + workspace_action_id(workspace);
  return text + "\n";
}

bool DockLayout::whole(unsigned id, const WorkspaceView& view) const {
  const ImGuiDockNode* root = ImGui::DockBuilderGetNode(id);
  if (!root || (!root->IsSplitNode() && root->Windows.Size == 0 && !root->ChildNodes[0])) return false;
  for (const auto& panel : view.panels())
    if (!known(panel_window_name(*panel))) return false;
  return true;
}

void DockLayout::lay_out(const Theme& theme, core::Workspace workspace, WorkspaceView& view) {
  const unsigned id = dock_space_id(workspace);
  const ImVec2 size = ImGui::GetContentRegionAvail(), logical{size.x / theme.scale, size.y / theme.scale};
  if (logical.x < kLeastSize.x || logical.y < kLeastSize.y) {
    lay_out_in_groups(theme, id, workspace, view, size);
  } else {
    empty_space(id, size);
    view.layout(id, logical.x, logical.y);
  }
  ImGui::DockBuilderFinish(id);
  // In every tab group the panel named first stands in front.
  for (const auto& panel : view.panels()) {
    const std::string name = panel_window_name(*panel);
    if (const ImGuiDockNode* node = node_of(name); node && node->SelectedTabId == 0) bring_to_front(name);
  }
  spaces_[workspace] = {.laid_for = size, .size = size};
}

/// The window has another size: the layout for it, with the same tabs in front.
void DockLayout::lay_out_for_size(const Theme& theme, core::Workspace workspace, WorkspaceView& view) {
  const std::vector<std::string> front = in_front(windows_of(workspace, view));
  lay_out(theme, workspace, view);
  // Of two that share a group now, the one named first stays in front.
  for (auto name = front.rbegin(); name != front.rend(); ++name) bring_to_front(*name);
}

/// Notes how the layout looks once it has settled, and that a person changed it.
void DockLayout::watch(core::Workspace workspace) {
  Space& space = spaces_[workspace];
  settling_ = !space.by_hand && space.still <= kSettled;
  const ImGuiDockNode* root = ImGui::DockBuilderGetNode(dock_space_id(workspace));
  const bool same_size = space.laid_for.x == space.size.x && space.laid_for.y == space.size.y;
  if (space.by_hand || !root || settling_ || !same_size) return;
  Arrangement now;
  describe(root, now);
  if (space.as_laid.parts.empty())
    space.as_laid = std::move(now);
  else
    space.by_hand = !now.same_as(space.as_laid);
}

void DockLayout::submit(const Theme& theme, core::Workspace shown, WorkspaceView& view) {
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    if (workspace != shown)
      ImGui::DockSpace(dock_space_id(workspace), {0, 0}, ImGuiDockNodeFlags_KeepAliveOnly);
  }
  const unsigned id = dock_space_id(shown);
  const bool first = laid_out_.insert(shown).second;
  Space& space = spaces_[shown];
  const ImVec2 size = ImGui::GetContentRegionAvail();
  const bool same = std::exchange(shown_, shown) == shown && space.size.x == size.x && space.size.y == size.y;
  space.still = same ? space.still + 1 : 0;
  space.size = size;
  const bool other_size = space.laid_for.x != size.x || space.laid_for.y != size.y;
  if (reset_.erase(shown) || (first && !whole(id, view)))
    lay_out(theme, shown, view);
  else if (!space.by_hand && other_size && space.still > 0)
    lay_out_for_size(theme, shown, view);
  ImGui::DockSpace(id, {0, 0}, ImGuiDockNodeFlags_None);
  watch(shown);
}

void DockLayout::reset() {
  for (int i = 0; i < kWorkspaceCount; ++i) reset_.insert(static_cast<core::Workspace>(i));
}

void DockLayout::save(float scale, bool now) {
  ImGuiIO& io = ImGui::GetIO();
  if (file_.empty() || (!io.WantSaveIniSettings && !now)) return;
  io.WantSaveIniSettings = false;
  for (const core::Workspace workspace : laid_out_) {
    const ImGuiDockNode* root = ImGui::DockBuilderGetNode(dock_space_id(workspace));
    if (!root || (!root->ChildNodes[0] && root->Windows.Size == 0)) return;
  }
  std::size_t size = 0;
  const char* text = ImGui::SaveIniSettingsToMemory(&size);
  core::make_folder(file_.parent_path());
  core::write_file_atomically(file_, header(scale) + std::string(text, size));
}

}  // namespace ui
