#include "tests/ui/busy_window.h"

#include "core/latent/prior.h"
#include "tests/support/task_done.h"
#include "ui/look/tr.h"

namespace ui_test {
namespace {

constexpr int kSide = 16;

core::Exemplar seeded(const core::ModelInfo& model, std::uint64_t seed) {
  return {core::sample_latent(model.prior, model.nz, seed), seed};
}

void fill_document(core::Document& document, const core::ModelInfo& model) {
  for (const std::uint64_t seed : {3u, 8u, 14u}) document.path.pins.push_back(seeded(model, seed));
  std::uint64_t seed = 1;
  for (core::Bin& bin : document.arithmetic.bins)
    for (int i = 0; i < 3; ++i) bin.items.push_back(seeded(model, seed++));
  document.arithmetic.bins[0].name = "smiling";
  document.forget.boxes[document.forget.first_seed] = {{"window", 2, 3, 6, 7}};
  document.train.options.data = document.evaluate.data = "rooms";
}

std::shared_ptr<const core::ForgetFit> fit_of(const core::ModelInfo& model) {
  auto fit = std::make_shared<core::ForgetFit>();
  const int maps = model.generator_blocks[1].channels;
  for (int map = 0; map < maps; ++map) {
    fit->weights.push_back(0.5f - static_cast<float>(map) / static_cast<float>(maps));
    fit->mean_activation.push_back(0.1f);
    fit->ranking.push_back(map);
  }
  fit->boxes = fit->samples = 1;
  return fit;
}

core::AskedTask fit_task() {
  return std::make_shared<const core::RunTask>(core::RunTask{core::FitRequest{}});
}

core::TaskDone neighbours() {
  const core::Image picture(kSide, kSide, 3, 60);
  core::NearestRequest request;
  request.samples = {picture, picture};
  request.names = {"‹seed 1›", "‹seed 2›"};
  core::NearestResult result;
  result.rows = {{{"real.png", picture, 0.1, true, 0.004}}, {{"rooms seed 17", picture, 0.3, false, 0.5}}};
  result.reals = 4000;
  return test::task_done(std::move(request), std::move(result), core::Workspace::kEvaluate);
}

/// Two maps of four units and what they look at.
std::shared_ptr<const core::InspectPictures> inspected() {
  auto answer = std::make_shared<core::InspectPictures>();
  answer->version = 1;
  answer->image = core::Image(kSide, kSide, 3, 70);
  answer->logit = 0.8f;
  answer->block = 3;
  const std::vector<float> gradient(static_cast<std::size_t>(3 * kSide * kSide), 0.1f);
  for (int feature = 0; feature < 6; ++feature)
    answer->learned.push_back({feature, 1.5f, 0, 0, 3, kSide, kSide, gradient});
  answer->random = answer->learned;
  auto maps = std::make_shared<core::FeatureMaps>();
  *maps = {1, 2, 2, 2, {0, 0.5f, 1, 0.25f, 0, 0, 0, 0}};
  answer->maps = std::move(maps);
  answer->maps_block = 2;
  return answer;
}

std::vector<core::Event> news(const core::Snapshot& snapshot) {
  core::ModelReport report;
  report.file = snapshot.model->info().source.file;
  report.pixel_deviation = 0.2;
  report.problems = {"main.0.weight holds NaN"};
  const core::DiversityResult diversity{{0.3, 0.28, 0.32}, {0.25, 0.22, 0.28}, true, 500};
  const core::DataImages rooms{{core::Image(kSide, kSide, 3, 90), core::Image(kSide, kSide, 3, 50)}};
  return {test::task_done(core::FitRequest{}, *fit_of(snapshot.model->info())),
          neighbours(),
          test::task_done(core::DiversityRequest{}, diversity),
          test::task_done(core::LookAtDataRequest{"rooms"}, rooms),
          core::ModelChanged{snapshot.model, "prior U(−1, 1)"},
          test::task_done(core::VerifyRequest{}, report),
          test::task_done(core::ConvertRequest{}, {"/out/rooms-001.pth", "PyTorch .pth", "generator only"}),
          test::task_done(core::ExportRequest{}, {"/out/walk-001.mp4", 512, 512, 30}),
          core::CheckpointSaved{"/runs/a/step-30", 30},
          core::TrainingStarted{snapshot.train->options},
          core::TrainingEnded{400, "/runs/a/model.safetensors"},
          core::JobCancelled{{"Export", "sheet"}},
          core::Failed{"The fit failed", "too few boxes (draw more)", "at block 2", fit_task()}};
}

}  // namespace

std::shared_ptr<const core::TrainSnapshot> busy_training(core::Phase phase) {
  auto train = std::make_shared<core::TrainSnapshot>(*fake_training(phase));
  auto data = std::make_shared<core::DataSummary>();
  data->used = 900;
  data->skipped = 2;
  data->notes = {"broken.png: not an image"};
  data->preview.assign(8, core::Image(kSide, kSide, 3, 120));
  train->data = std::move(data);
  train->options.run = "/runs/a";
  train->seconds_spent = 4000;
  train->load_share = 0.4;
  train->message = "the disk is full";
  core::TrainOptions chosen;
  chosen.data = "rooms";
  constexpr core::StepTime kSlow{20, 20000, 40'000'000, true};
  train->estimate =
      std::make_shared<const core::StepEstimate>(core::StepEstimate{core::step_part(chosen), 1, kSlow, {}});
  return train;
}

void fill(NullWindow& window) {
  core::Snapshot& snapshot = window.snapshot;
  snapshot.train = busy_training(core::Phase::kTraining);
  using State = core::JobState;
  const auto search = std::make_shared<const core::RunTask>(
      core::RunTask{core::NearestRequest{}, core::Workspace::kEvaluate});
  snapshot.jobs = {{1, {"Fit", "window"}, State::kRunning, 3, 10, "samples", 700, 4, fit_task()},
                   {2, {"Export", "sheet"}, State::kWaiting, 0, 0, "frames", 0, 0},
                   {3, {"Nearest real images"}, State::kRunning, 1240, 0, "images", 0, 5, search}};
  snapshot.inspect = inspected();
  fill_document(window.ui().document_for_tests(), snapshot.model->info());
  window.frame(news(snapshot));
  window.ui().notify(ui::ToastKind::kWarning, ui::tr("Saved"), ui::verbatim("/out"), "/out/a.png");
}

}  // namespace ui_test
