#include "tests/ui/unmarked_text.h"

#include <imgui_internal.h>

#include <cctype>
#include <string_view>

#include "ui/look/tr.h"

namespace test {
namespace {

constexpr float kLineHeights = 1.5f;  // from a line of a paragraph to the next

/// Of the scripts the window is written in; icons lie in Unicode's private part.
bool is_letter(unsigned c) {
  const bool latin = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F);
  const bool sign = c == 0xD7 || c == 0xF7;  // multiplication and division
  return (latin && !sign) || (c >= 0x370 && c < 0x2000) || (c >= 0x3040 && c <= 0xD7A3);
}

/// The e of "2e-05".
bool is_exponent(std::string_view text, std::size_t at) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i]));
  };
  const bool has_sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
  return text[at] == 'e' && at > 0 && is_digit(at - 1) && is_digit(at + (has_sign ? 2 : 1));
}

/// The text ends in a quote that was cut: what follows the ellipsis stands outside.
bool is_cut(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.starts_with("…") && rest.find("»") == std::string_view::npos &&
         rest.find("›") == std::string_view::npos;
}

/// The next line of a paragraph that was wrapped and drawn line by line.
bool continues(const DrawnString& before, const DrawnString& now) {
  const float down = now.at.y - before.at.y;
  return down > 0 && down <= kLineHeights * now.size;
}

}  // namespace

bool has_unmarked_word(const std::string& text, int& open) {
  bool found = false;
  for (std::size_t at = 0; at < text.size();) {
    unsigned letter = 0;
    const int bytes = ImTextCharFromUtf8(&letter, text.data() + at, text.data() + text.size());
    if (letter == 0xAB || letter == 0x2039) ++open;  // « and ‹
    if ((letter == 0xBB || letter == 0x203A) && open > 0) --open;
    found = found || (open == 0 && is_letter(letter) && !is_exponent(text, at));
    if (is_cut(text, at)) open = 0;
    at += static_cast<std::size_t>(bytes);
  }
  return found;
}

void UnmarkedText::take(const std::vector<DrawnString>& drawn) {
  const ui::Language* language = ui::current_language();
  int open = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    if (i == 0 || !continues(drawn[i - 1], drawn[i])) open = 0;
    const bool typed = language && language->was_typed(drawn[i].text);
    if (has_unmarked_word(drawn[i].text, open) && !typed) found_.insert(drawn[i].text);
  }
}

}  // namespace test
