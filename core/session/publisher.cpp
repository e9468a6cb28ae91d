#include "core/session/publisher.h"

namespace core {

void Publisher::emit(Event event) {
  {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
  }
  wake();
}

void Publisher::show(Surface surface, std::shared_ptr<const SurfacePictures> pictures) {
  {
    const std::lock_guard lock(mutex_);
    surfaces_[static_cast<std::size_t>(surface)].swap(pictures);
  }
  wake();
}

void Publisher::show(std::shared_ptr<const InspectPictures> pictures) {
  {
    const std::lock_guard lock(mutex_);
    inspect_.swap(pictures);
  }
  wake();
}

std::vector<Event> Publisher::take_events() {
  const std::lock_guard lock(mutex_);
  return std::exchange(events_, {});
}

void Publisher::copy_pictures(Snapshot& snapshot) const {
  const std::lock_guard lock(mutex_);
  snapshot.surfaces = surfaces_;
  snapshot.inspect = inspect_;
}

}  // namespace core
