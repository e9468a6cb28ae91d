#include "core/run/preset_table.h"

#include <array>

namespace core {
namespace {

void apply_paper(TrainOptions& options) {
  options.layout = "paper";
  options.ngf = options.ndf = 128;
  options.prior = Prior::kUniform;
  options.batch = 128;
  options.weight_decay = 1e-5;
  options.batch_norm_eps = 1e-8;
  options.alternate = true;
}

constexpr std::array kPresets{
    TrainPreset{"classic", "classic (DCGAN.torch, PyTorch)", [](TrainOptions&) {}},
    TrainPreset{"paper", "paper (§ 4, figure 1)", apply_paper},
};

}  // namespace

std::span<const TrainPreset> preset_table() {
  return kPresets;
}

}  // namespace core
