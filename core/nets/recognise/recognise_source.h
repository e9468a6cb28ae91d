#pragma once

#include <string>
#include <vector>

#include "core/nets/layouts/layout.h"
#include "core/nets/recognise/recognise_nets.h"

namespace nets {

/// What stands before the layers' paths in the state_dict of the net's own class: "gen." where all tensors of
/// a dict begin so, as an attribute's do. Keys of dicts around it, wrappers' names and what tells several
/// nets of one dict apart do not.
std::string owner_prefix(const FoundNet& net, const io::WeightsFile& file);

/// Names a net's stages as its file names its layers, so that the file's owner finds the names again; an
/// identity, which no file has, has its BatchNorm's with "_identity" behind. Leaves `stages` without names
/// where the file's are no modules'.
void name_like_source(std::vector<StageLayout>& stages, const FoundChain& chain, const std::string& prefix);

}  // namespace nets
