#include "tests/ui/window/unmarked.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace test {
namespace {

constexpr std::string_view kOpen = "«", kClose = "»";

/// What stays the same in every language.
const std::set<std::string, std::less<>>& names() {
  static const std::set<std::string, std::less<>> all = {
      "Alt",      "Ctrl",  "Del",       "Delete", "End",  "Enter", "Escape", "Home",
      "Shift",    "Space", "Tab",  // keys
      "px",       "ms",    "fps",       "img",    "GB",   "MB",    "KB",     "kB",
      "kimg",     "CPU",   "GPU",                                                    // units
      "PNG",      "GIF",   "MP",        "COCO",   "JSON", "SHA",   "RGB",    "CSV",  // formats
      "nz",       "ngf",   "ndf",       "EMA",    "SSIM", "MS",    "Lerp",   "Slerp",
      "lerp",     "slerp", "rnd",                 // the field
      "ganscope", "rooms", "portraits", "live"};  // names
  return all;
}

/// What stands outside the quotes. A string whose front was left out for want of room begins inside one.
std::string outside_quotes(std::string_view text) {
  std::string outside;
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i).starts_with(kOpen)) {
      ++depth;
      i += kOpen.size();
    } else if (text.substr(i).starts_with(kClose)) {
      if (depth == 0) outside.clear();
      depth = std::max(depth - 1, 0);
      i += kClose.size();
    } else {
      if (depth == 0) outside += text[i];
      ++i;
    }
  }
  return outside;
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

std::string unmarked_words(std::string_view text) {
  const std::string outside = outside_quotes(text);
  if (outside.find('/') != std::string::npos) return {};  // a path, img/s
  std::string found;
  for (auto at = outside.begin(); at != outside.end();) {
    const auto begin = std::find_if(at, outside.end(), is_letter);
    const auto end = std::find_if_not(begin, outside.end(), is_letter);
    const std::string word(begin, end);
    if (word.size() > 1 && !names().contains(word)) found += (found.empty() ? "" : " ") + word;
    at = end;
  }
  return found;
}

}  // namespace test
