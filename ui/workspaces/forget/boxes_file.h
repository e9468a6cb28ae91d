#pragma once

#include <filesystem>

#include "ui/frame/frame.h"

namespace ui::forget {

/// Takes what a file of ours or of a labelling tool holds into the document. Boxes (COCO JSON): the samples
/// they are on are shown, their label is chosen when none has the present one. A saved mask: its fit, its
/// boxes and what it drops. A file that cannot be read becomes an error toast and changes nothing.
void load_boxes_or_mask(const std::filesystem::path& file, const core::ModelInfo& model,
                        core::ForgetDocument& document, Outbox& out);
/// Writes boxes as `boxes-001.json` in the export folder, with a toast.
void save_boxes(Frame& frame);
/// Writes which maps are dropped, with model, block and weights, as `mask-001.json` in the export folder.
void save_mask(Frame& frame);

/// Moves the range of samples so that every seed with boxes is in it, as far as kMostSamples reach.
void show_boxed_samples(core::ForgetDocument& document);

inline constexpr int kFewestSamples = 20, kMostSamples = 500;

}  // namespace ui::forget
