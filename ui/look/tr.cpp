#include "ui/look/tr.h"

#include <imgui.h>

#include <cstring>

namespace ui {
namespace {

Language* own_language() {
  return ImGui::GetCurrentContext() ? static_cast<Language*>(ImGui::GetIO().UserData) : nullptr;
}

/// "Open##file" between « and »: "«Open»##file".
std::string between(const char* open, const char* label, const char* close) {
  const char* id = std::strstr(label, "##");
  const std::string visible = id ? std::string(label, id) : std::string(label);
  return visible.empty() ? label : open + visible + close + (id ? id : "");
}

}  // namespace

const char* Language::translate(const char* english) {
  if (locale_ == Locale::kEnglish) return english;
  auto [entry, added] = translated_.try_emplace(english);
  if (added) entry->second = between("«", english, "»");
  return entry->second.c_str();
}

const char* Language::keep(const char* data) {
  if (locale_ == Locale::kEnglish) return data;
  auto [entry, added] = kept_.try_emplace(data);
  if (added) entry->second = between("‹", data, "›");
  return entry->second.c_str();
}

std::string Language::keep(std::string_view data) const {
  if (locale_ == Locale::kEnglish || data.empty()) return std::string(data);
  return "‹" + std::string(data) + "›";
}

void Language::note_typed(std::string_view text) {
  if (locale_ == Locale::kPseudo) typed_.emplace(text);
}

void use_language(Language* language) {
  ImGui::GetIO().UserData = language;
}

const Language* current_language() {
  return own_language();
}

const char* tr(const char* english) {
  Language* language = own_language();
  return language ? language->translate(english) : english;
}

const char* verbatim(const char* data) {
  Language* language = own_language();
  return language ? language->keep(data) : data;
}

std::string verbatim(std::string_view data) {
  const Language* language = own_language();
  return language ? language->keep(data) : std::string(data);
}

void shown_as_typed(std::string_view text) {
  if (Language* language = own_language()) language->note_typed(text);
}

}  // namespace ui
