#include "core/engine/nets/device.h"

#include <ATen/Context.h>
#include <c10/core/DeviceGuard.h>

#include <charconv>

#include "core/base/error.h"

namespace engine {

at::Device parse_device(const std::string& name) {
  if (name == "cpu") return at::kCPU;
  const bool present = at::globalContext().hasCUDA();
  if (name == "auto") return present ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);

  int index = 0;
  if (name != "cuda") {
    const char* const end = name.data() + name.size();
    const char* const begin = name.starts_with("cuda:") ? name.data() + 5 : end;
    const auto [stop, error] = std::from_chars(begin, end, index);
    if (error != std::errc() || stop != end || index < 0) {
      throw core::UsageError("no device is called " + name, {}, "devices: auto, cpu, cuda:0, cuda:1 ...");
    }
  }
  if (!present) {
    throw core::Error("no CUDA device can be used", name,
                      at::globalContext().hasCUDART()
                          ? "is the NVIDIA driver installed? --device cpu works everywhere"
                          : "this LibTorch is a CPU build; use --device cpu");
  }
  const int count = static_cast<int>(at::detail::getCUDAHooks().deviceCount());
  if (index >= count) {
    throw core::Error("no such CUDA device", name, "this machine has " + std::to_string(count));
  }
  return {at::kCUDA, static_cast<c10::DeviceIndex>(index)};
}

std::string device_name(const at::Device& device) {
  return device.is_cuda() ? "cuda:" + std::to_string(device.has_index() ? device.index() : 0) : "cpu";
}

}  // namespace engine
