#pragma once

#include <string>

#include "core/model/frozen_model.h"

namespace core {

/// "ngf 64, ndf 64", of the nets that the model has: as its file says them where it does, else the channels
/// beside the image.
std::string widths_text(const ModelInfo& model);

}  // namespace core
