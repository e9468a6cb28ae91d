#include "core/io/sources/packed_images.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/image/resample.h"
#include "core/io/sources/planes.h"

namespace io {

core::Image PackedImages::image(std::int64_t index) const {
  if (index < 0 || index >= count()) throw core::Error("there is no such image", std::to_string(index));
  core::Image out(size, size, channels);
  const std::size_t plane = static_cast<std::size_t>(size) * size;
  const std::uint8_t* from = pixels.data() + static_cast<std::size_t>(index) * plane * channels;
  for (std::size_t i = 0; i < plane; ++i) {
    for (int c = 0; c < channels; ++c) out.pixels[i * channels + c] = from[plane * c + i];
  }
  return out;
}

void PackedImages::append(const core::Image& image, std::string name) {
  if (image.width != size || image.height != size) {
    throw core::Error("an image has another size than the others", name);
  }
  const core::Image converted = core::to_channels(image, channels);
  const std::size_t plane = static_cast<std::size_t>(size) * size;
  pixels.resize(pixels.size() + plane * channels);
  store_planes(converted, pixels.data() + pixels.size() - plane * channels);
  names.push_back(std::move(name));
}

void PackedImages::note(const std::string& remark, const std::string& name) {
  if (remark.empty()) return;
  auto known = std::find_if(remarks.begin(), remarks.end(),
                            [&](const ImageRemark& one) { return one.text == remark; });
  if (known == remarks.end()) known = remarks.insert(known, {remark, name});
  ++known->count;
}

void store_planes(const core::Image& image, std::uint8_t* out) {
  const std::size_t plane = static_cast<std::size_t>(image.width) * image.height;
  for (std::size_t i = 0; i < plane; ++i) {
    for (int c = 0; c < image.channels; ++c) out[plane * c + i] = image.pixels[i * image.channels + c];
  }
}

ContentHash::ContentHash(int size, int channels) {
  std::array<std::uint8_t, 8> shape{};
  for (int i = 0; i < 4; ++i) {
    shape[i] = static_cast<std::uint8_t>(size >> (8 * i));
    shape[4 + i] = static_cast<std::uint8_t>(channels >> (8 * i));
  }
  hash_.update(std::as_bytes(std::span(shape)));
}

void ContentHash::add(std::span<const std::uint8_t> pixels) {
  hash_.update(std::as_bytes(pixels));
}

std::string ContentHash::hex() {
  return hash_.hex();
}

std::string content_sha256(const PackedImages& images) {
  ContentHash hash(images.size, images.channels);
  hash.add(images.pixels);
  return hash.hex();
}

}  // namespace io
