#include "ui/workspaces/explore/explore_exports.h"

#include <algorithm>
#include <utility>

#include "core/request/figure_ranges.h"
#include "ui/widgets/canvas_request.h"

namespace ui::explore {
namespace {

constexpr int kWalkPixels = 512;
constexpr int kWalkSheetSteps = 10;
constexpr int kSheetColumns = 10;

}  // namespace

core::ExportRequest picture_export(const core::Document& document, int enlarge) {
  core::SampleRequest sample;
  sample.items = {document.explore.current};
  sample.columns = 1;
  sample.enlarge = enlarge;
  return {std::move(sample), canvas_options(document), {}};
}

core::ExportRequest sheet_export(const core::Document& document, const SheetOrder& order) {
  core::SampleRequest sample;
  for (std::size_t i = 0; i < order.seeds().size(); ++i)
    sample.items.push_back({order.z()[i], order.seeds()[i]});
  sample.columns = std::min(kSheetColumns, static_cast<int>(sample.items.size()));
  return {std::move(sample), canvas_options(document), {}};
}

core::ExportRequest walk_export(const core::Document& document, const core::ModelInfo& model) {
  core::WalkRequest walk;
  walk.pins = document.path.pins;
  walk.path = document.path.path();
  walk.columns = kWalkSheetSteps;
  walk.end = document.path.end_on_sheet;
  walk.enlarge = std::clamp(kWalkPixels / std::max(model.size, 1), core::figure_range::kEnlarge.low,
                            core::figure_range::kEnlarge.high);
  return {std::move(walk), canvas_options(document), {}};
}

}  // namespace ui::explore
