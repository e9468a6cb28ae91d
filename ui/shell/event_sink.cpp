#include "ui/shell/event_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "core/base/format.h"
#include "core/model/doubtful_statistics.h"
#include "core/run/procedural_sets.h"
#include "ui/look/tr.h"
#include "ui/shell/settings_file.h"
#include "ui/widgets/model_words.h"
#include "ui/widgets/progress.h"

namespace ui {
namespace {

/// Of the picture a model opens with: what its file chose, else the same for every model.
std::uint64_t first_seed(const core::ModelInfo& model) {
  std::uint64_t seed = 14;
  const auto said = model.metadata.find("first_seed");
  if (said == model.metadata.end()) return seed;
  const char *begin = said->second.data(), *end = begin + said->second.size();
  std::uint64_t read = 0;
  const auto [stop, error] = std::from_chars(begin, end, read);
  return error == std::errc() && stop == end ? read : seed;
}

/// The z of a seed under the model's prior, which may have changed.
void redraw_seeded(core::Exemplar& place, const core::ModelInfo& model) {
  if (place.seed) place.z = core::sample_latent(model.prior, model.nz, *place.seed);
}

/// One function a kind of event: a kind that is forgotten does not compile. A kind of task needs none: its
/// panel takes the answer.
struct Sink {
  EventTargets& t;

  void log(LogKind kind, std::string text, std::string details = {}) {
    t.shell.log.add(kind, std::move(text), std::move(details));
  }

  void toast(ToastKind kind, std::string title, std::string line, std::vector<ToastLink> links = {}) {
    t.shell.toasts.push({kind, std::move(title), std::move(line), std::move(links)}, t.shell.now);
  }

  /// For the log, which is read without links.
  static std::string saved(const std::filesystem::path& path) {
    return std::string(tr("Saved")) + " " + verbatim(path.string());
  }

  static std::vector<ToastLink> file_links(const std::filesystem::path& path) {
    return {{tr("Copy path"), path.string(), {}}, {tr("Open folder"), {}, path.parent_path()}};
  }

  void operator()(const core::ModelOpened& event) {
    const core::ModelInfo& model = event.model->info();
    adopt_model(model, t);
    // Only what opened is opened again at the next start.
    if (!model.source.file.empty()) remember_model(t.view.settings, model.source.file);
    log(LogKind::kDone, fmt::format("{} {}, {}×{}", tr("Opened"),
                                    verbatim(model.source.file.empty() ? model.name : model.source.file),
                                    model.size, model.size));
    const std::string spoiled = core::non_finite_words(model.tensors);
    if (spoiled.empty()) return;
    log(LogKind::kWarning, verbatim(spoiled), verbatim(model.source.file));
    toast(ToastKind::kWarning, tr("Some weights are no numbers"), verbatim(spoiled));
  }

  void operator()(const core::RunRecordRead& event) {
    if (!event.problem.empty())
      log(LogKind::kWarning, tr("Curves of the run that made this model"), verbatim(event.problem));
  }

  void operator()(const core::ModelChanged& event) {
    if (!event.model) return;
    const core::ModelInfo& model = event.model->info();
    redraw_seeded(t.document.explore.current, model);
    redraw_seeded(t.document.explore.home, model);
    std::string line = fmt::format("{}: {}", tr("BatchNorm"),
                                   core::has_batch_norm(model)
                                       ? verbatim(core::batch_norm_mode_name(t.document.explore.mode))
                                       : tr("none in the generator"));
    if (model.statistics_difference)
      line += fmt::format(", {} {}", tr("the file's own statistics"),
                          statistics_effect(*model.statistics_difference));
    log(LogKind::kDone, verbatim(event.words), line);
  }

  void operator()(const core::TaskDone& event) {
    visit_answer(event, [&](const auto& answer) { done(answer, *event.asked); });
  }

  template <class Request>
  void done(const core::Answer<Request>& answer, const core::RunTask&) {
    log(LogKind::kDone, std::string(tr("Done")) + ": " + job_title(answer.request->title()));
  }

  void done(const core::Answer<core::VerifyRequest>& answer, const core::RunTask&) {
    t.view.report = answer.result;
    ++t.view.report_version;
    const core::ModelReport& report = *answer.result;
    const std::string title = std::string(tr("Verified")) + " " + verbatim(report.file);
    if (report.problems.empty()) {
      log(LogKind::kDone, title, verdict_text(report));
      return toast(report.statistics_spoiled ? ToastKind::kWarning : ToastKind::kDone, title,
                   verdict_text(report));
    }
    const std::string problem = verbatim(report.problems.front());
    log(LogKind::kWarning, title, problem);
    toast(ToastKind::kWarning, title, problem);
  }

  void done(const core::Answer<core::ConvertRequest>& answer, const core::RunTask&) {
    const core::ConvertResult& result = *answer.result;
    const std::string title = std::string(tr("Saved")) + " " + verbatim(result.path.filename().string());
    std::string line = verbatim(result.words.empty() ? result.format : result.format + ", " + result.words);
    for (const std::string& note : result.notes) line += "\n" + verbatim(note);
    log(LogKind::kDone, saved(result.path), line);
    toast(ToastKind::kDone, title, line, file_links(result.path));
    t.shell.saved_at = t.shell.now;
  }

  void done(const core::Answer<core::ExportRequest>& answer, const core::RunTask&) {
    const core::ExportResult& result = *answer.result;
    std::string line = fmt::format("{}, {} × {}", verbatim(result.path.parent_path().string()),
                                   core::thousands(result.width), core::thousands(result.height));
    if (result.frames > 1) line += fmt::format(", {} {}", core::thousands(result.frames), tr("frames"));
    const std::string title = std::string(tr("Saved")) + " " + verbatim(result.path.filename().string());
    log(LogKind::kDone, saved(result.path), line);
    toast(ToastKind::kDone, title, line, file_links(result.path));
    t.shell.saved_at = t.shell.now;
  }

  void operator()(const core::CheckpointSaved& event) {
    log(LogKind::kDone, fmt::format("{} {}: {}", tr("Checkpoint of step"), core::thousands(event.step),
                                    verbatim(event.path.string())));
    t.shell.saved_at = t.shell.now;
  }

  void operator()(const core::TrainingStarted& event) {
    log(LogKind::kInfo, fmt::format("{} {} -> {}", tr("Training started:"), verbatim(event.options.data),
                                    verbatim(event.options.run.string())));
  }

  void operator()(const core::TrainingEnded& event) {
    const std::string title = fmt::format("{} {}", tr("Training ended at step"), core::thousands(event.step));
    const std::string model = verbatim(event.model.string());
    log(LogKind::kDone, title + ": " + model);
    toast(ToastKind::kDone, title, model, file_links(event.model));
    t.shell.saved_at = t.shell.now;
  }

  void done(const core::Answer<core::FitRequest>& answer, const core::RunTask&) {
    const core::ForgetFit& fit = *answer.result;
    core::ForgetDocument& forget = t.document.forget;
    // Before the first fit they are those of a restored figure.
    if (forget.fit) forget.kept.clear();
    forget.fit = answer.result;
    const auto positive =
        std::count_if(fit.weights.begin(), fit.weights.end(), [](float weight) { return weight > 0; });
    forget.top_k = forget.top_k > 0 ? std::min(forget.top_k, static_cast<int>(fit.weights.size()))
                                    : static_cast<int>(positive);
    t.view.fit_error_of.reset();
    t.history.push(tr("Fit"), t.document);
    log(LogKind::kDone, fit.accuracy ? fmt::format("{}: {:.2f} ({:.2f}–{:.2f})", tr("Fit, accuracy"),
                                                   fit.accuracy->mean, fit.accuracy->low, fit.accuracy->high)
                                     : std::string(tr("Fitted; too few samples to measure accuracy")));
  }

  void done(const core::Answer<core::NearestRequest>& answer, const core::RunTask& asked) {
    (asked.asked_by == core::Workspace::kExplore ? t.view.canvas_nearest : t.view.nearest) = answer;
    log(LogKind::kDone,
        fmt::format("{} {}", tr("Nearest real images among"), core::thousands(answer.result->reals)));
  }

  void done(const core::Answer<core::DiversityRequest>& answer, const core::RunTask&) {
    t.view.diversity = answer;
    log(LogKind::kDone,
        fmt::format("{} {}", tr("Diversity measured on pairs:"), core::thousands(answer.result->pairs)));
  }

  void done(const core::Answer<core::OpenImageRequest>& answer, const core::RunTask&) {
    const std::filesystem::path& file = answer.request->file;
    log(LogKind::kDone, std::string(tr("Opened image")) + " " + verbatim(file.string()));
    if (answer.result->made_by.empty()) return use_image(answer, t.document, t.view);
    Toast asked{
        ToastKind::kDone, tr("Exported by this program"), verbatim(file.filename().string()), {}, true};
    asked.links = {{tr("Restore what made it"), {}, {}, ToastAction::kRestore, answer},
                   {tr("Use as image"), {}, {}, ToastAction::kUseImage, answer}};
    t.shell.toasts.push(std::move(asked), t.shell.now);
  }

  void done(const core::Answer<core::LookAtDataRequest>& answer, const core::RunTask&) {
    t.view.data_images = answer.result->images;
    t.view.data_images_of = answer.request->data;
    ++t.view.images_version;
    t.document.discriminator.data_index = 0;
    if (t.view.data_error_of == answer.request->data) t.view.data_error_of.clear();
    const std::string data = verbatim(answer.request->data);
    log(LogKind::kDone, fmt::format("{} {}: {}", tr("Images of"), data, answer.result->images.size()));
    // A folder that was dropped or chosen for both; whether it can be used is known only now.
    const bool for_both = answer.request->data == t.document.train.options.data &&
                          answer.request->data == t.document.evaluate.data;
    if (for_both && !core::is_procedural_set(answer.request->data))
      toast(ToastKind::kDone, tr("Data for Train and Evaluate"), data);
  }

  void operator()(const core::Failed& event) {
    if (core::is_task<core::FitRequest>(event.task)) {
      t.view.fit_error = event.message;
      t.view.fit_error_of = std::get<core::FitRequest>(event.task->request);
    }
    if (core::is_task<core::LookAtDataRequest>(event.task)) {
      t.view.data_error = event.message;
      t.view.data_error_of = std::get<core::LookAtDataRequest>(event.task->request).data;
    }
    const std::string title = tr(event.title.c_str()), message = verbatim(event.message);
    log(LogKind::kError, title + ": " + message, verbatim(event.details));
    toast(ToastKind::kError, title, message,
          {{tr("Copy"), event.title + ": " + event.message + "\n" + event.details, {}}});
  }

  void operator()(const core::JobCancelled& event) {
    const std::string title = job_title(event.title);
    log(LogKind::kWarning, std::string(tr("Cancelled")) + ": " + title);
    toast(ToastKind::kWarning, tr("Cancelled"), title);
  }
};

}  // namespace

void use_image(const core::Answer<core::OpenImageRequest>& opened, core::Document& document,
               ViewState& view) {
  view.dropped_image = opened.result->image;
  view.dropped_name = opened.request->file.filename().string();
  ++view.images_version;
  document.discriminator.source = core::InspectSource::kDropped;
  view.workspace = core::Workspace::kDiscriminator;
}

void adopt_model(const core::ModelInfo& model, EventTargets& targets) {
  targets.document = core::document_for(model, targets.document, first_seed(model));
  targets.history = core::History(targets.document);
  targets.view.play = {};
  targets.view.nearest.reset();
  targets.view.canvas_nearest.reset();
  targets.view.diversity.reset();
  targets.view.fit_error_of.reset();
}

void apply_event(const core::Event& event, EventTargets& targets) {
  std::visit(Sink{targets}, event);
}

}  // namespace ui
