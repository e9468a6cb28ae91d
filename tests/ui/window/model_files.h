#pragma once

#include <filesystem>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace test {

/// Tensors of a 64-pixel net under the names of pytorch/examples dcgan, small noise as weights and BatchNorm
/// statistics of 0 and 1: G (nz = 100) under "G.", D under "D.".
io::WeightsFile classic_generator(int ngf);
io::WeightsFile classic_discriminator(int ndf, int channels = 3);
/// All tensors of both.
io::WeightsFile joined(io::WeightsFile a, const io::WeightsFile& b);

/// One model file of each kind that is none of ours, each sound as what it is, in `folder`.
std::vector<std::filesystem::path> well_formed_strangers(const std::filesystem::path& folder);

}  // namespace test
