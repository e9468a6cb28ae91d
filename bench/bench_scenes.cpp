// bench_scenes [SIZE [COUNT]]: procedural pictures a second on one core, ground truth included, as JSON.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/tasks/data/procedural/scene.h"

namespace {

double scenes_a_second(tasks::SceneKind kind, int size, int count) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < count; ++i) tasks::make_scene(kind, size, i);
  return count / std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const int size = argc > 1 ? std::atoi(argv[1]) : 64;
  const int count = argc > 2 ? std::atoi(argv[2]) : 1000;
  try {
    const double rooms = scenes_a_second(tasks::SceneKind::kRooms, size, count);
    const double portraits = scenes_a_second(tasks::SceneKind::kPortraits, size, count);
    std::printf("{\"size\": %d, \"count\": %d, \"rooms_a_second\": %.0f, \"portraits_a_second\": %.0f}\n",
                size, count, rooms, portraits);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_scenes: %s\n", error.what());
    return 1;
  }
}
