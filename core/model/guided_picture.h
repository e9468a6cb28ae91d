#pragma once

#include <span>

#include "core/image/image.h"
#include "core/model/frozen_model.h"

namespace core {

/// Grey of a zero gradient, that of the released figure 5.
inline constexpr int kGuidedZero = 136;

/// The largest magnitude of several attributions, at least a little above zero: what one scale for a whole
/// row divides by.
double guided_scale(std::span<const GuidedMap> maps);
/// An attribution as a picture with its channels: 0 is grey 136, +scale is 255; clamped.
Image guided_picture(const GuidedMap& map, double scale);

}  // namespace core
