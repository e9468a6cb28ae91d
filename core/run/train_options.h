#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/latent/prior.h"

namespace core {

/// Everything that decides a training run. The resolved options are written beside the run and into every
/// checkpoint.
struct TrainOptions {
  std::string data;           // folder, packed file, or "rooms" / "portraits"
  int data_count = 20000;     // images made when data is procedural
  std::filesystem::path run;  // folder of checkpoints, curves, sample sheets; created
  bool follow_links = false;  // links in that folder, which may come from a stranger

  std::string preset = "classic";
  std::string layout = "classic";  // "classic" (4x4) or "paper" (5x5)
  int size = 64, channels = 3, nz = 100, ngf = 64, ndf = 64;
  Prior prior = Prior::kGaussian;

  int batch = 64;
  double lr_g = 2e-4, lr_d = 2e-4, beta1 = 0.5, beta2 = 0.999, adam_eps = 1e-8, weight_decay = 0;
  double batch_norm_eps = 1e-5;
  // The paper's order: each minibatch updates one net only, G first (docs/paper.md: Training).
  bool alternate = false;
  double label_real = 1.0;     // one-sided label smoothing: 0.9
  double ema = 0;              // decay per step; 0 = no EMA
  bool flip = false;           // random horizontal mirroring of reals
  int shift = 0;               // random shifts of up to this many pixels, on reals and fakes alike
  double lr_decay_from = 1.0;  // share of the run after which both rates fall linearly to 0 (1 = never)

  double max_bad = 0.2;  // share of the image files that may be unreadable when a run begins

  std::string init;  // model file or bundled name whose weights the nets start from; empty = random
  std::string init_discriminator;  // a second file, where one holds G and the other D; empty = init has both

  std::int64_t steps = 10000;
  double minutes = 0;          // stop, with a final save, after this much wall time; 0 = no limit
  int checkpoint_every = 500;  // steps
  int keep = 3;                // newest checkpoints kept
  int sample_every = 250;      // steps between sheets of the fixed z
  std::uint64_t seed = 1;
  int threads = 0;              // 0 = all cores; recorded, part of exact resume
  std::string device = "auto";  // "auto", "cpu", "cuda:N"
  bool half = false;            // store convolutions of the final model in fp16

  bool operator==(const TrainOptions&) const = default;
};

std::vector<std::string> train_presets();  // "classic", "paper"
/// The options of a preset (docs/paper.md: Architectures). Throws UsageError with the known names.
TrainOptions preset_options(std::string_view preset);

/// Every setting in which two sets of options differ: name, value in `base`, value in `now`, as text.
struct SettingDifference {
  std::string name, base, now;
};

std::vector<SettingDifference> differences(const TrainOptions& base, const TrainOptions& now);

/// Legal square sizes are base x 2^n with base 4 to 7, from 16 to 256 (docs/paper.md: Architectures).
struct SizePlan {
  int base = 4;
  int doublings = 4;  // blocks after the stem
};

std::optional<SizePlan> plan_size(int size);
/// The legal sizes next to `size`, smaller then larger, for the refusal.
std::vector<int> nearest_legal_sizes(int size);
/// Throws UsageError naming the first bad option and what is allowed.
void check(const TrainOptions& options);

}  // namespace core
