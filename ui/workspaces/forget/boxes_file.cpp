#include "ui/workspaces/forget/boxes_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/request/boxes_json.h"
#include "ui/look/tr.h"
#include "ui/widgets/copy_command.h"
#include "ui/workspaces/forget/box_geometry.h"

namespace ui::forget {
namespace {

void write_numbered(Frame& frame, const char* stem, const std::string& text, const std::string& remark) {
  try {
    const std::filesystem::path folder = export_folder(frame.view.settings);
    core::make_folder(folder);
    const std::filesystem::path file = numbered_export(frame, stem, "json");
    core::write_file_atomically(file, text);
    frame.out.toast({ToastKind::kDone,
                     fmt::format("{} {}", tr("Saved"), verbatim(file.filename().string())),
                     remark,
                     {{tr("Copy path"), file.string(), {}}, {tr("Open folder"), {}, folder}}});
  } catch (const core::Error& error) {
    frame.out.toast({ToastKind::kError, tr("Nothing was written"), verbatim(error.what()), {}});
  }
}

const std::string* first_label(const core::BoxesBySeed& boxes) {
  for (const auto& [seed, list] : boxes)
    if (!list.empty()) return &list.front().label;
  return nullptr;
}

}  // namespace

void show_boxed_samples(core::ForgetDocument& document) {
  if (document.boxes.empty()) return;
  const std::uint64_t low = document.boxes.begin()->first, high = document.boxes.rbegin()->first;
  const std::uint64_t end = document.first_seed + static_cast<std::uint64_t>(document.sample_count);
  document.sample = 0;
  if (low >= document.first_seed && high < end) return;
  document.first_seed = low;
  const std::uint64_t span = std::min<std::uint64_t>(high - low, kMostSamples - 1) + 1;
  document.sample_count = std::clamp(static_cast<int>(span), kFewestSamples, kMostSamples);
}

void load_boxes(const std::filesystem::path& file, int size, core::ForgetDocument& document, Outbox& out) {
  try {
    core::BoxesBySeed boxes = core::read_boxes(file, size);
    document.boxes = std::move(boxes);
  } catch (const core::Error& error) {
    out.toast({ToastKind::kError, tr("The boxes were not read"), verbatim(error.what()), {}});
    return;
  }
  show_boxed_samples(document);
  if (count_boxes(document.boxes, document.label).boxes == 0)
    if (const std::string* label = first_label(document.boxes)) document.label = *label;
  const BoxCount count = count_boxes(document.boxes, document.label);
  out.toast({ToastKind::kDone,
             fmt::format("{} {}", tr("Read"), file.filename().string()),
             fmt::format("{} {} {} {}", count.boxes, tr("boxes on"), count.samples, tr("samples")),
             {}});
  out.remember(tr("Load boxes"));
}

void save_boxes(Frame& frame) {
  const core::ForgetDocument& document = frame.document.forget;
  if (!frame.model()) return;
  const BoxCount count = count_boxes(document.boxes, document.label);
  write_numbered(frame, "boxes", core::boxes_to_coco(document.boxes, frame.model()->size),
                 fmt::format("{} {} {} {}", count.boxes, tr("boxes on"), count.samples, tr("samples")));
}

void save_mask(Frame& frame) {
  const core::ForgetDocument& document = frame.document.forget;
  const core::ModelInfo* model = frame.model();
  if (!model || !document.fit) return;
  core::ForgetDocument active = document;
  active.active = true;
  const core::ForgetFit& fit = *document.fit;
  const core::Json json = {
      {"program", "ganscope"},
      {"model", {{"name", model->name}, {"sha256", model->sha256}, {"step", model->step}}},
      {"label", fit.request.label},
      {"block", fit.request.block},
      {"top_k", document.top_k},
      {"kept", document.kept},
      {"dropped", active.dropped()},
      {"weights", fit.weights},
      {"mean_activation", fit.mean_activation},
      {"accuracy", fit.accuracy ? core::Json(fit.accuracy->mean) : core::Json()}};
  write_numbered(frame, "mask", core::json_text(json) + "\n",
                 fmt::format("{} {} {}", active.dropped().size(), tr("maps of block"), fit.request.block));
}

}  // namespace ui::forget
