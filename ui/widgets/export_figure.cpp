#include "ui/widgets/export_figure.h"

#include <icons_font_awesome_6.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"

namespace ui {

void export_figure(Frame& frame, core::ExportRequest request, const char* stem, const char* extension) {
  try {
    core::make_folder(export_folder(frame.view.settings));
    request.out = numbered_export(frame, stem, extension);
    frame.out.send(core::RunTask{std::move(request), frame.view.workspace});
  } catch (const core::Error& error) {
    frame.out.toast({ToastKind::kError, tr("Nothing was written"), verbatim(error.what()), {}});
  }
}

bool copy_command_button(const Theme& theme, const char* id, const char* disabled, const char* keys) {
  return icon_button(theme, id, ICON_FA_TERMINAL, tr("Copy as command"),
                     {.keys = keys, .disabled = disabled});
}

}  // namespace ui
