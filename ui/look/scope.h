#pragma once

#include <imgui.h>

#include "ui/look/theme.h"

// Begin/End and Push/Pop of ImGui as objects: what a scope opened, leaving it closes.
namespace ui {

/// Lives on the stack and is never copied.
class Scope {
 public:
  Scope() = default;
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};

class ColorScope : Scope {
 public:
  ColorScope(ImGuiCol which, ImU32 color) { ImGui::PushStyleColor(which, color); }

  ~ColorScope() { ImGui::PopStyleColor(); }
};

class StyleScope : Scope {
 public:
  StyleScope(ImGuiStyleVar which, float value) { ImGui::PushStyleVar(which, value); }

  StyleScope(ImGuiStyleVar which, ImVec2 value) { ImGui::PushStyleVar(which, value); }

  ~StyleScope() { ImGui::PopStyleVar(); }
};

/// A scope that may turn out closed: ask it before drawing its contents.
class OpenScope : Scope {
 public:
  explicit operator bool() const { return open_; }

 protected:
  explicit OpenScope(bool open) : open_(open) {}

  bool open_;
};

enum class Weight { kRegular, kMedium };

/// Text of another size or weight.
class TextScope : Scope {
 public:
  TextScope(const Theme& theme, TextSize size, Weight weight = Weight::kRegular) {
    ImGui::PushFont(weight == Weight::kMedium ? theme.fonts.medium : theme.fonts.regular,
                    static_cast<float>(size));
  }

  ~TextScope() { ImGui::PopFont(); }
};

class IdScope : Scope {
 public:
  explicit IdScope(const char* id) { ImGui::PushID(id); }

  explicit IdScope(int id) { ImGui::PushID(id); }

  ~IdScope() { ImGui::PopID(); }
};

class DisabledScope : Scope {
 public:
  explicit DisabledScope(bool disabled = true) { ImGui::BeginDisabled(disabled); }

  ~DisabledScope() { ImGui::EndDisabled(); }
};

class GroupScope : Scope {
 public:
  GroupScope() { ImGui::BeginGroup(); }

  ~GroupScope() { ImGui::EndGroup(); }
};

class ItemWidthScope : Scope {
 public:
  explicit ItemWidthScope(float width) { ImGui::PushItemWidth(width); }

  ~ItemWidthScope() { ImGui::PopItemWidth(); }
};

/// Wraps text at `x` from the window's left edge; 0 = at the right edge.
class WrapScope : Scope {
 public:
  explicit WrapScope(float x = 0) { ImGui::PushTextWrapPos(x); }

  ~WrapScope() { ImGui::PopTextWrapPos(); }
};

class ChildScope : Scope {
 public:
  explicit ChildScope(const char* id, ImVec2 size = {}, ImGuiChildFlags child = 0,
                      ImGuiWindowFlags window = 0)
      : visible_(ImGui::BeginChild(id, size, child, window)) {}

  ~ChildScope() { ImGui::EndChild(); }

  explicit operator bool() const { return visible_; }

 private:
  bool visible_;
};

/// Opened by `ImGui::OpenPopup(id)`; true while it is shown.
class PopupScope : public OpenScope {
 public:
  explicit PopupScope(const char* id, ImGuiWindowFlags flags = 0) : OpenScope(ImGui::BeginPopup(id, flags)) {}

  ~PopupScope() {
    if (open_) ImGui::EndPopup();
  }
};

/// Menu of the last item, opened by the right button.
class ContextMenuScope : public OpenScope {
 public:
  explicit ContextMenuScope(const char* id) : OpenScope(ImGui::BeginPopupContextItem(id)) {}

  ~ContextMenuScope() {
    if (open_) ImGui::EndPopup();
  }
};

/// A submenu of a menu bar or popup.
class MenuScope : public OpenScope {
 public:
  explicit MenuScope(const char* label, bool enabled = true) : OpenScope(ImGui::BeginMenu(label, enabled)) {}

  ~MenuScope() {
    if (open_) ImGui::EndMenu();
  }
};

class DragTargetScope : public OpenScope {
 public:
  DragTargetScope() : OpenScope(ImGui::BeginDragDropTarget()) {}

  ~DragTargetScope() {
    if (open_) ImGui::EndDragDropTarget();
  }
};

}  // namespace ui
