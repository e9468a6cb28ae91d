#include <fmt/format.h>

#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/model/model_hash.h"
#include "core/request/request_json.h"
#include "ui/dialogs/dialogs.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section.h"

namespace ui {
namespace {

/// The model that the export names has to be open: a seed is another picture in every other.
void check_model(const core::Json& state, const core::ModelInfo& model, const std::string& file) {
  if (!state.is_object() || !state.contains("model") || !state.at("model").is_object()) return;
  const core::Json& made_by = state.at("model");
  const core::Json sha256 = made_by.value("sha256", core::Json());
  if (!sha256.is_string() || model.sha256.empty()) return;
  if (core::is_same_model(sha256.get<std::string>(), model.sha256)) return;
  const core::Json name = made_by.value("name", core::Json(""));
  throw core::Error("this was made by another model", file,
                    "open " + (name.is_string() ? name.get<std::string>() : std::string("it")) + " first");
}

std::optional<core::Restored> read(ActionContext& context,
                                   const core::Answer<core::OpenImageRequest>& opened) {
  const std::string file = opened.request->file.string();
  const core::ModelInfo* model = context.frame.model();
  try {
    if (!model) throw core::Error("no model is open", file, "open the model that made it first");
    const core::Json state = core::parse_json(opened.result->made_by, file);
    check_model(state, *model, file);
    const core::Json& request = state.is_object() && state.contains("request") ? state.at("request") : state;
    return core::restored(core::request_from_json(request, model->prior, model->nz, file), *model,
                          context.frame.document);
  } catch (const core::Error& error) {
    context.frame.out.toast({ToastKind::kError, tr("Nothing was restored"), verbatim(error.what()), {}});
    return std::nullopt;
  }
}

void restore(ActionContext& context) {
  core::Restored made = *std::exchange(context.shell.restored, std::nullopt);
  Frame& frame = context.frame;
  frame.document = std::move(made.document);
  frame.out.go_to = made.workspace;
  frame.out.remember(tr("Restore an export"));
  const core::ForgetDocument& forget = frame.document.forget;
  if (made.workspace == core::Workspace::kForget && !forget.fit)
    frame.out.send(core::RunTask{forget.fit_request(), core::Workspace::kForget});
}

}  // namespace

void draw_restore_question(ActionContext& context) {
  const std::string title = std::string(tr("Restore what made this picture?")) + "###restore";
  if (const auto asked = std::exchange(context.shell.restore, {})) {
    context.shell.restored = read(context, asked);
    if (!context.shell.restored) return;
    if (!context.frame.history.can_undo()) return restore(context);
    ImGui::OpenPopup(title.c_str());
  }
  const Theme& theme = context.frame.theme;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(12)));
  if (!ImGui::BeginPopupModal(title.c_str(), nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
  ImGui::TextUnformatted(
      tr("Pins, bins, boxes and settings that it holds take the place of yours. Undo brings yours back."));
  gap(theme);
  const bool yes = button(theme, tr("Restore"));
  ImGui::SameLine();
  const bool no = button(theme, tr("Cancel"), {.primary = true}) || ImGui::IsKeyPressed(ImGuiKey_Escape);
  if (yes || no) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  if (yes) restore(context);
  if (no) context.shell.restored.reset();
}

}  // namespace ui
