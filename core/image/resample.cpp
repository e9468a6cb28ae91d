#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace core {
namespace {

constexpr std::int64_t kMaxSide = 32768;

void check_size(std::int64_t width, std::int64_t height) {
  if (width >= 1 && height >= 1 && width <= kMaxSide && height <= kMaxSide) return;
  throw Error("illegal image size", std::to_string(width) + " x " + std::to_string(height),
              "1 to 32768 a side");
}

void require_pixels(const Image& image) {
  if (image.empty()) throw Error("the image is empty");
}

/// Which source pixels, from `first` on, make one target pixel, and how much each counts; the sum is 1.
struct Window {
  int first = 0;
  std::vector<float> weights;
};

/// Every source pixel counts by the part of it the target pixel covers.
Window covered(int target, double scale, int source_size) {
  const double begin = target * scale;
  const double end = std::min((target + 1) * scale, static_cast<double>(source_size));
  Window window{static_cast<int>(begin), {}};
  for (int i = window.first; i < end && i < source_size; ++i) {
    const double part = std::min(i + 1.0, end) - std::max(static_cast<double>(i), begin);
    window.weights.push_back(static_cast<float>(part / (end - begin)));
  }
  return window;
}

/// The two source pixels whose centres enclose the target pixel's centre; the border repeats.
Window between(int target, double scale, int source_size) {
  const double centre = std::clamp((target + 0.5) * scale - 0.5, 0.0, source_size - 1.0);
  const int first = std::min(static_cast<int>(centre), source_size - 1);
  const auto part = static_cast<float>(centre - first);
  if (first + 1 == source_size) return {first, {1.0f}};
  return {first, {1.0f - part, part}};
}

std::vector<Window> make_windows(int source_size, int target_size) {
  const double scale = static_cast<double>(source_size) / target_size;
  std::vector<Window> windows;
  windows.reserve(static_cast<std::size_t>(target_size));
  for (int target = 0; target < target_size; ++target) {
    windows.push_back(scale > 1.0 ? covered(target, scale, source_size)
                                  : between(target, scale, source_size));
  }
  return windows;
}

/// One source row at the target's width, in floats.
void resize_row(const std::uint8_t* row, int channels, const std::vector<Window>& windows, float* out) {
  for (const Window& window : windows) {
    for (int c = 0; c < channels; ++c) {
      const std::uint8_t* pixel = row + static_cast<std::ptrdiff_t>(window.first) * channels + c;
      float sum = 0.0f;
      for (const float weight : window.weights) {
        sum += weight * *pixel;
        pixel += channels;
      }
      *out++ = sum;
    }
  }
}

}  // namespace

Image enlarge_nearest(const Image& image, int factor) {
  check_size(std::int64_t{image.width} * factor, std::int64_t{image.height} * factor);
  Image large(image.width * factor, image.height * factor, image.channels);
  for (int y = 0; y < large.height; ++y) {
    std::uint8_t* out = large.at(0, y);
    for (int x = 0; x < large.width; ++x) {
      out = std::copy_n(image.at(x / factor, y / factor), image.channels, out);
    }
  }
  return large;
}

Image resize(const Image& image, int width, int height) {
  require_pixels(image);
  check_size(width, height);
  if (image.width == width && image.height == height) return image;
  const std::vector<Window> across = make_windows(image.width, width);
  const std::vector<Window> down = make_windows(image.height, height);
  Image out(width, height, image.channels);
  const std::size_t row_size = static_cast<std::size_t>(width) * image.channels;
  std::vector<float> row(row_size), sum(row_size);
  for (int y = 0; y < height; ++y) {
    const Window& window = down[static_cast<std::size_t>(y)];
    std::fill(sum.begin(), sum.end(), 0.0f);
    for (std::size_t i = 0; i < window.weights.size(); ++i) {
      resize_row(image.at(0, window.first + static_cast<int>(i)), image.channels, across, row.data());
      for (std::size_t x = 0; x < row_size; ++x) sum[x] += window.weights[i] * row[x];
    }
    std::transform(sum.begin(), sum.end(), out.at(0, y), [](float value) {
      return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f));
    });
  }
  return out;
}

Image centre_square(const Image& image, int size) {
  require_pixels(image);
  check_size(size, size);
  const int shorter = std::min(image.width, image.height);
  const auto scaled = [&](int side) { return static_cast<int>(std::int64_t{side} * size / shorter); };
  const Image resized = resize(image, scaled(image.width), scaled(image.height));
  // torchvision rounds half a pixel to the even side, and so does nearbyint.
  const int left = static_cast<int>(std::nearbyint((resized.width - size) / 2.0));
  const int top = static_cast<int>(std::nearbyint((resized.height - size) / 2.0));
  Image square(size, size, image.channels);
  for (int y = 0; y < size; ++y) {
    std::copy_n(resized.at(left, top + y), static_cast<std::ptrdiff_t>(size) * image.channels,
                square.at(0, y));
  }
  return square;
}

Image to_channels(const Image& image, int channels) {
  if (channels == image.channels) return image;
  if (channels != 1 && channels != 3)
    throw Error("illegal number of channels", std::to_string(channels), "1 or 3");
  Image out(image.width, image.height, channels);
  const std::size_t count = static_cast<std::size_t>(image.width) * image.height;
  for (std::size_t i = 0; i < count; ++i) {
    if (channels == 3) {
      std::fill_n(out.pixels.data() + 3 * i, 3, image.pixels[i]);
    } else {
      const std::uint8_t* rgb = image.pixels.data() + 3 * i;
      out.pixels[i] = static_cast<std::uint8_t>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000);
    }
  }
  return out;
}

Image flip_horizontal(const Image& image) {
  Image out(image.width, image.height, image.channels);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      std::copy_n(image.at(image.width - 1 - x, y), image.channels, out.at(x, y));
    }
  }
  return out;
}

Image cross_fade(const Image& a, const Image& b, double t) {
  if (a.width != b.width || a.height != b.height || a.channels != b.channels) {
    throw Error("only images of one size can be faded into each other");
  }
  const double part = std::clamp(t, 0.0, 1.0);
  Image out(a.width, a.height, a.channels);
  std::transform(a.pixels.begin(), a.pixels.end(), b.pixels.begin(), out.pixels.begin(),
                 [part](std::uint8_t from, std::uint8_t to) {
                   return static_cast<std::uint8_t>((1.0 - part) * from + part * to + 0.5);
                 });
  return out;
}

}  // namespace core
