#pragma once

namespace engine {

/// Fixes the number of threads torch uses for work started on the calling thread; 0 = all cores. Returns the
/// number. Call it before the thread's first arithmetic: only then do two runs of a seed give the same bits.
int set_training_threads(int threads);

/// Lets glibc keep freed memory instead of returning it between steps: about 4 % more images a second. Once a
/// process; changes no result.
void keep_freed_memory();

}  // namespace engine
