#include "core/engine/train/train_loop.h"

#include "core/base/error.h"
#include "core/run/quiet_failures.h"

namespace engine {
namespace {

class Warnings {
 public:
  explicit Warnings(const TrainLoopHooks& hooks) : hooks_(hooks) {}

  void pass(const std::string& line) {
    if (quiet_.is_new(line) && hooks_.on_warning) hooks_.on_warning(line);
  }

  void pass_those_of(core::Trainer& trainer) {
    for (const std::string& line : trainer.take_warnings()) pass(line);
  }

  void saving_works() { quiet_.works(); }

 private:
  const TrainLoopHooks& hooks_;
  core::QuietWarnings quiet_;
};

std::filesystem::path save(core::Trainer& trainer, const TrainLoopHooks& hooks) {
  std::filesystem::path file = trainer.save_checkpoint();
  if (hooks.on_checkpoint) hooks.on_checkpoint(file);
  return file;
}

}  // namespace

TrainLoopResult train(core::Trainer& trainer, const TrainLoopHooks& hooks) {
  TrainLoopResult result;
  Warnings warnings(hooks);
  std::int64_t saved_at = -1;
  core::StepStats stats;
  while (!trainer.finished() && trainer.step(hooks.stop, stats)) {
    if (hooks.on_step) hooks.on_step(stats);
    if (stats.step % trainer.options().checkpoint_every == 0) {
      try {
        result.checkpoint = save(trainer, hooks);
        saved_at = stats.step;
        warnings.saving_works();
      } catch (const core::Error& error) {
        warnings.pass(error.what());
      }
    }
    warnings.pass_those_of(trainer);
  }
  result.stopped = !trainer.finished();
  if (saved_at != trainer.step_count()) result.checkpoint = save(trainer, hooks);
  result.model = trainer.save_model(hooks.saving);
  warnings.pass_those_of(trainer);
  return result;
}

}  // namespace engine
