#include "ui/workspaces/forget/boxes_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/document/mask_json.h"
#include "core/model/model_hash.h"
#include "core/request/boxes_json.h"
#include "ui/look/tr.h"
#include "ui/widgets/copy_command.h"
#include "ui/workspaces/forget/box_geometry.h"

namespace ui::forget {
namespace {

constexpr std::size_t kLargestFile = 64u << 20;

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

namespace {

void take_boxes(const std::string& text, const std::filesystem::path& file, int size,
                core::ForgetDocument& document, Outbox& out) {
  document.boxes = core::boxes_from_coco(text, file.string(), size);
  show_boxed_samples(document);
  if (count_boxes(document.boxes, document.label).boxes == 0)
    if (const std::string* label = first_label(document.boxes)) document.label = *label;
  const BoxCount count = count_boxes(document.boxes, document.label);
  out.toast({ToastKind::kDone,
             fmt::format("{} {}", tr("Read"), verbatim(file.filename().string())),
             fmt::format("{} {} {} {}", count.boxes, tr("boxes on"), count.samples, tr("samples")),
             {}});
  out.remember(fmt::format("{} {}", tr("Load boxes"), verbatim(file.filename().string())));
}

/// Throws unless the mask's block has as many maps here as the mask.
void check_fits(const core::SavedMask& mask, const core::ModelInfo& model, const std::string& file) {
  const int block = mask.fit.request.block, blocks = static_cast<int>(model.generator_blocks.size());
  const int maps = block <= blocks ? model.generator_blocks[static_cast<std::size_t>(block) - 1].channels : 0;
  if (static_cast<int>(mask.fit.weights.size()) == maps) return;
  throw core::Error(
      "this mask is for another model", file,
      fmt::format("it has {} maps of block {}, {} has {}", mask.fit.weights.size(), block, model.name, maps));
}

void take_mask(core::SavedMask mask, const std::filesystem::path& file, const core::ModelInfo& model,
               core::ForgetDocument& document, Outbox& out) {
  check_fits(mask, model, file.string());
  const core::FitRequest& asked = mask.fit.request;
  document.block = asked.block;
  document.label = asked.label;
  document.c = asked.c;
  if (!asked.boxes.empty()) document.boxes = asked.boxes;
  show_boxed_samples(document);
  document.top_k = mask.top_k;
  document.kept = std::move(mask.kept);
  document.active = true;
  document.fit = std::make_shared<const core::ForgetFit>(std::move(mask.fit));
  const bool same = mask.sha256.empty() || core::is_same_model(mask.sha256, model.sha256);
  const std::string name = verbatim(file.filename().string());
  const std::string maps =
      fmt::format("{} {} {}", document.dropped().size(), tr("maps of block"), document.fit->request.block);
  out.toast(
      {same ? ToastKind::kDone : ToastKind::kWarning,
       fmt::format("{} {}", tr("Read"), name),
       same ? maps : fmt::format("{}, {} {}", maps, tr("fitted on another model:"), verbatim(mask.model)),
       {}});
  out.remember(fmt::format("{} {}", tr("Load mask"), name));
}

}  // namespace

void load_boxes_or_mask(const std::filesystem::path& file, const core::ModelInfo& model,
                        core::ForgetDocument& document, Outbox& out) {
  try {
    const std::vector<std::byte> bytes = core::read_file(file, kLargestFile);
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const core::Json json = core::parse_json(text, file.string());
    if (core::is_mask(json))
      take_mask(core::mask_from_json(json, file.string()), file, model, document, out);
    else
      take_boxes(text, file, model.size, document, out);
  } catch (const core::Error& error) {
    out.toast({ToastKind::kError, tr("Neither boxes nor a mask were read"), verbatim(error.what()), {}});
  }
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
  write_numbered(
      frame, "mask", core::mask_to_json(document, *model),
      fmt::format("{} {} {}", active.dropped().size(), tr("maps of block"), document.fit->request.block));
}

}  // namespace ui::forget
