#include "ui/shell/panel_guard.h"

#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <optional>
#include <utility>

#include "core/session/failure.h"
#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"

namespace ui {
namespace {

/// What ImGui had open at a moment. Outside of a frame there is nothing to put back.
class OpenState {
 public:
  OpenState() {
    if (context().CurrentWindow) ImGui::ErrorRecoveryStoreState(&sizes_);
  }

  /// Ends what was begun since. That it was left open is no news: somebody threw.
  void put_back() const {
    ImGuiContext& g = context();
    if (!g.CurrentWindow) return;
    const auto tell = std::exchange(g.ErrorCallback, nullptr);
    const bool asserts = std::exchange(g.IO.ConfigErrorRecoveryEnableAssert, false);
    const bool logs = std::exchange(g.IO.ConfigErrorRecoveryEnableDebugLog, false);
    const bool shows = std::exchange(g.IO.ConfigErrorRecoveryEnableTooltip, false);
    ImGui::ErrorRecoveryTryToRecoverState(&sizes_);
    g.ErrorCallback = tell;
    g.IO.ConfigErrorRecoveryEnableAssert = asserts;
    g.IO.ConfigErrorRecoveryEnableDebugLog = logs;
    g.IO.ConfigErrorRecoveryEnableTooltip = shows;
  }

 private:
  static ImGuiContext& context() { return *ImGui::GetCurrentContext(); }

  ImGuiErrorRecoveryState sizes_;
};

/// What `work` threw; nothing when it went through.
std::optional<core::Failed> failure_of(const std::function<void()>& work, std::string title) {
  const OpenState before;
  try {
    work();
    return std::nullopt;
  } catch (...) {
    core::Failed failed = core::failure(std::move(title));
    before.put_back();
    return failed;
  }
}

void tell(Shell& shell, const core::Failed& failed) {
  const std::string message = verbatim(failed.message);
  shell.log.add(LogKind::kError, failed.title + ": " + message, verbatim(failed.details));
  Toast toast{ToastKind::kError, failed.title, message, {}};
  toast.links = {{tr("Copy"), failed.title + ": " + failed.message + "\n" + failed.details, {}}};
  shell.toasts.push(std::move(toast), shell.now);
}

std::string visible_title(const std::string& window_name) {
  return window_name.substr(0, window_name.find("###"));
}

}  // namespace

void PanelGuard::panel(const std::string& name, ActionContext& context,
                       const std::function<void()>& contents) {
  const Theme& theme = context.frame.theme;
  const auto known = faults_.find(name);
  if (known != faults_.end() && known->second.closed) {
    if (empty_state(theme, ICON_FA_CIRCLE_EXCLAMATION, verbatim(known->second.message).c_str(),
                    tr("This panel was closed after it failed twice. Everything else goes on."), tr("Retry")))
      faults_.erase(known);
    return;
  }
  const auto failed = failure_of(contents, std::string(tr("This panel failed:")) + " " + visible_title(name));
  if (!failed) {
    if (known != faults_.end()) faults_.erase(known);
    return;
  }
  status_line(theme, ICON_FA_CIRCLE_EXCLAMATION, theme.error, verbatim(failed->message).c_str());
  if (known == faults_.end()) tell(context.shell, *failed);
  faults_.insert_or_assign(name, Fault{failed->message, known != faults_.end()});
}

bool PanelGuard::part(std::string_view name, Shell& shell, const std::function<void()>& work) {
  const auto failed = failure_of(work, tr("Something failed; the window goes on"));
  const auto known = faults_.find(name);
  if (!failed) {
    if (known != faults_.end()) faults_.erase(known);
    return true;
  }
  if (known == faults_.end() || known->second.message != failed->message) tell(shell, *failed);
  faults_.insert_or_assign(std::string(name), Fault{failed->message});
  return false;
}

}  // namespace ui
