#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/session/commands.h"
#include "core/session/snapshot.h"

namespace core {

/// Where workers leave what the window takes once a frame: the newest pictures and every event. Any thread.
class Publisher {
 public:
  explicit Publisher(std::function<void()> wake) : wake_(std::move(wake)) {}

  void emit(Event event);
  void show(Surface surface, std::shared_ptr<const SurfacePictures> pictures);
  void show(std::shared_ptr<const InspectPictures> pictures);

  /// Makes the window draw after a change that did not go through this object.
  void wake() const {
    if (wake_) wake_();
  }

  std::vector<Event> take_events();
  void copy_pictures(Snapshot& snapshot) const;

 private:
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::vector<Event> events_;
  std::array<std::shared_ptr<const SurfacePictures>, kSurfaceCount> surfaces_;
  std::shared_ptr<const InspectPictures> inspect_;
};

}  // namespace core
