#include "core/session/model_opening.h"

#include <filesystem>
#include <utility>

#include "core/model/doubtful_statistics.h"
#include "core/model/two_files.h"
#include "core/run/run_record.h"

namespace core {
namespace {

constexpr const char* kNotOpened = "The model was not opened";

/// "G.pth", or of two files "G.pth and D.pth".
std::string names_of(const LoadModel& command) {
  const auto name = [](const std::string& file) { return std::filesystem::path(file).filename().string(); };
  return name(command.name_or_file) + (command.second.empty() ? "" : " and " + name(command.second));
}

HalfModel half(const FrozenModel& model) {
  return {model.info().source, model.info().has_generator};
}

}  // namespace

ModelOpening::ModelOpening(std::shared_ptr<Engine> engine, Publisher& publisher, JobList& jobs,
                           ShownModel& shown)
    : engine_(std::move(engine)),
      publisher_(publisher),
      shown_(shown),
      opening_(engine_, publisher, jobs),
      settling_(engine_, publisher, jobs) {}

void ModelOpening::request_stop() {
  opening_.request_stop();
  settling_.request_stop();
}

void ModelOpening::open(const LoadModel& command) {
  opening_.add({"Open", names_of(command)}, kNotOpened,
               [this, command, wish = shown_.wish()](const Progress& progress) {
                 return opened(command, wish, progress);
               });
}

Event ModelOpening::opened(const LoadModel& command, std::uint64_t wish, const Progress& progress) {
  FrozenModelPtr model = engine_->load_model({command.name_or_file});
  if (progress.stop.stop_requested()) throw Cancelled();
  if (!command.second.empty()) {
    const FrozenModelPtr second = engine_->load_model({command.second});
    if (progress.stop.stop_requested()) throw Cancelled();
    if (model->info().has_generator && second->info().has_generator)
      open({command.second});  // two models: one after the other
    else
      model = engine_->load_model(generator_and_discriminator(half(*model), half(*second)));
  }
  return model->info().has_generator ? shown(model, wish, progress) : joined(command.name_or_file);
}

Event ModelOpening::shown(const FrozenModelPtr& model, std::uint64_t wish, const Progress& progress) {
  shown_.put_opened(model, wish);
  if (has_doubtful_statistics(model->info())) settle(model);
  publisher_.emit(ModelOpened{model});  // before its curves, of which there may be many
  RunRecord record = read_run_record(model->info(), progress.stop);
  shown_.put_record(model->info().source.file, std::move(record.history));
  return RunRecordRead{std::move(record.problem)};
}

Event ModelOpening::joined(const std::string& discriminator) {
  FrozenModelPtr before = shown_.opened();
  if (!before)
    throw Error("this file holds a discriminator only", discriminator,
                "open its generator first, then this file again");
  ModelSource both = before->info().source;
  both.discriminator = discriminator;
  return reopened(std::move(before), engine_->load_model(both),
                  "Discriminator of " + std::filesystem::path(discriminator).filename().string());
}

Event ModelOpening::reopened(FrozenModelPtr before, const FrozenModelPtr& model, const std::string& words) {
  for (;;) {
    Event event = replaced(before, model, words);
    FrozenModelPtr newest = shown_.opened();
    const bool same_file = newest->info().source == before->info().source;
    if (std::get<ModelChanged>(event).model || !same_file) {
      if (has_doubtful_statistics(model->info())) settle(model);
      return event;
    }
    before = std::move(newest);  // its statistics came meanwhile
  }
}

void ModelOpening::settle(const FrozenModelPtr& model) {
  settling_.add({"BatchNorm statistics of", model->info().name}, "The BatchNorm statistics were not gathered",
                [this, model](const Progress& progress) {
                  return replaced(model, model->with_settled_statistics(progress), "BatchNorm statistics");
                });
}

void ModelOpening::change(const ModelSettings& settings) {
  opening_.add({"Change the model's settings"}, "The model was not changed",
               [this, settings](const Progress&) {
                 const FrozenModelPtr before = shown_.opened();
                 if (!before) throw Error("no model is open", {}, "open one first");
                 if (!settings.activation || settings.activation == before->info().activation)
                   return replaced(before, before->with_settings(settings), "Prior or label");
                 ModelSource source = before->info().source;
                 source.activation = settings.activation;
                 return reopened(before, engine_->load_model(source)->with_settings(settings), "Activation");
               });
}

Event ModelOpening::replaced(const FrozenModelPtr& before, FrozenModelPtr now, std::string words) {
  if (now != before && !shown_.replace_opened(before, now)) return ModelChanged{};
  return ModelChanged{std::move(now), std::move(words)};
}

}  // namespace core
