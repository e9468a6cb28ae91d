#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <string_view>

#include "tests/ui/null_window.h"

namespace {

/// Letters of `text` that the current font draws as its mark for a missing one, or as nothing.
int missing(std::string_view text) {
  ImFontBaked* font = ImGui::GetFont()->GetFontBaked(ImGui::GetStyle().FontSizeBase);
  int count = 0;
  for (std::size_t at = 0; at < text.size();) {
    unsigned letter = 0;
    at += static_cast<std::size_t>(ImTextCharFromUtf8(&letter, text.data() + at, text.data() + text.size()));
    const ImFontGlyph* glyph = font->FindGlyphNoFallback(static_cast<ImWchar>(letter));
    const bool blank = letter == ' ' || letter == 0x3000;
    if (!glyph || (!glyph->Visible && !blank) || glyph->AdvanceX <= 0) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("names in the alphabets people use for files are drawn, in both weights") {
  ui_test::NullWindow window({});
  window.frame();
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  REQUIRE(atlas.Fonts.Size == 2);
  for (ImFont* font : atlas.Fonts) {
    ImGui::NewFrame();
    ImGui::PushFont(font, 0);
    for (const char* name : {"얼굴 사진 모음.safetensors", "顔写真　データ・セット", "人脸照片", "臉部照片集",
                             "Лица", "Πρόσωπα", "Gesichter ÄÖÜß, naïve Œuvre"}) {
      CAPTURE(name);
      CHECK(missing(name) == 0);
    }
    CHECK(missing("a\xEF\xBF\xBE") == 1);  // the test can fail: no face has U+FFFE
    ImGui::PopFont();
    ImGui::EndFrame();
  }
}
