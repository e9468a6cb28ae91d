#pragma once

#include <stop_token>

#include "core/engine/train/batch_source.h"
#include "core/engine/train/train_state.h"

namespace engine {

/// One minibatch (docs/paper.md: Training), all nets in train mode.
///
/// Normally D is updated, then G with the same fakes (dcgan.torch, pytorch/examples). With options.alternate
/// each minibatch updates one net only, G on even steps, D on odd ones (the authors' code); what the other
/// net did last stands in `stats`.
///
/// Losses are on logits: D minimises BCE(real, label_real) + BCE(fake, 0), summed; G the non-saturating
/// BCE(fake, 1). Real and fake go through D as separate batches, each with its own BatchNorm statistics.
///
/// A stop before D's update (in a step of G alone: before its update) undoes what the forward passes did to
/// the running statistics and returns false; the state is then as before the call. Throws core::Error when a
/// loss is not finite: the state is poisoned and must not be saved. state.step counts up by one; `stats` gets
/// the losses and probabilities.
bool run_step(TrainState& state, const core::TrainOptions& options, const StepBatch& batch,
              std::stop_token stop, core::StepStats& stats);

}  // namespace engine
