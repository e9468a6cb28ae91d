#include "ui/tr.h"

#include <imgui.h>

#include <cstring>

namespace ui {

const char* Language::translate(const char* english) {
  if (locale_ == Locale::kEnglish) return english;
  auto [entry, added] = strings_.try_emplace(english);
  if (added) {
    const char* id = std::strstr(english, "##");
    const std::string visible = id ? std::string(english, id) : std::string(english);
    entry->second = visible.empty() ? english : "«" + visible + "»" + (id ? id : "");
  }
  return entry->second.c_str();
}

void use_language(Language* language) {
  ImGui::GetIO().UserData = language;
}

const char* tr(const char* english) {
  if (!ImGui::GetCurrentContext()) return english;
  auto* language = static_cast<Language*>(ImGui::GetIO().UserData);
  return language ? language->translate(english) : english;
}

}  // namespace ui
