#include "core/engine/train/train_loop.h"

#include "core/base/error.h"

namespace engine {
namespace {

void pass_warnings(core::Trainer& trainer, const TrainLoopHooks& hooks) {
  for (const std::string& line : trainer.take_warnings()) {
    if (hooks.on_warning) hooks.on_warning(line);
  }
}

std::filesystem::path save(core::Trainer& trainer, const TrainLoopHooks& hooks) {
  std::filesystem::path file = trainer.save_checkpoint();
  if (hooks.on_checkpoint) hooks.on_checkpoint(file);
  return file;
}

}  // namespace

TrainLoopResult train(core::Trainer& trainer, const TrainLoopHooks& hooks) {
  TrainLoopResult result;
  std::int64_t saved_at = -1;
  core::StepStats stats;
  while (!trainer.finished() && trainer.step(hooks.stop, stats)) {
    if (hooks.on_step) hooks.on_step(stats);
    if (stats.step % trainer.options().checkpoint_every == 0) {
      try {
        result.checkpoint = save(trainer, hooks);
        saved_at = stats.step;
      } catch (const core::Error& error) {
        if (hooks.on_warning) hooks.on_warning(error.what());
      }
    }
    pass_warnings(trainer, hooks);
  }
  result.stopped = !trainer.finished();
  if (saved_at != trainer.step_count()) result.checkpoint = save(trainer, hooks);
  result.model = trainer.save_model();
  pass_warnings(trainer, hooks);
  return result;
}

}  // namespace engine
