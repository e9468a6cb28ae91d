#include <algorithm>
#include <cstdio>

#include "app/cli/context.h"
#include "app/cli/figure_options.h"
#include "app/cli/model_options.h"
#include "app/cli/number_range.h"
#include "app/cli/seed.h"
#include "app/cli/typed_data.h"
#include "core/base/format.h"
#include "core/request/verdict.h"
#include "core/tasks/data/image_sources.h"

namespace app {
namespace {

struct EvaluateOptions {
  ModelOptions model;
  std::string data;
  std::uint64_t seed = 1;
  int pairs = 500, samples = 16;
};

core::Json json_of(const core::Interval& interval) {
  return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

std::string text_of(const core::Interval& interval) {
  char text[64];
  std::snprintf(text, sizeof text, "%.3f  95 %% CI %.3f to %.3f", interval.mean, interval.low, interval.high);
  return text;
}

core::NearestResult nearest(const EvaluateOptions& options, const core::FrozenModel& model,
                            CliContext& context) {
  core::NearestRequest request;
  request.data = options.data;
  std::vector<core::Latent> latents;
  for (const core::Exemplar& item : seeded(options.seed, options.samples, model.info()))
    latents.push_back(item.z);
  core::GenerateOptions generate;
  generate.mode = model.info().modes.front();
  request.samples = model.generate(latents, generate);
  return core::run_task(context.engine(), std::move(request), nullptr, context.progress("nearest reals"));
}

/// The words of the verdict; its numbers go into `json`. There is no ratio of samples that are not like the
/// reals.
std::string add_nearest(const core::NearestResult& found, core::Json& json) {
  const core::MemorisingVerdict verdict = core::judge_memorising(found);
  const bool unlike = verdict.answer == core::Verdict::kUnlike;
  json["reals"] = found.reals;
  json["nearest_real_ratio"] = unlike ? core::Json() : core::Json(found.median_ratio);
  json["samples_unlike_reals"] = verdict.unlike;
  json["memorising"] = core::verdict_name(verdict.answer);
  if (unlike)
    return "not like the reals at all: mean or contrast of " + core::thousands(verdict.unlike) + " of " +
           core::counted(verdict.samples, "samples") + " outside their 1st to 99th percentile";
  char line[96];
  std::snprintf(line, sizeof line, "%.3f of the reals' own distance, %lld reals", found.median_ratio,
                static_cast<long long>(found.reals));
  return line;
}

void evaluate(EvaluateOptions options, CliContext& context) {
  options.data = data_named(options.data);
  check_seeds(options.seed, std::max(2 * options.pairs, options.samples));
  const core::FrozenModelPtr model = open_model(context, options.model);
  context.engine().enter_thread(core::ThreadRole::kJob, context.threads);  // numbers, not pictures: all cores
  const core::DiversityResult diversity =
      core::run_task(context.engine(), core::DiversityRequest{options.data, options.pairs, options.seed},
                     model, context.progress("MS-SSIM"));
  core::Json json{{"pairs", diversity.pairs}, {"ms_ssim_samples", json_of(diversity.samples)}};
  std::string text = "MS-SSIM of sample pairs  " + text_of(diversity.samples);
  if (diversity.has_reals) {
    json["ms_ssim_reals"] = json_of(diversity.reals);
    text += "\nMS-SSIM of real pairs    " + text_of(diversity.reals);
    const core::NearestResult found = nearest(options, *model, context);
    if (!found.left_out.empty()) std::fprintf(stderr, "ganscope: %s\n", found.left_out.c_str());
    text += "\nnearest real             " + add_nearest(found, json);
  }
  context.print(json, text);
}

}  // namespace

void add_evaluate(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand(
      "evaluate", "Is it collapsing or memorising? MS-SSIM of pairs and nearest real images");
  auto options = std::make_shared<EvaluateOptions>();
  add_model_options(*command, options->model);
  command->add_option("--data", options->data, "Reals to compare with: " + tasks::image_source_words());
  command->add_option("--pairs", options->pairs, "Pairs")
      ->check(in_range(core::figure_range::kPairs))
      ->capture_default_str();
  command->add_option("--samples", options->samples, "Samples whose nearest reals are searched")
      ->check(in_range(core::figure_range::kSamples))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "First seed")->check(seed_range())->capture_default_str();
  command->callback([options, &context] { evaluate(*options, context); });
}

}  // namespace app
