#include "tests/ui/window/drawn_text.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

namespace test {
namespace {

// The linker leads every call of ImDrawList::AddText here (cmake/Tests.cmake), and a C function has no other
// way to find who listens.
DrawnText*& listener() {
  static DrawnText* current = nullptr;
  return current;
}

/// Dear ImGui begins every frame in a window of its own, which is shown only when something is put into it.
bool is_title_of_no_window(const ImGuiWindow* window, ImVec2 at) {
  return window && window->IsFallbackWindow && window->TitleBarRect().Contains(at);
}

void tell(const char* begin, const char* end, ImVec2 at, float size) {
  const ImGuiWindow* window = ImGui::GetCurrentContext()->CurrentWindow;
  if (!listener() || !begin || is_title_of_no_window(window, at)) return;
  if (!end) end = begin + std::strlen(begin);
  if (begin != end) listener()->add({std::string(begin, end), at, size, window ? window->ID : 0});
}

}  // namespace

DrawnText::DrawnText() {
  listener() = this;
}

DrawnText::~DrawnText() {
  listener() = nullptr;
}

bool DrawnText::holds(std::string_view part) const {
  return std::any_of(strings_.begin(), strings_.end(),
                     [&](const DrawnString& drawn) { return drawn.text.find(part) != std::string::npos; });
}

}  // namespace test

// The two overloads of ImDrawList::AddText by their linker names: __wrap_ is called, __real_ draws.
extern "C" {

void __real__ZN10ImDrawList7AddTextEP6ImFontfRK6ImVec2jPKcS6_fPK6ImVec4(ImDrawList*, ImFont*, float,
                                                                        const ImVec2&, ImU32, const char*,
                                                                        const char*, float, const ImVec4*);
void __real__ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_(ImDrawList*, const ImVec2&, ImU32, const char*,
                                                     const char*);

void __wrap__ZN10ImDrawList7AddTextEP6ImFontfRK6ImVec2jPKcS6_fPK6ImVec4(ImDrawList* list, ImFont* font,
                                                                        float size, const ImVec2& at,
                                                                        ImU32 color, const char* begin,
                                                                        const char* end, float wrap,
                                                                        const ImVec4* clip) {
  test::tell(begin, end, at, size);
  __real__ZN10ImDrawList7AddTextEP6ImFontfRK6ImVec2jPKcS6_fPK6ImVec4(list, font, size, at, color, begin, end,
                                                                     wrap, clip);
}

void __wrap__ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_(ImDrawList* list, const ImVec2& at, ImU32 color,
                                                     const char* begin, const char* end) {
  test::tell(begin, end, at, ImGui::GetFontSize());
  __real__ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_(list, at, color, begin, end);
}

}  // extern "C"
