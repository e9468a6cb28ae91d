#pragma once

#include <optional>
#include <vector>

#include "core/document/document.h"
#include "core/request/render_request.h"

namespace ui::arithmetic {

/// Tiles of the surface kArithmeticResult: the 3 x 3 first, Y in its middle, then the same sum of single
/// exemplars.
inline constexpr int kResultTiles = 9, kResultCentre = 4, kMostSingles = 3;
/// Fresh samples the turn is added to (figure 8).
inline constexpr int kTurnRows = 5;
/// From this many exemplars on a mean counts as steady (paper section 6.3.2).
inline constexpr int kSteadyExemplars = 3;

/// Y = mean A - mean B + mean C; nothing while all three bins are empty.
std::optional<core::Latent> result_of(const core::ArithmeticDocument& document, const core::ModelInfo& model);
/// The same with the i-th exemplar of each bin in the place of the mean, for the first three i.
std::vector<core::Latent> singles_of(const core::ArithmeticDocument& document);
/// Means of the bins that hold something, in order.
std::vector<core::Latent> means_of(const core::ArithmeticDocument& document);
/// The latents of the turn sheet row by row; empty while an end is missing.
std::vector<core::Latent> turn_latents(const core::ArithmeticDocument& document,
                                       const core::ModelInfo& model);

core::ArithmeticRequest arithmetic_request(const core::ArithmeticDocument& document);
core::TurnRequest turn_request(const core::ArithmeticDocument& document, const core::ModelInfo& model);

/// Mean absolute pixel difference of the eight neighbours to the centre, 0..1; nothing before all nine are
/// there.
std::optional<double> measured_change(const core::SurfacePictures* result);

/// mean A - mean B + mean C of the pictures themselves; nothing while one of them is not rendered or
/// still another model's, of another size.
std::optional<core::Image> pixel_version(const core::ArithmeticDocument& document,
                                         const core::SurfacePictures* items);

}  // namespace ui::arithmetic
