#include "ui/workspaces/evaluate/answers_panel.h"

#include "core/base/format.h"
#include "core/model/doubtful_statistics.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/text.h"
#include "ui/widgets/verdict_card.h"

namespace ui::evaluate {
namespace {

constexpr float kBeside = 440;  // logical pixels; in a narrower panel the cards stand below each other

std::string interval_text(const core::Interval& interval) {
  return tr_format("CI {:.2f} – {:.2f}", interval.low, interval.high);
}

VerdictCard memorising_card(const EvaluateState& state) {
  VerdictCard card{tr("Is it memorising?"), core::Verdict::kNotYet, "–", tr("nearest-real ratio"), "", ""};
  if (!state.nearest) {
    card.control = tr("control: reals among themselves, 1.00");
    return card;
  }
  const core::MemorisingVerdict verdict = core::judge_memorising(*state.nearest.result);
  card.answer = verdict.answer;
  if (verdict.answer == core::Verdict::kUnlike) {
    card.control = tr_format("mean or contrast of {} of {} samples outside the reals' p1 to p99",
                             verdict.unlike, verdict.samples);
    return card;
  }
  card.number = fmt::format("{:.2f}", verdict.ratio.mean);
  card.control = tr_format("reals among themselves 1.00 · {} of {} samples below p1", verdict.near_copies,
                           verdict.samples);
  card.interval = interval_text(verdict.ratio);
  return card;
}

VerdictCard collapsing_card(const Frame& frame) {
  VerdictCard card{tr("Is it collapsing?"), core::Verdict::kNotYet, "–", tr("MS-SSIM of pairs"), "", ""};
  const auto& result = frame.view.diversity.result;
  if (!result) {
    card.control = tr("control: pairs of reals");
    return card;
  }
  card.answer = core::judge_collapse(*result);
  card.number = fmt::format("{:.2f}", result->samples.mean);
  card.control = result->has_reals ? tr_format("reals {:.2f} ({:.2f} – {:.2f})", result->reals.mean,
                                               result->reals.low, result->reals.high)
                                   : std::string(tr("the control was not measured: choose real images"));
  card.interval = interval_text(result->samples);
  return card;
}

}  // namespace

const char* AnswersPanel::title() const {
  return tr("Answers");
}

std::string AnswersPanel::remark(const Frame& frame) const {
  const core::ModelInfo* model = frame.model();
  if (!model) return {};
  const std::string facts = tr_format("{} {}, step {}, {}", model->name, model->size,
                                      core::thousands(model->step), weights_text(*model));
  if (!core::has_batch_norm(*model)) return facts;
  return facts + tr_format(", BatchNorm: {}", core::batch_norm_mode_name(frame.document.explore.mode));
}

void AnswersPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const float between = theme.px(metric::kGroupGap);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= theme.px(kBeside);
  const ImVec2 size = beside ? ImVec2((room.x - between) / 2, room.y)
                             : ImVec2(room.x, (room.y - ImGui::GetStyle().ItemSpacing.y) / 2);
  if (verdict_card(theme, memorising_card(state_), size, state_.selected == Question::kMemorising))
    state_.selected = Question::kMemorising;
  tooltip(
      tr("First mean and contrast of most samples must be like the reals'. No: samples lie as far from the "
         "reals as reals from each other. Yes: half of them below p1, or all "
         "of the interval below 0.5. Unclear: more below p1 than the 1 % that chance gives."));
  if (beside) ImGui::SameLine(0, between);
  if (verdict_card(theme, collapsing_card(frame), size, state_.selected == Question::kCollapsing))
    state_.selected = Question::kCollapsing;
  tooltip(
      tr("No: pairs of samples are not more alike than the reals' interval allows. Yes: their whole interval "
         "lies above it."));
}

}  // namespace ui::evaluate
