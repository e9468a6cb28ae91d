#pragma once

#include <ATen/core/TensorBody.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/latent/prior.h"

namespace engine {

/// Pixels p of all images (size x size; channels are converted) -> p / 127.5 - 1 as [N, channels, size, size]
/// channels_last on `device`. Throws core::Error on another size.
at::Tensor images_to_tensor(std::span<const core::Image> images, int size, int channels,
                            const at::Device& device);
/// -1..1 -> round((x + 1) * 127.5), clamped.
std::vector<core::Image> tensor_to_images(const at::Tensor& images);
/// [N, nz] on `device`. Throws core::Error on a wrong length or a coordinate that is not finite.
at::Tensor latents_to_tensor(std::span<const core::Latent> z, int nz, const at::Device& device);
std::vector<float> to_vector(const at::Tensor& tensor);

/// Rethrows the exception being handled: a c10::Error becomes core::LibraryError{what, its first line} that
/// keeps its whole text, everything else passes. Call inside catch.
[[noreturn]] void rethrow_translated(const std::string& what);

/// Runs `work`; torch's exceptions leave as core::Error.
template <typename Work>
auto translated(const std::string& what, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (...) {
    rethrow_translated(what);
  }
}

}  // namespace engine
