#include "core/engine/nets/tensors.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "core/base/library_error.h"
#include "core/base/memory.h"
#include "core/image/resample.h"

namespace engine {
namespace {

/// Bytes that LibTorch's allocator could not get: "... DefaultCPUAllocator: can't allocate memory: you tried
/// to allocate 4096 bytes ..."; nothing for another failure. oneDNN says no more than that it "could not
/// create" a thing, which with sizes that were checked is for lack of memory.
std::optional<std::uint64_t> memory_refused(const std::string& text) {
  constexpr std::string_view kTried = "you tried to allocate ";
  if (const std::size_t at = text.find(kTried); at != std::string::npos)
    return std::strtoull(text.c_str() + at + kTried.size(), nullptr, 10);
  for (const char* said : {"not enough memory", "can't allocate memory", "could not create a memory",
                           "could not create a primitive", "out of memory"})
    if (text.find(said) != std::string::npos) return 0;
  return std::nullopt;
}

/// "[enforce fail at alloc_cpu.cpp:127] err == 0. ..." without where in LibTorch that was; its first line.
std::string readable(std::string text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find("] ");
    if (end != std::string::npos) text.erase(0, end + 2);
  }
  return text.substr(0, text.find('\n'));
}

[[noreturn]] void refuse(const std::string& what, const std::string& text, const std::string& said) {
  if (const auto bytes = memory_refused(text)) {
    const core::Error memory = core::out_of_memory(*bytes);
    throw core::LibraryError(what + ", " + memory.failed(), {}, memory.hint(), said);
  }
  throw core::LibraryError(what, readable(text), {}, said);
}

}  // namespace

at::Tensor images_to_tensor(std::span<const core::Image> images, int size, int channels,
                            const at::Device& device) {
  const auto count = static_cast<std::int64_t>(images.size());
  at::Tensor bytes = at::empty({count, size, size, channels}, at::kByte);
  const std::size_t image_bytes = static_cast<std::size_t>(size) * size * channels;
  auto* out = bytes.mutable_data_ptr<std::uint8_t>();
  for (const core::Image& image : images) {
    if (image.width != size || image.height != size) {
      throw core::Error("image of the wrong size",
                        std::to_string(image.width) + " x " + std::to_string(image.height),
                        "this model takes " + std::to_string(size) + " x " + std::to_string(size));
    }
    const core::Image converted = core::to_channels(image, channels);
    std::memcpy(out, converted.pixels.data(), image_bytes);
    out += image_bytes;
  }
  return bytes.to(device).to(at::kFloat).div_(127.5).sub_(1).permute({0, 3, 1, 2});
}

std::vector<core::Image> tensor_to_images(const at::Tensor& images) {
  const at::Tensor bytes = images.detach()
                               .add(1)
                               .mul_(127.5)
                               .round_()
                               .clamp_(0, 255)
                               .permute({0, 2, 3, 1})
                               .to(at::kByte)
                               .cpu()
                               .contiguous();
  const int height = static_cast<int>(bytes.size(1));
  const int width = static_cast<int>(bytes.size(2));
  const int channels = static_cast<int>(bytes.size(3));
  std::vector<core::Image> result;
  result.reserve(static_cast<std::size_t>(bytes.size(0)));
  const auto* from = bytes.const_data_ptr<std::uint8_t>();
  for (std::int64_t index = 0; index < bytes.size(0); ++index) {
    core::Image& image = result.emplace_back(width, height, channels);
    std::memcpy(image.pixels.data(), from, image.pixels.size());
    from += image.pixels.size();
  }
  return result;
}

at::Tensor latents_to_tensor(std::span<const core::Latent> z, int nz, const at::Device& device) {
  at::Tensor tensor = at::empty({static_cast<std::int64_t>(z.size()), nz});
  auto* out = tensor.mutable_data_ptr<float>();
  for (const core::Latent& latent : z) {
    if (latent.size() != static_cast<std::size_t>(nz)) {
      throw core::Error("latent of the wrong length", std::to_string(latent.size()) + " coordinates",
                        "this model takes " + std::to_string(nz));
    }
    for (float coordinate : latent) {
      if (!std::isfinite(coordinate)) {
        throw core::Error("latent with a coordinate that is not a number");
      }
      *out++ = coordinate;
    }
  }
  return tensor.to(device);
}

std::vector<float> to_vector(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.detach().cpu().to(at::kFloat).contiguous();
  const auto* data = flat.const_data_ptr<float>();
  return {data, data + flat.numel()};
}

void rethrow_translated(const std::string& what) {
  try {
    throw;
  } catch (const c10::OutOfMemoryError& error) {
    throw core::LibraryError(what, "the device is out of memory", "use a smaller batch, size or model",
                             error.what());
  } catch (const c10::Error& error) {
    refuse(what, error.what_without_backtrace(), error.what());
  } catch (const core::Error&) {
    throw;
  } catch (const core::Cancelled&) {
    throw;
  } catch (const std::system_error&) {  // of the file system, or of threads
    throw;
  } catch (const std::runtime_error& error) {  // oneDNN's and LibTorch's own
    refuse(what, error.what(), error.what());
  }
}

}  // namespace engine
