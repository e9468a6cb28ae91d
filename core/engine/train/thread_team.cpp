#include "core/engine/train/thread_team.h"

#include <malloc.h>
#include <torch/utils.h>

#include <algorithm>
#include <latch>
#include <limits>
#include <thread>
#include <vector>

#include "core/base/memory.h"

namespace engine {
namespace {

/// oneMKL 2024 (in the pinned LibTorch) chooses a vector function's kernel at its first call. When two
/// threads of a team make that call together, one of them can compute its share with a coarse kernel
/// (github.com/pytorch/pytorch/issues/188792): a fresh process with 2 threads drew other fakes in its first
/// step about once in 20 starts. One element is always one thread's work; here are the functions that the
/// engine calls.
void settle_vector_functions() {
  static const bool settled = [] {
    const at::Tensor one = at::ones({1});
    at::tanh(one);
    at::sqrt(one);
    return true;
  }();
  (void)settled;
}

/// Where a process gets only so many addresses (ulimit -v), OpenMP ends it when it does not get its threads.
/// So they are asked for first, in a way that fails with an exception.
void require_threads(int count) {
  if (!core::addresses_left()) return;
  std::latch all_there(1);
  std::vector<std::jthread> team;
  try {
    for (int i = 1; i < count; ++i) team.emplace_back([&] { all_there.wait(); });
  } catch (...) {
    all_there.count_down();
    throw;
  }
  all_there.count_down();
}

}  // namespace

int set_training_threads(int threads) {
  const int count =
      threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  require_threads(count);
  settle_vector_functions();
  // A thread's first parallel operation takes over the process-wide number; only after it the thread keeps
  // its own.
  at::ones({1 << 20}).add_(1);
  at::set_num_threads(count);
  return count;
}

void keep_freed_memory() {
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
  ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  ::mallopt(M_TOP_PAD, 64 << 20);
#endif
}

}  // namespace engine
