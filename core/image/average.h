#pragma once

#include <span>

#include "core/image/image.h"

namespace core {

/// Mean of pictures of one size, value by value; empty for none. Throws Error when their sizes differ.
Image mean_image(std::span<const Image> images);

/// mean(a) - mean(b) + mean(c) in pixel space, around mid-grey: what arithmetic on z must not look like
/// (paper section 6.3.2). An empty set counts as mid-grey; none at all gives an empty image. Throws Error
/// when sizes differ.
Image pixel_arithmetic(std::span<const Image> a, std::span<const Image> b, std::span<const Image> c);

/// Mean absolute difference of the values of two pictures of one size, 0..1. Throws Error when sizes differ.
double mean_difference(const Image& a, const Image& b);

}  // namespace core
