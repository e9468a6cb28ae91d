#pragma once

#include <string>
#include <unordered_map>

namespace ui {

/// Languages of the window. kPseudo puts every string in angle quotes, so that a label that was never marked
/// stands out; tests only.
enum class Locale { kEnglish, kPseudo };

/// The strings of one language, as long-lived pointers. Owned by Ui, reached by tr() through ImGui's context.
class Language {
 public:
  explicit Language(Locale locale = Locale::kEnglish) : locale_(locale) {}

  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;

  const char* translate(const char* english);

 private:
  Locale locale_;
  std::unordered_map<std::string, std::string> strings_;
};

/// Makes tr() use `language` in the current ImGui context; null = English. It must outlive its use.
void use_language(Language* language);

/// The visible form of an English string. Every string a person sees goes through it, apart from numbers and
/// names of files and models. Formats keep their conversions, ImGui ids after ## stay as they are. UI thread.
const char* tr(const char* english);

}  // namespace ui
