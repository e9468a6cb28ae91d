#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/ui/window/drawn_text.h"

namespace test {

/// Collects, in the pseudo locale, every string that was drawn with a word outside the quotes of tr() and
/// verbatim(). Numbers, punctuation, icons and what stands in a text field need no quotes. No word is known
/// to it: what it finds was forgotten.
class UnmarkedText {
 public:
  /// The strings of one frame, in the order in which they were drawn.
  void take(const std::vector<DrawnString>& drawn);

  const std::set<std::string>& found() const { return found_; }

 private:
  std::set<std::string> found_;
};

/// Whether `text` has a letter outside quotes; `open` = how many quotes are open before it, and after it.
/// Text that ends in an ellipsis was cut: what follows begins anew.
bool has_unmarked_word(const std::string& text, int& open);

}  // namespace test
