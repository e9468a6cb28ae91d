#include "core/engine/train/thread_team.h"

#include <malloc.h>
#include <torch/utils.h>

#include <algorithm>
#include <limits>
#include <thread>

namespace engine {

int set_training_threads(int threads) {
  const int count =
      threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
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
