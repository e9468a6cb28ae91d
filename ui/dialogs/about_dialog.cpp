#include <icons_font_awesome_6.h>

#include "ui/dialogs/dialogs.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

struct Part {
  const char *name, *licence, *use;
};

constexpr Part kParts[] = {
    {"Dear ImGui", "MIT", "window contents"},
    {"ImPlot", "MIT", "charts"},
    {"portable-file-dialogs", "WTFPL", "file dialogs"},
    {"GLFW", "zlib", "window, keyboard, mouse"},
    {"glad", "MIT; Khronos headers Apache-2.0", "OpenGL loader"},
    {"LibTorch", "BSD-3-Clause", "networks"},
    {"Wuffs", "Apache-2.0 or MIT", "image decoders"},
    {"libjpeg-turbo", "IJG, BSD-3-Clause", "JPEG"},
    {"libwebp", "BSD-3-Clause", "WebP"},
    {"stb_image_write", "MIT or public domain", "PNG"},
    {"nlohmann-json", "MIT", "JSON"},
    {"fmt, spdlog", "MIT", "text, log"},
    {"CLI11", "BSD-3-Clause", "command line"},
    {"Roboto", "Apache-2.0", "text font"},
    {"Font Awesome 6 Free", "OFL-1.1, CC BY 4.0", "icons"},
    {"Droid Sans Fallback", "Apache-2.0", "Chinese, Japanese, Korean"},
};

}  // namespace

void draw_about(ActionContext& context) {
  const std::string title = std::string(tr("About ganscope")) + "###about";
  if (context.shell.about) ImGui::OpenPopup(title.c_str());
  context.shell.about = false;
  const Theme& theme = context.frame.theme;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({theme.px(560), 0});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(12)));
  bool open = true;
  if (!ImGui::BeginPopupModal(title.c_str(), &open, ImGuiWindowFlags_NoResize)) return;
  {
    const WrapScope wrap;
    ImGui::TextUnformatted(tr("Looks inside DCGANs and trains them. MIT licence; no warranty."));
    text_dim_wrapped(
        theme,
        tr("The bundled model faces is trained on UTKFace: non-commercial research only, outside the MIT "
           "licence. The full notices are in THIRD_PARTY_NOTICES.md."));
  }
  gap(theme);
  {
    Table table(theme, "##parts", {{tr("Part"), 168}, {tr("Licence"), 0}, {tr("Used for"), 168}});
    if (table)
      for (const Part& part : kParts) {
        table.row();
        table.cell(verbatim(part.name));
        table.cell(verbatim(part.licence));
        table.cell(tr(part.use), theme.text_dim);
      }
  }
  gap(theme);
  if (button(theme, tr("Close")) || ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace ui
