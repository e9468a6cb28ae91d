#include "core/document/history.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostEntries = 200;

}  // namespace

History::History(Document start) {
  entries_.push_back({{}, std::move(start)});
}

void History::push(std::string label, const Document& document) {
  if (entries_[position_].document == document) return;
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(position_) + 1, entries_.end());
  entries_.push_back({std::move(label), document});
  if (entries_.size() > kMostEntries) entries_.erase(entries_.begin());
  position_ = entries_.size() - 1;
}

const Document& History::undo() {
  if (can_undo()) --position_;
  return entries_[position_].document;
}

const Document& History::redo() {
  if (can_redo()) ++position_;
  return entries_[position_].document;
}

const Document& History::go_to(std::size_t index) {
  position_ = std::min(index, entries_.size() - 1);
  return entries_[position_].document;
}

}  // namespace core
