#include "core/session/shown_model.h"

#include <utility>

namespace core {

ShownModel::ShownModel(std::function<void(const VersionedModel&)> changed) : changed_(std::move(changed)) {}

// The live copy is shown when nothing was opened, followed or not: it is better than an empty window.
const VersionedModel& ShownModel::choice() const {
  return live_.model && (following_ || !opened_.model) ? live_ : opened_;
}

void ShownModel::tell_if_changed(std::uint64_t before) {
  if (choice().version == before) return;
  changed_(choice());
  if (!choice().live) opened_.anew = false;
}

VersionedModel ShownModel::shown() const {
  const std::lock_guard lock(mutex_);
  return choice();
}

FrozenModelPtr ShownModel::opened() const {
  const std::lock_guard lock(mutex_);
  return opened_.model;
}

bool ShownModel::following() const {
  const std::lock_guard lock(mutex_);
  return following_;
}

void ShownModel::follow(bool follow) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t before = choice().version;
  following_ = follow;
  ++wish_;
  tell_if_changed(before);
}

void ShownModel::expect_live() {
  const std::lock_guard lock(mutex_);
  const std::uint64_t before = choice().version;
  if (!following_ && opened_.model) live_ = {};
  following_ = true;
  ++wish_;
  tell_if_changed(before);
}

void ShownModel::put_live(FrozenModelPtr copy) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t before = choice().version;
  live_ = {std::move(copy), next_version_++, true, false, {}};
  tell_if_changed(before);
}

std::uint64_t ShownModel::wish() const {
  const std::lock_guard lock(mutex_);
  return wish_;
}

void ShownModel::put_opened(FrozenModelPtr model, std::uint64_t wish) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t before = choice().version;
  opened_ = {std::move(model), next_version_++, false, true, {}};
  if (wish == wish_) following_ = false;
  tell_if_changed(before);
}

void ShownModel::put_record(const std::string& file, std::shared_ptr<const std::vector<StepStats>> made_by) {
  const std::lock_guard lock(mutex_);
  if (opened_.model && opened_.model->info().source.file == file) opened_.made_by = std::move(made_by);
}

bool ShownModel::replace_opened(const FrozenModelPtr& before, FrozenModelPtr now) {
  const std::lock_guard lock(mutex_);
  if (opened_.model != before) return false;
  const std::uint64_t version = choice().version;
  opened_ = {std::move(now), next_version_++, false, false, std::move(opened_.made_by)};
  tell_if_changed(version);
  return true;
}

}  // namespace core
