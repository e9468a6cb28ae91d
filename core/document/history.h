#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/document/document.h"

namespace core {

/// Undo and redo over whole documents. One gesture is one entry; training, jobs and files are never undone
/// (docs/architecture.md: The one-way loop).
class History {
 public:
  struct Entry {
    std::string label;  // "Pin 3", "A: add seed 113"
    Document document;  // as it was after the change
  };

  explicit History(Document start);

  /// Called at the end of a gesture; equal documents are not recorded. Drops what could have been redone. At
  /// most 200 entries are kept.
  void push(std::string label, const Document& document);

  bool can_undo() const { return position_ > 0; }

  bool can_redo() const { return position_ + 1 < entries_.size(); }

  const Document& undo();  // the document to go back to
  const Document& redo();
  const Document& go_to(std::size_t index);

  const std::vector<Entry>& entries() const { return entries_; }

  std::size_t position() const { return position_; }

 private:
  std::vector<Entry> entries_;
  std::size_t position_ = 0;
};

}  // namespace core
