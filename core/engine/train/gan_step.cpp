#include "core/engine/train/gan_step.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/error.h"
#include "core/engine/train/shift_images.h"

namespace engine {
namespace {

/// Remembers the running statistics, to undo a step that was stopped half-way.
class BufferBackup {
 public:
  BufferBackup(const torch::nn::Module& g, const torch::nn::Module& d) {
    for (const torch::nn::Module* net : {&g, &d}) {
      for (at::Tensor& buffer : net->buffers()) {
        copies_.push_back(buffer.clone());
        buffers_.push_back(std::move(buffer));
      }
    }
  }

  void restore() {
    at::NoGradGuard no_grad;
    for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i].copy_(copies_[i]);
  }

 private:
  std::vector<at::Tensor> buffers_, copies_;
};

/// While G learns, D's weights need no gradient: a twelfth of the step's arithmetic is saved.
class FrozenParameters {
 public:
  explicit FrozenParameters(const torch::nn::Module& net) : parameters_(net.parameters()) {
    require_gradients(false);
  }

  ~FrozenParameters() { require_gradients(true); }

  FrozenParameters(const FrozenParameters&) = delete;
  FrozenParameters& operator=(const FrozenParameters&) = delete;

 private:
  void require_gradients(bool required) {
    for (at::Tensor& parameter : parameters_) parameter.set_requires_grad(required);
  }

  std::vector<at::Tensor> parameters_;
};

/// One step in progress.
class Step {
 public:
  Step(TrainState& state, const core::TrainOptions& options, const StepBatch& batch, std::stop_token stop,
       core::StepStats& stats)
      : state_(state),
        options_(options),
        batch_(batch),
        stop_(std::move(stop)),
        stats_(stats),
        rate_(rate_factor(options, state.step, state.seconds)),
        backup_(*state.g, *state.d) {}

  /// D, then G with the same fakes.
  bool both() {
    const at::Tensor fake = fakes();
    if (!update_discriminator(fake.detach())) return false;
    update_generator(fake);
    return true;
  }

  bool generator_only() {
    const at::Tensor fake = fakes();
    if (stopped()) return false;
    update_generator(fake);
    return true;
  }

  bool discriminator_only() {
    at::Tensor fake;
    {
      at::NoGradGuard no_grad;
      fake = fakes();
    }
    return update_discriminator(fake);
  }

  /// After an error: takes back what the forward passes did, or, when a net has already changed, marks the
  /// state.
  void abandon() {
    if (updating_) {
      state_.poisoned = true;
    } else {
      undo();
    }
  }

 private:
  at::Tensor fakes() {
    const at::Tensor images = state_.g->forward(batch_.z);
    return batch_.fake_shifts.empty() ? images : shift_images(images, batch_.fake_shifts);
  }

  bool stopped() {
    if (stop_.stop_requested()) undo();
    return stop_.stop_requested();
  }

  void undo() {
    backup_.restore();
    state_.adam_d.reset_gradients();
    state_.adam_g.reset_gradients();
  }

  bool update_discriminator(const at::Tensor& fake) {
    if (stopped()) return false;
    const at::Tensor real_logits = state_.d->forward(batch_.real);
    if (stopped()) return false;
    const at::Tensor fake_logits = state_.d->forward(fake);
    if (stopped()) return false;
    // softplus(-x) + (1 - label) x is the cross entropy of sigmoid(x) with the label, without a clamp that
    // would stop the gradient.
    const at::Tensor on_real = at::softplus(-real_logits) + (1 - options_.label_real) * real_logits;
    const at::Tensor loss = on_real.mean() + at::softplus(fake_logits).mean();
    loss.backward();
    if (stopped()) return false;
    stats_.loss_d = finite(loss, "D");
    stats_.d_real = real_logits.detach().sigmoid().mean().item<double>();
    stats_.d_fake_before = fake_logits.detach().sigmoid().mean().item<double>();
    updating_ = true;
    state_.adam_d.step(rate_ * options_.lr_d);
    return true;
  }

  void update_generator(const at::Tensor& fake) {
    const FrozenParameters frozen(*state_.d);
    const at::Tensor logits = state_.d->forward(fake);
    const at::Tensor loss = at::softplus(-logits).mean();
    loss.backward();
    stats_.loss_g = finite(loss, "G");
    stats_.d_fake_after = logits.detach().sigmoid().mean().item<double>();
    updating_ = true;
    state_.adam_g.step(rate_ * options_.lr_g);
    update_average();
  }

  /// The average follows faster in the first steps, so that it does not remember the random start.
  void update_average() {
    if (state_.ema.is_empty()) return;
    at::NoGradGuard no_grad;
    const auto step = static_cast<double>(state_.step);
    const double decay = std::min(options_.ema, (1 + step) / (10 + step));
    at::_foreach_lerp_(state_.ema->parameters(), state_.g->parameters(), 1 - decay);
    const std::vector<at::Tensor> from = state_.g->buffers();
    std::vector<at::Tensor> to = state_.ema->buffers();
    for (std::size_t i = 0; i < from.size(); ++i) to[i].copy_(from[i]);
  }

  double finite(const at::Tensor& loss, const std::string& net) {
    const auto value = loss.item<double>();
    if (std::isfinite(value)) return value;
    state_.poisoned = true;
    throw core::Error("training diverged: the loss of " + net + " is not a number",
                      "step " + std::to_string(state_.step + 1), kLowerRate);
  }

  TrainState& state_;
  const core::TrainOptions& options_;
  const StepBatch& batch_;
  std::stop_token stop_;
  core::StepStats& stats_;
  double rate_;
  BufferBackup backup_;
  bool updating_ = false;
};

}  // namespace

bool run_step(TrainState& state, const core::TrainOptions& options, const StepBatch& batch,
              std::stop_token stop, core::StepStats& stats) {
  Step step(state, options, batch, std::move(stop), stats);
  const bool g_turn = state.step % 2 == 0;
  try {
    const bool done = !options.alternate ? step.both()
                      : g_turn           ? step.generator_only()
                                         : step.discriminator_only();
    if (!done) return false;
  } catch (...) {
    step.abandon();
    throw;
  }
  stats.step = ++state.step;
  return true;
}

}  // namespace engine
