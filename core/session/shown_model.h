#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "core/model/frozen_model.h"
#include "core/run/trainer.h"

namespace core {

/// A model and the number it got when it came in. Two with the same version are the same model.
struct VersionedModel {
  FrozenModelPtr model;
  std::uint64_t version = 0;
  bool live = false;  // a copy of the net in training: another will come soon
  bool anew = false;  // somebody just opened it: the document starts anew with its default statistics
  std::shared_ptr<const std::vector<StepStats>> made_by;  // the run that made an opened one; null = unknown
};

/// Which model every workspace shows: the opened one, or the newest copy of the net in training. Any thread.
class ShownModel {
 public:
  /// `changed` gets every newly shown model in order; it runs under this object's lock.
  explicit ShownModel(std::function<void(const VersionedModel&)> changed);

  VersionedModel shown() const;
  /// The opened one, on screen or not; null before the first.
  FrozenModelPtr opened() const;
  bool following() const;

  void follow(bool follow);
  /// A new run begins: its copies are followed, those of an earlier run only if they are on screen already.
  void expect_live();
  void put_live(FrozenModelPtr copy);

  /// A number that grows whenever the person chooses what to show. A load keeps that of its moment.
  std::uint64_t wish() const;
  /// Shows what a load opened; following is turned off unless the person chose something else since.
  void put_opened(FrozenModelPtr model, std::uint64_t wish);
  /// The run that made the model in `file`, unless another was opened meanwhile.
  void put_record(const std::string& file, std::shared_ptr<const std::vector<StepStats>> made_by);
  /// Puts `now` in the place of the opened model if that still is `before`; whether it was.
  bool replace_opened(const FrozenModelPtr& before, FrozenModelPtr now);

 private:
  const VersionedModel& choice() const;
  void tell_if_changed(std::uint64_t before);

  const std::function<void(const VersionedModel&)> changed_;
  mutable std::mutex mutex_;
  VersionedModel opened_, live_;
  bool following_ = false;
  std::uint64_t next_version_ = 1;
  std::uint64_t wish_ = 0;
};

}  // namespace core
