// bench_train [NGF [BATCH [THREADS [ROUNDS]]]]: images a second of the training step at 64x64, as JSON.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/engine/train/measure_step.h"

namespace {

int argument(int count, char** values, int index, int otherwise) {
  return index < count ? std::atoi(values[index]) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kSteps = 3;
  core::TrainOptions options;
  options.ngf = options.ndf = argument(argc, argv, 1, 64);
  options.batch = argument(argc, argv, 2, 64);
  options.threads = argument(argc, argv, 3, 0);
  const int rounds = argument(argc, argv, 4, 6);
  try {
    core::check(options);
    const engine::StepSpeed speed = engine::measure_step(options, rounds, kSteps, {});
    std::printf("%s\n", core::json_text(core::to_json(speed, options)).c_str());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_train: %s\n", error.what());
    return 1;
  }
}
