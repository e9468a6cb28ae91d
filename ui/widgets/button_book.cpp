#include "ui/widgets/button_book.h"

#include <algorithm>
#include <utility>

namespace ui {
namespace {

constexpr int kPatience = 12;  // frames until a workspace and a tab that were brought up are drawn

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

ButtonBook::Page::Page(ButtonBook* book, std::string panel) : book_(book) {
  if (!book_) return;
  book_->page_ = std::move(panel);
  book_->on_page_.clear();
}

ButtonBook::Page::~Page() {
  if (book_) book_->page_.clear();
}

std::vector<BookedButton> ButtonBook::close() {
  open_ = false;
  return std::exchange(seen_, {});
}

void ButtonBook::press(BookedButton button) {
  wanted_ = std::move(button);
  frames_left_ = kPatience;
}

void ButtonBook::next_frame() {
  if (wanted_ && --frames_left_ <= 0) wanted_.reset();
}

bool ButtonBook::note(std::string_view label, const char* tooltip, const char* disabled) {
  if (page_.empty() || (!open_ && !wanted_)) return false;
  const std::string_view tip = tooltip ? std::string_view(tooltip) : std::string_view();
  std::string known_by = first_line(tip.empty() ? label : tip);
  if (known_by.empty()) return false;
  const int place = static_cast<int>(std::ranges::count(on_page_, known_by));
  on_page_.push_back(known_by);
  if (open_) {
    std::string words = std::string(label) + (label.empty() || tip.empty() ? "" : " ") + std::string(tip);
    seen_.push_back({page_, label.empty() ? known_by : std::string(label), known_by, std::move(words),
                     disabled ? disabled : "", place});
  }
  const bool same = wanted_ && !disabled && wanted_->panel == page_ && wanted_->known_by == known_by &&
                    wanted_->place == place;
  if (same) wanted_.reset();
  return same;
}

}  // namespace ui
