#include "ui/gl/frame_damage.h"

#include <doctest/doctest.h>

#include "tests/ui/draw_recording.h"

namespace {

constexpr ImU32 kPaper = IM_COL32(10, 20, 30, 255), kInk = IM_COL32(200, 0, 0, 255);
constexpr ui::PixelArea kWhole{0, 0, 800, 600};
using Areas = std::vector<ui::PixelArea>;

struct Recording : ui_test::DrawRecording {
  ui::FrameDamage damage;

  /// What changed with a frame that holds what `draw` draws.
  template <class Draw>
  Areas frame(Draw&& draw, ImU32 background = kPaper) {
    begin();
    draw(list);
    return damage.next(data, background);
  }
};

bool covers(const Areas& areas, ui::PixelArea wanted) {
  for (const ui::PixelArea& area : areas) {
    if (common(area, wanted) == wanted) return true;
  }
  return false;
}

void bind_nothing(const ImDrawList*, const ImDrawCmd*) {}

}  // namespace

TEST_CASE("the first frame is drawn whole, the same again not at all") {
  Recording drawn;
  const auto draw = [](ImDrawList& list) {
    list.AddRectFilled({100, 100}, {200, 200}, kInk);
    list.AddText({300, 300}, kInk, "text");
  };
  CHECK(drawn.frame(draw) == Areas{kWhole});
  CHECK(drawn.frame(draw).empty());
  drawn.damage.forget();
  CHECK(drawn.frame(draw) == Areas{kWhole});
  CHECK(drawn.frame(draw, kInk) == Areas{kWhole});
  drawn.data.DisplaySize = {700, 600};
  CHECK(drawn.frame(draw, kInk) == Areas{{0, 0, 700, 600}});
}

TEST_CASE("what moved is drawn where it was and where it is, and nowhere else") {
  Recording drawn;
  const auto at = [](float x) {
    return [x](ImDrawList& list) {
      list.AddRectFilled({x, 100}, {x + 20, 120}, kInk);
      list.AddRectFilled({700, 500}, {720, 520}, kInk);
    };
  };
  drawn.frame(at(40));
  const Areas areas = drawn.frame(at(400));
  REQUIRE(areas.size() == 2);
  CHECK(covers(areas, {40, 100, 60, 120}));
  CHECK(covers(areas, {400, 100, 420, 120}));
  for (const ui::PixelArea& area : areas) {
    CHECK(area.x1 - area.x0 <= 64);
    CHECK(area.y1 - area.y0 <= 64);
  }
}

TEST_CASE("what lies under another thing than before is drawn again") {
  Recording drawn;
  const auto order = [](ImU32 first, ImU32 second) {
    return [=](ImDrawList& list) {
      list.AddRectFilled({96, 96}, {160, 160}, first);
      list.AddRectFilled({96, 96}, {160, 160}, second);
    };
  };
  drawn.frame(order(kInk, kPaper));
  CHECK(drawn.frame(order(kPaper, kInk)) == Areas{{96, 96, 160, 160}});
}

TEST_CASE("new pixels in a texture are a change wherever it is shown") {
  Recording drawn;
  const auto picture = [](ImTextureID texture) {
    return [texture](ImDrawList& list) {
      list.AddImage(ImTextureRef(texture), {320, 320}, {384, 384});
      list.AddRectFilled({0, 0}, {100, 100}, kInk);
    };
  };
  constexpr ImTextureID kName = 4711, kWrite = ImTextureID{1} << 32;
  drawn.frame(picture(kName | kWrite));
  CHECK(drawn.frame(picture(kName | kWrite)).empty());
  CHECK(drawn.frame(picture(kName | 2 * kWrite)) == Areas{{320, 320, 384, 384}});
}

TEST_CASE("another setting of a shader is a change of what it draws") {
  Recording drawn;
  const auto shaded = [](float setting) {
    return [setting](ImDrawList& list) {
      list.AddRectFilled({0, 0}, {64, 64}, kInk);
      list.AddCallback(bind_nothing, const_cast<float*>(&setting), sizeof setting);
      list.AddRectFilled({640, 320}, {704, 384}, kInk);
    };
  };
  // ImGui::Render would point the command at its copy of the setting.
  const auto frame = [&](float setting) {
    drawn.begin();
    shaded(setting)(drawn.list);
    for (ImDrawCmd& command : drawn.list.CmdBuffer)
      if (command.UserCallback) command.UserCallbackData = &setting;
    return drawn.damage.next(drawn.data, kPaper);
  };
  frame(1);
  CHECK(frame(1).empty());
  CHECK(frame(2) == Areas{{640, 320, 704, 384}});
}

TEST_CASE("changes all over a frame come as areas that do not meet") {
  Recording drawn;
  const auto dots = [](ImU32 color) {
    return [color](ImDrawList& list) {
      for (int i = 0; i < 90; ++i) {
        const ImVec2 at(static_cast<float>(i % 10) * 80, static_cast<float>(i / 10) * 66);
        list.AddRectFilled(at, {at.x + 3, at.y + 3}, color);
      }
    };
  };
  drawn.frame(dots(kInk));
  const Areas many = drawn.frame(dots(kPaper));
  CHECK(many.size() <= 16);
  for (std::size_t i = 0; i < many.size(); ++i)
    for (std::size_t j = i + 1; j < many.size(); ++j) CHECK(!many[i].meets(many[j]));
  for (int i = 0; i < 90; ++i) {
    const int x = i % 10 * 80, y = i / 10 * 66;
    CHECK(covers(many, {x, y, x + 3, y + 3}));
  }
}

TEST_CASE("a frame clipped to areas draws inside them, each pixel once") {
  Recording drawn;
  drawn.list.AddRectFilled({0, 0}, {800, 600}, kInk);
  drawn.list.PushClipRect({10.3f, 10.6f}, {300.7f, 300.2f});
  drawn.list.AddRectFilled({0, 0}, {400, 400}, kInk);
  drawn.list.AddCallback(bind_nothing, nullptr);
  drawn.list.PushClipRect({700, 500}, {800, 600});
  drawn.list.AddRectFilled({700, 500}, {800, 600}, kInk);
  const Areas areas{{0, 0, 64, 64}, {256, 256, 320, 320}};
  ui::clip_to(drawn.data, areas);
  Areas clips;
  int callbacks = 0;
  for (const ImDrawCmd& command : drawn.list.CmdBuffer) {
    if (command.UserCallback)
      ++callbacks;
    else
      clips.push_back({static_cast<int>(command.ClipRect.x), static_cast<int>(command.ClipRect.y),
                       static_cast<int>(command.ClipRect.z), static_cast<int>(command.ClipRect.w)});
  }
  CHECK(callbacks == 1);
  REQUIRE(clips.size() == 4);
  CHECK(clips[0] == areas[0]);
  CHECK(clips[1] == areas[1]);
  // As the backend rounds them: x 10 to 300, y from the bottom, 300 - 289 to 300.
  CHECK(clips[2] == ui::PixelArea{10, 12, 64, 64});
  CHECK(clips[3] == ui::PixelArea{256, 256, 300, 301});
}
