#pragma once

#include <vector>

#include "core/model/frozen_model.h"

namespace core {

/// The most blocks a net has: a chain of 32 stages, whose last one makes the image or the logit.
inline constexpr int kMaxBlocks = 31;

/// Throws UsageError unless the net, "generator" or "discriminator", has this block, counted from 1.
void check_block(int block, const std::vector<BlockShape>& blocks, const char* net);
/// The same, and unless all of the maps are the block's, counted from 0.
void check_maps(int block, const std::vector<int>& maps, const std::vector<BlockShape>& blocks,
                const char* net);

}  // namespace core
