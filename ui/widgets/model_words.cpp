#include "ui/widgets/model_words.h"

#include <cmath>

#include "core/base/format.h"
#include "core/latent/prior.h"
#include "ui/look/tr_format.h"

namespace ui {

const char* prior_text(core::Prior prior) {
  return prior == core::Prior::kGaussian ? verbatim("N(0, I)") : verbatim("U(−1, 1)");
}

const char* weights_text(const core::ModelInfo& model) {
  return model.weights == "ema" ? verbatim("EMA") : tr("raw");
}

std::string statistics_effect(double difference) {
  if (std::isnan(difference)) return tr("give no finite pictures, nor do a batch's own");
  if (std::isinf(difference)) return tr("give no finite pictures");
  return tr_format("change the picture by {:.3f}", difference);
}

std::string parameters_text(const core::ModelInfo& model) {
  std::string text = fmt::format("{} {}", verbatim("G"), core::thousands(model.generator_parameters));
  if (model.has_discriminator)
    text += fmt::format(" · {} {}", verbatim("D"), core::thousands(model.discriminator_parameters));
  return text;
}

std::string norm_percentile_text(const core::ModelInfo& model, double norm) {
  return verbatim(core::percentile_text(core::norm_percentile(model.prior, model.nz, norm)));
}

bool step_is_known(const core::ModelInfo& model) {
  return model.step > 0 || model.words.empty();
}

std::string step_text(const core::ModelInfo& model) {
  if (!step_is_known(model)) return tr("not in the file");
  return tr_format("step {}", core::thousands(model.step));
}

const char* verdict_text(const core::ModelReport& report) {
  if (!report.statistics_spoiled) return tr("The model is sound.");
  return report.gathered
             ? tr("The model is sound apart from its BatchNorm statistics: choose population statistics.")
             : tr("The model is sound apart from its BatchNorm statistics: choose those of a batch.");
}

}  // namespace ui
