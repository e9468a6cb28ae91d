#pragma once

#include <imgui.h>

#include "ui/theme.h"

// Begin/End and Push/Pop of ImGui as objects: what a scope opened, leaving it closes.
namespace ui {

class ColorScope {
 public:
  ColorScope(ImGuiCol which, ImU32 color) { ImGui::PushStyleColor(which, color); }

  ~ColorScope() { ImGui::PopStyleColor(); }

  ColorScope(const ColorScope&) = delete;
  ColorScope& operator=(const ColorScope&) = delete;
};

class StyleScope {
 public:
  StyleScope(ImGuiStyleVar which, float value) { ImGui::PushStyleVar(which, value); }

  StyleScope(ImGuiStyleVar which, ImVec2 value) { ImGui::PushStyleVar(which, value); }

  ~StyleScope() { ImGui::PopStyleVar(); }

  StyleScope(const StyleScope&) = delete;
  StyleScope& operator=(const StyleScope&) = delete;
};

enum class Weight { kRegular, kMedium };

/// Text of another size or weight.
class TextScope {
 public:
  TextScope(const Theme& theme, TextSize size, Weight weight = Weight::kRegular) {
    ImGui::PushFont(weight == Weight::kMedium ? theme.fonts.medium : theme.fonts.regular,
                    static_cast<float>(size));
  }

  ~TextScope() { ImGui::PopFont(); }

  TextScope(const TextScope&) = delete;
  TextScope& operator=(const TextScope&) = delete;
};

class IdScope {
 public:
  explicit IdScope(const char* id) { ImGui::PushID(id); }

  explicit IdScope(int id) { ImGui::PushID(id); }

  ~IdScope() { ImGui::PopID(); }

  IdScope(const IdScope&) = delete;
  IdScope& operator=(const IdScope&) = delete;
};

class DisabledScope {
 public:
  explicit DisabledScope(bool disabled = true) { ImGui::BeginDisabled(disabled); }

  ~DisabledScope() { ImGui::EndDisabled(); }

  DisabledScope(const DisabledScope&) = delete;
  DisabledScope& operator=(const DisabledScope&) = delete;
};

class GroupScope {
 public:
  GroupScope() { ImGui::BeginGroup(); }

  ~GroupScope() { ImGui::EndGroup(); }

  GroupScope(const GroupScope&) = delete;
  GroupScope& operator=(const GroupScope&) = delete;
};

class ItemWidthScope {
 public:
  explicit ItemWidthScope(float width) { ImGui::PushItemWidth(width); }

  ~ItemWidthScope() { ImGui::PopItemWidth(); }

  ItemWidthScope(const ItemWidthScope&) = delete;
  ItemWidthScope& operator=(const ItemWidthScope&) = delete;
};

/// Wraps text at `x` from the window's left edge; 0 = at the right edge.
class WrapScope {
 public:
  explicit WrapScope(float x = 0) { ImGui::PushTextWrapPos(x); }

  ~WrapScope() { ImGui::PopTextWrapPos(); }

  WrapScope(const WrapScope&) = delete;
  WrapScope& operator=(const WrapScope&) = delete;
};

class ChildScope {
 public:
  explicit ChildScope(const char* id, ImVec2 size = {}, ImGuiChildFlags child = 0,
                      ImGuiWindowFlags window = 0)
      : visible_(ImGui::BeginChild(id, size, child, window)) {}

  ~ChildScope() { ImGui::EndChild(); }

  ChildScope(const ChildScope&) = delete;
  ChildScope& operator=(const ChildScope&) = delete;

  explicit operator bool() const { return visible_; }

 private:
  bool visible_;
};

/// Opened by `ImGui::OpenPopup(id)`; true while it is shown.
class PopupScope {
 public:
  explicit PopupScope(const char* id, ImGuiWindowFlags flags = 0) : open_(ImGui::BeginPopup(id, flags)) {}

  ~PopupScope() {
    if (open_) ImGui::EndPopup();
  }

  PopupScope(const PopupScope&) = delete;
  PopupScope& operator=(const PopupScope&) = delete;

  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

/// Menu of the last item, opened by the right button.
class ContextMenuScope {
 public:
  explicit ContextMenuScope(const char* id) : open_(ImGui::BeginPopupContextItem(id)) {}

  ~ContextMenuScope() {
    if (open_) ImGui::EndPopup();
  }

  ContextMenuScope(const ContextMenuScope&) = delete;
  ContextMenuScope& operator=(const ContextMenuScope&) = delete;

  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

/// A submenu of a menu bar or popup.
class MenuScope {
 public:
  explicit MenuScope(const char* label, bool enabled = true) : open_(ImGui::BeginMenu(label, enabled)) {}

  ~MenuScope() {
    if (open_) ImGui::EndMenu();
  }

  MenuScope(const MenuScope&) = delete;
  MenuScope& operator=(const MenuScope&) = delete;

  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

class DragTargetScope {
 public:
  DragTargetScope() : open_(ImGui::BeginDragDropTarget()) {}

  ~DragTargetScope() {
    if (open_) ImGui::EndDragDropTarget();
  }

  DragTargetScope(const DragTargetScope&) = delete;
  DragTargetScope& operator=(const DragTargetScope&) = delete;

  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

}  // namespace ui
