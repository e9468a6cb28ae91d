#pragma once

#include <cstdint>
#include <memory>

namespace ui {

/// A number that grows whenever a published value was replaced: the version of textures and caches made from
/// it. Keeps the value alive, so that a new one cannot take its address unnoticed.
template <class T>
class ChangeCounter {
 public:
  std::uint64_t of(const std::shared_ptr<const T>& value) {
    if (value != last_) {
      last_ = value;
      ++count_;
    }
    return count_;
  }

 private:
  std::shared_ptr<const T> last_;
  std::uint64_t count_ = 0;
};

}  // namespace ui
