#include "core/session/model_opening.h"

#include <filesystem>
#include <utility>

namespace core {
namespace {

constexpr const char* kNotOpened = "The model was not opened";

/// A file that this program wrote carries statistics it vouches for.
bool is_from_elsewhere(const ModelInfo& info) {
  return !info.words.empty();
}

}  // namespace

ModelOpening::ModelOpening(std::shared_ptr<Engine> engine, Publisher& publisher, JobList& jobs,
                           ShownModel& shown)
    : engine_(std::move(engine)),
      shown_(shown),
      opening_(engine_, publisher, jobs),
      settling_(engine_, publisher, jobs) {}

void ModelOpening::request_stop() {
  opening_.request_stop();
  settling_.request_stop();
}

void ModelOpening::open(const LoadModel& command) {
  std::string title = "Open " + std::filesystem::path(command.name_or_file).filename().string();
  opening_.add(std::move(title), kNotOpened,
               [this, file = command.name_or_file, wish = shown_.wish()](const Progress& progress) {
                 return opened(file, wish, progress);
               });
}

Event ModelOpening::opened(const std::string& file, std::uint64_t wish, const Progress& progress) {
  FrozenModelPtr model = engine_->load_model({file});
  if (progress.stop.stop_requested()) throw Cancelled();
  if (!model->info().has_generator) return joined(file);
  {
    const std::lock_guard lock(mutex_);
    opened_ = {{file}, model};
  }
  shown_.put_opened(model, wish);
  if (is_from_elsewhere(model->info())) settle(model);
  return ModelOpened{std::move(model)};
}

Event ModelOpening::joined(const std::string& discriminator) {
  Opened before;
  {
    const std::lock_guard lock(mutex_);
    before = opened_;
  }
  if (!before.model)
    throw Error("this file holds a discriminator only", discriminator,
                "open its generator first, then this file again");
  ModelSource both = before.source;
  both.discriminator = discriminator;
  both.prior = before.model->info().prior;
  both.label = before.model->info().label;
  FrozenModelPtr model = engine_->load_model(both);
  Event event = replaced(before.model, model,
                         "Discriminator of " + std::filesystem::path(discriminator).filename().string());
  if (is_from_elsewhere(model->info())) settle(model);
  return event;
}

void ModelOpening::settle(const FrozenModelPtr& model) {
  settling_.add("BatchNorm statistics of " + model->info().name, "The BatchNorm statistics were not gathered",
                [this, model](const Progress& progress) {
                  return replaced(model, model->with_settled_statistics(progress), "BatchNorm statistics");
                });
}

void ModelOpening::change(const ModelSettings& settings) {
  opening_.add("Change the prior or label", "The model was not changed", [this, settings](const Progress&) {
    FrozenModelPtr before;
    {
      const std::lock_guard lock(mutex_);
      before = opened_.model;
    }
    if (!before) throw Error("no model is open", {}, "open one first");
    return replaced(before, before->with_settings(settings), "Prior or label");
  });
}

Event ModelOpening::replaced(const FrozenModelPtr& before, FrozenModelPtr now, std::string words) {
  if (now != before) {
    {
      const std::lock_guard lock(mutex_);
      if (opened_.model == before) opened_.model = now;
    }
    if (!shown_.replace_opened(before, now)) return ModelChanged{};
  }
  return ModelChanged{std::move(now), std::move(words)};
}

}  // namespace core
