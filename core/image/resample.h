#pragma once

#include "core/image/image.h"

namespace core {

Image enlarge_nearest(const Image& image, int factor);
/// Area-averaging when shrinking, bilinear when enlarging.
Image resize(const Image& image, int width, int height);
/// Shorter side scaled to `size`, then the centre square: how pytorch/examples dcgan prepares its data.
Image centre_square(const Image& image, int size);
Image to_channels(const Image& image, int channels);  // 3 -> 1 by Rec. 601 luma, 1 -> 3 by copying
Image flip_horizontal(const Image& image);
/// (1 - t) * a + t * b in pixel space: what a walk must not look like (paper figure 4's contrast).
Image cross_fade(const Image& a, const Image& b, double t);

}  // namespace core
