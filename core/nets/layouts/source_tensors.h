#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/nets/layouts/layout.h"

namespace nets {

/// By net, "G", "G_ema" or "D": names, without that prefix, of the tensors that the file a chain came from
/// has, in the order of its owner's state_dict. They are called as there; what else the net has, we added.
using SourceTensors = std::map<std::string, std::vector<std::string>>;

/// The stages of the net that is called so there.
std::vector<StageLayout> stages_of(const LayoutSpec& spec, std::string_view net);

/// The metadata key "source_tensors".
void write_source_tensors(const SourceTensors& source, std::map<std::string, std::string>& metadata);
/// What the metadata of one of our own files say; nothing where the key is not there. `nets` are those of
/// `spec`, whole, under "G.", "G_ema." and "D.". Throws core::Error about `where` unless each name is that of
/// a tensor of its net, once, and what is left out is what we add: BatchNorm's statistics, gains of 1 and
/// biases of 0, and identities.
SourceTensors read_source_tensors(const std::map<std::string, std::string>& metadata,
                                  const io::WeightsFile& nets, const LayoutSpec& spec,
                                  const std::string& where);

}  // namespace nets
