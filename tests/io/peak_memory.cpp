#include "tests/io/peak_memory.h"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <string>

#if defined(__has_feature)  // clang's word for what GCC says by a macro
#if __has_feature(address_sanitizer)
#define GANSCOPE_ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define GANSCOPE_ADDRESS_SANITIZER
#endif

#if defined(GANSCOPE_ADDRESS_SANITIZER)
// GCC ships the functions without their header.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void*, std::size_t),
                                              void (*)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void*);
}
#endif

namespace tests {

#if defined(GANSCOPE_ADDRESS_SANITIZER)
namespace {

std::atomic<std::size_t> current{0}, highest{0};

void on_allocation(const volatile void*, std::size_t size) {
  const std::size_t now = current += size;
  if (now > highest) highest = now;
}

void on_release(const volatile void* pointer) {
  if (pointer != nullptr) current -= __sanitizer_get_allocated_size(pointer);
}

const bool installed = __sanitizer_install_malloc_and_free_hooks(on_allocation, on_release) != 0;

}  // namespace

PeakMemory::PeakMemory() : start_(current) {
  highest = start_;
}

std::size_t PeakMemory::growth() const {
  return installed ? highest - start_ : ~std::size_t{0};
}

#else
namespace {

std::size_t status_bytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(field)) return std::stoul(line.substr(field.size())) * 1024;
  }
  return 0;
}

}  // namespace

PeakMemory::PeakMemory() {
  malloc_trim(0);                               // what was freed before must not hide what is asked for now
  std::ofstream("/proc/self/clear_refs") << 5;  // the peak starts again at what is resident now
  start_ = status_bytes("VmRSS:");
}

std::size_t PeakMemory::growth() const {
  const std::size_t peak = status_bytes("VmHWM:");
  return peak - std::min(peak, start_);
}

#endif

}  // namespace tests
