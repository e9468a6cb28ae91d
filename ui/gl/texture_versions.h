#pragma once

#include <cstdint>

namespace ui {

/// How often the pixels of a texture were written, by its GL name: a frame that draws the same rectangle from
/// new pixels is another frame (FrameDamage). UI thread.
void texture_written(unsigned texture);
std::uint32_t texture_version(unsigned texture);

}  // namespace ui
