#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ui {

/// Languages of the window. kPseudo puts every translated string in «quotes» and every name and datum in
/// ‹others›, so that a label that was never marked stands out; tests only.
enum class Locale { kEnglish, kPseudo };

/// The strings of one language, as long-lived pointers. Owned by Ui, reached by tr() and verbatim() through
/// ImGui's context.
class Language {
 public:
  explicit Language(Locale locale = Locale::kEnglish) : locale_(locale) {}

  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;

  const char* translate(const char* english);
  const char* keep(const char* data);
  std::string keep(std::string_view data) const;
  void note_typed(std::string_view text);

  /// Whether a field has shown this text; known in the pseudo locale only.
  bool was_typed(const std::string& text) const { return typed_.contains(text); }

 private:
  Locale locale_;
  std::unordered_map<std::string, std::string> translated_, kept_;
  std::set<std::string> typed_;
};

/// Makes tr() use `language` in the current ImGui context; null = English. It must outlive its use.
void use_language(Language* language);

/// That of the current ImGui context; null = English.
const Language* current_language();

/// The visible form of an English string. Every word a person reads goes through it. Formats keep their
/// conversions, ImGui ids after ## stay as they are. UI thread.
const char* tr(const char* english);

/// What is the same in every language: names of files and models, symbols of the field ("z", "D(x)"), words
/// of the command line, messages that carry them. Numbers, punctuation and icons need no mark. UI thread.
const char* verbatim(const char* data);
std::string verbatim(std::string_view data);

/// Says that `text` stands in a field where a person edits it, and is therefore shown as it is. UI thread.
void shown_as_typed(std::string_view text);

}  // namespace ui
