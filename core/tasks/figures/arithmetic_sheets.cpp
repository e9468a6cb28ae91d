#include <algorithm>

#include "core/base/error.h"
#include "core/image/average.h"
#include "core/image/grid.h"
#include "core/image/resample.h"
#include "core/latent/arithmetic.h"
#include "core/latent/interpolate.h"
#include "core/tasks/figures/figure.h"

namespace tasks {
namespace {

constexpr std::uint8_t kPaper = 255;  // figures are for print: white ground, black signs
constexpr int kEnlarge = 2;
constexpr int kGap = 4;

using Images = std::vector<core::Image>;

std::vector<core::Latent> latents_of(const std::vector<core::Exemplar>& items) {
  std::vector<core::Latent> latents;
  for (const core::Exemplar& item : items) latents.push_back(item.z);
  return latents;
}

core::Image enlarged(const core::Image& image) {
  return core::to_channels(core::enlarge_nearest(image, kEnlarge), 3);
}

void black_box(core::Image& sheet, int x, int y, int width, int height) {
  core::paste(sheet, core::Image(width, height, 3, 0), x, y);
}

enum class Sign { kMinus, kPlus, kEqual };

void draw_sign(core::Image& sheet, Sign sign, int x, int y, int arm) {
  const int thick = std::max(2, arm / 5);
  if (sign == Sign::kEqual) {
    black_box(sheet, x - arm, y - thick * 2, 2 * arm, thick);
    black_box(sheet, x - arm, y + thick, 2 * arm, thick);
    return;
  }
  black_box(sheet, x - arm, y - thick / 2, 2 * arm, thick);
  if (sign == Sign::kPlus) black_box(sheet, x - thick / 2, y - arm, thick, 2 * arm);
}

struct Concept {
  Images exemplars;
  core::Image of_mean;     // G(mean z)
  core::Image pixel_mean;  // mean of the pictures
};

Concept make_concept(const core::FrozenModel& model, const std::vector<core::Exemplar>& items,
                     const core::GenerateOptions& options, const core::Progress& progress) {
  if (items.empty()) return {};
  std::vector<core::Latent> latents = latents_of(items);
  latents.push_back(core::mean_latent(latents));
  Concept result;
  result.exemplars = render_latents(model, latents, options, progress);
  result.of_mean = result.exemplars.back();
  result.exemplars.pop_back();
  result.pixel_mean = core::mean_image(result.exemplars);
  return result;
}

}  // namespace

core::Image arithmetic_sheet(const core::FrozenModel& model, const core::ArithmeticRequest& request,
                             const core::GenerateOptions& options, const core::Progress& progress) {
  if (request.a.empty() && request.b.empty() && request.c.empty())
    throw core::UsageError("no set to add or take away", "A, B and C are empty",
                           "three latents each are usual");
  const core::ModelInfo& info = model.info();
  const int tile = info.size * kEnlarge, sign_width = tile / 2;
  const std::size_t most = std::max({request.a.size(), request.b.size(), request.c.size()});
  const int column_width = tile + sign_width;
  const int rows = static_cast<int>(most), mean_y = kGap + rows * (tile + kGap) + tile / 4;
  const int pixel_y = mean_y + tile + tile / 4;
  const int result_x = kGap + 3 * column_width;
  core::Image sheet = core::blank_sheet(result_x + 3 * tile + 2 * kGap + kGap,
                                        std::max(pixel_y + tile, 3 * tile + 3 * kGap) + kGap, 3, kPaper);

  core::Latent y = core::combine(latents_of(request.a), latents_of(request.b), latents_of(request.c));
  if (request.norm_matched) y = core::scaled_to_norm(y, core::typical_norm(info.prior, info.nz));
  const Images results =
      render_latents(model, core::neighbours(y, request.noise, request.noise_seed), options, progress);
  const Concept concepts[3] = {make_concept(model, request.a, options, progress),
                               make_concept(model, request.b, options, progress),
                               make_concept(model, request.c, options, progress)};

  for (int k = 0; k < 3; ++k) {
    const int x = kGap + k * column_width;
    for (std::size_t i = 0; i < concepts[k].exemplars.size(); ++i)
      core::paste(sheet, enlarged(concepts[k].exemplars[i]), x, kGap + static_cast<int>(i) * (tile + kGap));
    if (concepts[k].exemplars.empty()) continue;
    core::paste(sheet, enlarged(concepts[k].of_mean), x, mean_y);
    core::paste(sheet, enlarged(concepts[k].pixel_mean), x, pixel_y);
  }
  const Sign signs[3] = {Sign::kMinus, Sign::kPlus, Sign::kEqual};
  for (int k = 0; k < 3; ++k)
    for (const int y0 : {mean_y, pixel_y})
      draw_sign(sheet, signs[k], kGap + k * column_width + tile + sign_width / 2, y0 + tile / 2, tile / 10);

  const int grid_y = std::max(kGap, mean_y + tile - 3 * tile - 2 * kGap);
  for (int i = 0; i < 9; ++i)
    core::paste(sheet, enlarged(results[i]), result_x + (i % 3) * (tile + kGap),
                grid_y + (i / 3) * (tile + kGap));
  const core::Image pixels =
      core::pixel_arithmetic(concepts[0].exemplars, concepts[1].exemplars, concepts[2].exemplars);
  core::paste(sheet, enlarged(pixels), result_x, pixel_y);
  return sheet;
}

core::Image turn_sheet(const core::FrozenModel& model, const core::TurnRequest& request,
                       const core::GenerateOptions& options, const core::Progress& progress) {
  if (request.left.empty() || request.right.empty())
    throw core::UsageError("a turn needs both ends",
                           request.left.empty() ? "left is empty" : "right is empty",
                           "four latents each are usual");
  const int tile = model.info().size * kEnlarge, bar = 4, columns = request.columns, centre = columns / 2;
  const int rows = static_cast<int>(request.rows.size()), top = tile + tile / 3;
  const auto column_x = [&](int column) {
    return kGap + column * tile + (column >= centre ? 2 * bar : 0) + (column > centre ? 2 * bar : 0);
  };
  core::Image sheet =
      core::blank_sheet(column_x(columns - 1) + tile + kGap, kGap + top + rows * tile + kGap, 3, kPaper);

  const core::Latent left = core::mean_latent(latents_of(request.left)),
                     right = core::mean_latent(latents_of(request.right));
  const core::Latent axis = core::add(right, left, -1.0);
  std::vector<core::Latent> latents{left, right};
  for (const core::Exemplar& row : request.rows) {
    const std::vector<core::Latent> turned = core::turn_row(row.z, axis, request.step, request.columns);
    latents.insert(latents.end(), turned.begin(), turned.end());
  }
  const Images tiles = render_latents(model, latents, options, progress);

  core::paste(sheet, enlarged(tiles[0]), column_x(0), kGap);
  core::paste(sheet, enlarged(tiles[1]), column_x(columns - 1), kGap);
  const int arrow_y = kGap + tile / 2, arrow_end = column_x(columns - 1) - tile / 4;
  black_box(sheet, column_x(0) + tile + tile / 4, arrow_y - 1, arrow_end - column_x(0) - tile - tile / 4, 3);
  for (int step = 0; step < tile / 8; ++step)
    black_box(sheet, arrow_end - step, arrow_y - step / 2 - 1, 1, step + 3);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      core::paste(sheet, enlarged(tiles[2 + std::size_t(row) * columns + column]), column_x(column),
                  kGap + top + row * tile);
  black_box(sheet, column_x(centre) - bar - bar / 2, kGap + top, bar, rows * tile);
  black_box(sheet, column_x(centre) + tile + bar / 2, kGap + top, bar, rows * tile);
  return sheet;
}

}  // namespace tasks
