#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/request/workspace.h"

namespace ui {

/// A button as somebody looks for it: the panel it stands in and what it says.
struct BookedButton {
  std::string panel;     // its id ("explore.path")
  std::string label;     // what stands on it, else the first line of its tooltip
  std::string known_by;  // the first line of its tooltip, else its label: narrow panels leave labels out
  std::string words;     // all it says: label and tooltip
  std::string disabled;  // why it cannot act now; empty = it can
  int place = 0;         // among those of its panel that are known by the same
};

/// A button of a panel and where that panel is.
struct FoundButton {
  BookedButton button;
  core::Workspace workspace = core::Workspace::kExplore;
  std::string panel_window;  // for PanelHost::focus()
  std::string place;         // "Explore, Path"
};

/// Every button of the panels, written down while they are drawn, so that the command palette can find and
/// press them. button(), icon_button(), check() and link() ask it. UI thread.
class ButtonBook {
 public:
  /// What is drawn until the end of the scope stands in this panel. Buttons outside of panels are not written
  /// down.
  class Page {
   public:
    Page(ButtonBook* book, std::string panel);
    ~Page();
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

   private:
    ButtonBook* book_;
  };

  /// Collects buttons from now on.
  void open() { open_ = true; }

  /// Ends it and gives what was collected.
  std::vector<BookedButton> close();

  /// The button acts when it is drawn next, as if it was clicked; forgotten after some frames in which it was
  /// not.
  void press(BookedButton button);

  bool is_pressing() const { return wanted_.has_value(); }

  void next_frame();

  /// A button is drawn; true when this is the one to press. Label and tooltip may be null.
  bool note(std::string_view label, const char* tooltip, const char* disabled);

 private:
  std::string page_;
  bool open_ = false;
  std::vector<BookedButton> seen_;    // of all pages while open
  std::vector<std::string> on_page_;  // the words of this page's, while something listens
  std::optional<BookedButton> wanted_;
  int frames_left_ = 0;
};

}  // namespace ui
