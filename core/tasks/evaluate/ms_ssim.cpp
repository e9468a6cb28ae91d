#include "core/tasks/evaluate/ms_ssim.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/error.h"

namespace tasks {
namespace {

constexpr double kWeights[5] = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
constexpr int kWindow = 11;
constexpr double kSigma = 1.5;
constexpr double kC1 = (0.01 * 255) * (0.01 * 255), kC2 = (0.03 * 255) * (0.03 * 255);

/// One channel as numbers.
struct Plane {
  int width = 0, height = 0;
  std::vector<double> values;
};

Plane plane_of(const core::Image& image, int channel) {
  Plane plane{image.width, image.height, {}};
  for (std::size_t i = static_cast<std::size_t>(channel); i < image.pixels.size();
       i += static_cast<std::size_t>(image.channels))
    plane.values.push_back(image.pixels[i]);
  return plane;
}

std::vector<double> gaussian(int taps, double sigma) {
  std::vector<double> kernel(static_cast<std::size_t>(taps));
  double sum = 0;
  for (int i = 0; i < taps; ++i) {
    const double x = i - (taps - 1) / 2.0;
    sum += kernel[static_cast<std::size_t>(i)] = std::exp(-x * x / (2 * sigma * sigma));
  }
  for (double& value : kernel) value /= sum;
  return kernel;
}

/// Separable filter without padding: the result is taps - 1 smaller each way.
Plane filtered(const Plane& in, const std::vector<double>& kernel) {
  const int taps = static_cast<int>(kernel.size());
  Plane rows{in.width - taps + 1, in.height, {}};
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < rows.width; ++x) {
      double sum = 0;
      for (int k = 0; k < taps; ++k)
        sum +=
            kernel[static_cast<std::size_t>(k)] * in.values[static_cast<std::size_t>(y) * in.width + x + k];
      rows.values.push_back(sum);
    }
  Plane out{rows.width, in.height - taps + 1, {}};
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      double sum = 0;
      for (int k = 0; k < taps; ++k)
        sum += kernel[static_cast<std::size_t>(k)] *
               rows.values[static_cast<std::size_t>(y + k) * out.width + x];
      out.values.push_back(sum);
    }
  return out;
}

Plane product(const Plane& a, const Plane& b) {
  Plane out = a;
  for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] *= b.values[i];
  return out;
}

Plane halved(const Plane& in) {
  Plane out{in.width / 2, in.height / 2, {}};
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const double* at = in.values.data() + static_cast<std::size_t>(2 * y) * in.width + 2 * x;
      out.values.push_back((at[0] + at[1] + at[in.width] + at[in.width + 1]) / 4);
    }
  return out;
}

struct Similarity {
  double whole = 0;  // luminance x contrast x structure
  double contrast_structure = 0;
};

Similarity compare(const Plane& a, const Plane& b) {
  const int taps = std::min({kWindow, a.width, a.height});
  const std::vector<double> kernel = gaussian(taps, kSigma * taps / kWindow);
  const Plane mean_a = filtered(a, kernel), mean_b = filtered(b, kernel);
  const Plane aa = filtered(product(a, a), kernel), bb = filtered(product(b, b), kernel),
              ab = filtered(product(a, b), kernel);
  Similarity sum;
  for (std::size_t i = 0; i < aa.values.size(); ++i) {
    const double ma = mean_a.values[i], mb = mean_b.values[i];
    const double var = (aa.values[i] - ma * ma) + (bb.values[i] - mb * mb), cov = ab.values[i] - ma * mb;
    const double cs = (2 * cov + kC2) / (var + kC2);
    sum.contrast_structure += cs;
    sum.whole += cs * (2 * ma * mb + kC1) / (ma * ma + mb * mb + kC1);
  }
  const double n = static_cast<double>(aa.values.size());
  return {sum.whole / n, sum.contrast_structure / n};
}

double channel_similarity(Plane a, Plane b) {
  double result = 1;
  for (int scale = 0; scale < 5; ++scale) {
    const Similarity similarity = compare(a, b);
    const bool last = scale == 4 || std::min(a.width, a.height) < 2;
    // Negative contrast-structure terms are clipped: their fractional power has no value.
    result *=
        std::pow(std::max(0.0, last ? similarity.whole : similarity.contrast_structure), kWeights[scale]);
    if (last) break;
    a = halved(a);
    b = halved(b);
  }
  return result;
}

}  // namespace

double ms_ssim(const core::Image& a, const core::Image& b) {
  if (a.width != b.width || a.height != b.height || a.channels != b.channels || a.empty())
    throw core::Error("pictures of different size cannot be compared", "MS-SSIM");
  double sum = 0;
  for (int channel = 0; channel < a.channels; ++channel)
    sum += channel_similarity(plane_of(a, channel), plane_of(b, channel));
  return sum / a.channels;
}

core::Interval pair_similarity(std::span<const core::Image> images, const core::Progress& progress) {
  double sum = 0, squares = 0;
  const auto pairs = static_cast<std::int64_t>(images.size() / 2);
  if (pairs < 2)
    throw core::Error("too few images for pairs", std::to_string(images.size()), "four or more are needed");
  for (std::int64_t i = 0; i < pairs; ++i) {
    progress.at(i, pairs, "pairs");
    const double value =
        ms_ssim(images[static_cast<std::size_t>(2 * i)], images[static_cast<std::size_t>(2 * i + 1)]);
    sum += value;
    squares += value * value;
  }
  progress.at(pairs, pairs, "pairs");
  const double n = static_cast<double>(pairs), mean = sum / n;
  const double half = 1.96 * std::sqrt(std::max(0.0, (squares / n - mean * mean) * n / (n - 1)) / n);
  return {mean, mean - half, mean + half};
}

}  // namespace tasks
