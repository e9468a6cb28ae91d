#include "ui/dialogs/model_report.h"

#include <algorithm>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/table.h"
#include "ui/widgets/thumbnail.h"

namespace ui {
namespace {

constexpr std::size_t kMostRows = 500;  // more than any DCGAN has
constexpr int kRowsShown = 7;

std::string statistics_text(const core::ModelReport& report) {
  if (!report.has_batch_norm) return tr("no BatchNorm");
  const bool none = report.statistics == "none";
  std::string text = none ? std::string(tr("none in the file")) : verbatim(report.statistics);
  if (report.statistics_prior) text += tr_format(", for {}", prior_text(*report.statistics_prior));
  const bool others = none || report.statistics_prior;
  if (report.statistics_difference)
    text += (others ? std::string("; ") + tr("gathered ones") : std::string(",")) + " " +
            statistics_effect(*report.statistics_difference);
  if (report.gathered && !others) text += std::string("; ") + tr("the samples have gathered ones");
  return text;
}

void sheet(Frame& frame, const core::ModelReport& report, std::uint64_t version) {
  const float width = ImGui::GetContentRegionAvail().x / frame.theme.px(1);
  const auto share = static_cast<float>(report.samples.height) / static_cast<float>(report.samples.width);
  gap(frame.theme);
  thumbnail(frame, "##samples", frame.textures.image("model samples", version, report.samples),
            {.width = width, .height = width * share, .hover_outline = false});
}

}  // namespace

void tensor_list(const Theme& theme, const std::vector<core::TensorFacts>& tensors) {
  if (tensors.empty()) return;
  if (!section_header(theme, tr("Tensors"), false)) return;
  const std::size_t rows = std::min(tensors.size(), kMostRows);
  const float height =
      theme.px(metric::kTableRow) * static_cast<float>(std::min<std::size_t>(rows, kRowsShown) + 1);
  const ChildScope child("##tensors", {0, height});
  {
    Table table(theme, "##list", {{tr("Type"), 36}, {tr("Name")}, {tr("Shape"), 112, true}});
    if (!table) return;
    for (std::size_t i = 0; i < rows; ++i) {
      const core::TensorFacts& one = tensors[i];
      table.row();
      table.cell(verbatim(one.type), theme.text_dim);
      const bool bad = one.non_finite > 0;
      table.cell(verbatim(one.name), bad ? theme.error : 0);
      if (bad) tooltip(tr_format("NaN or infinite: {}", core::thousands(one.non_finite)).c_str());
      table.cell(verbatim(core::shape_text(one)));
    }
  }
  if (rows < tensors.size())
    text_dim(theme, tr_format("and {} more", core::thousands(tensors.size() - rows)).c_str());
}

void report_rows(Frame& frame, const core::ModelReport& report, std::uint64_t version) {
  const Theme& theme = frame.theme;
  property_row(theme, tr("Verified"),
               fmt::format("{} {}, {} {}", report.tensors.size(), tr("tensors"),
                           core::thousands(report.values), tr("values")));
  if (!report.statistics.empty()) property_text(theme, tr("Statistics"), statistics_text(report));
  if (report.pixel_deviation > 0)
    property_row(theme, tr("64 samples"),
                 fmt::format("{:.2f} ± {:.2f}, {} {:.2f}", report.pixel_mean, report.pixel_deviation,
                             tr("apart by"), report.sample_difference),
                 tr("Mean and deviation of the pixels, and the mean difference between two samples, of a "
                    "range of 1."));
  if (report.problems.empty()) property_text(theme, tr("Verdict"), verdict_text(report));
  for (const std::string& problem : report.problems) property_text(theme, tr("Problem"), verbatim(problem));
  if (!report.samples.empty()) sheet(frame, report, version);
}

}  // namespace ui
