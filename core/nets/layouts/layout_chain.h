#pragma once

#include "core/base/json.h"
#include "core/model/model_blocks.h"
#include "core/nets/layouts/layout.h"

namespace nets {

inline constexpr const char* kChainLayout = "chain";
/// The first stage's module where a chain's stages have our own names.
inline constexpr const char* kFirstStage = "stages.1";
inline constexpr int kMaxStages = core::kMaxBlocks + 1;
inline constexpr double kMaxNormEps = 100, kMaxSlope = 100;  // far above any net's: BatchNorm's, LeakyReLU's

/// Channels or units a stage's weight makes.
std::int64_t weight_outputs(const StageLayout& stage);
/// Channels or units a stage's weight reads, a joined label included.
std::int64_t weight_inputs(const StageLayout& stage);
/// Height and width behind a convolution of an input `side` square.
int side_after(const StageLayout& stage, int side);

/// Throws core::UsageError unless each stage's weight, geometry and output follow from the stage before, the
/// generator ends in the image and the discriminator in one logit, and no size is absurd (512 pixels square,
/// 16,384 channels, 32 stages).
void check_chain(const LayoutSpec& spec);

/// The stages as model files and config.json describe them: a list of {"kind", "weight", "bias", "norm",
/// "norm_eps", "norm_units", "stride", "padding", "output_padding", "out", "activation", "slope"} and where
/// it matters "kernel", "upsample", "conditional".
core::Json stages_json(const std::vector<StageLayout>& stages, double bn_eps);
/// Throws core::Error about `where` and the stage that cannot be read.
std::vector<StageLayout> stages_from_json(const core::Json& list, const std::string& where);

/// The metadata keys "generator_stages", "discriminator_stages" and "classes" of a chain.
void write_chain(const LayoutSpec& spec, std::map<std::string, std::string>& metadata);
void read_chain(const std::map<std::string, std::string>& metadata, const std::string& where,
                LayoutSpec& spec);

/// Names of a net's tensors in the order of its stages.
std::vector<std::string> tensor_names(const std::vector<StageLayout>& stages);

}  // namespace nets
