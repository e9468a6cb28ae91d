#include "core/engine/nets/careful_allocator.h"

#include <c10/core/Allocator.h>

#include <cstdint>

#include "core/base/memory.h"

namespace engine {
namespace {

constexpr std::uint64_t kRoomForKernels = std::uint64_t{64} << 20;

class CarefulAllocator final : public c10::Allocator {
 public:
  explicit CarefulAllocator(c10::Allocator* usual) : usual_(usual) {}

  c10::DataPtr allocate(std::size_t bytes) override {
    if (const auto left = core::addresses_left(); left && *left < bytes + kRoomForKernels)
      throw core::out_of_memory(bytes);
    return usual_->allocate(bytes);
  }

  c10::DeleterFnPtr raw_deleter() const override { return usual_->raw_deleter(); }

  void copy_data(void* to, const void* from, std::size_t bytes) const override {
    usual_->copy_data(to, from, bytes);
  }

 private:
  c10::Allocator* usual_;
};

}  // namespace

void leave_room_for_kernels() {
  if (!core::addresses_left()) return;
  static CarefulAllocator careful(c10::GetAllocator(c10::DeviceType::CPU));
  c10::SetAllocator(c10::DeviceType::CPU, &careful, 100);
}

}  // namespace engine
