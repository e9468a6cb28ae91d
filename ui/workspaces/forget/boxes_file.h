#pragma once

#include <filesystem>

#include "ui/frame/frame.h"

namespace ui::forget {

/// Takes the boxes of a COCO JSON into the document, shows the samples they are on and chooses their label
/// when none has the present one. `size` = side of the samples. A file that cannot be read becomes an error
/// toast and changes nothing.
void load_boxes(const std::filesystem::path& file, int size, core::ForgetDocument& document, Outbox& out);
/// Writes them as `boxes-001.json` in the export folder, with a toast.
void save_boxes(Frame& frame);
/// Writes which maps are dropped, with model, block and weights, as `mask-001.json` in the export folder.
void save_mask(Frame& frame);

/// Moves the range of samples so that every seed with boxes is in it, as far as kMostSamples reach.
void show_boxed_samples(core::ForgetDocument& document);

inline constexpr int kFewestSamples = 20, kMostSamples = 500;

}  // namespace ui::forget
