#pragma once

namespace engine {

/// In a process with a limit on addresses (ulimit -v) tensors leave some of them to oneDNN from now on, which
/// runs into a null pointer where it gets none for the code of a kernel. What they do not get is a
/// core::Error with numbers. Any thread, before the first tensor.
void leave_room_for_kernels();

}  // namespace engine
