#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/png.h"
#include "core/io/images/decode.h"
#include "core/request/data_requests.h"
#include "core/request/request_json.h"
#include "core/tasks/work.h"

namespace tasks {
namespace {

constexpr std::size_t kLargestFile = 256u << 20;

/// Empty for any file but an export of ours: that it is another, or damaged behind its pixels, is no failure.
std::string made_by(const std::filesystem::path& file) {
  try {
    const core::PngText text = core::read_png_text(core::read_file(file, kLargestFile));
    const auto found = text.find(core::kProvenanceKey);
    return found == text.end() ? std::string() : found->second;
  } catch (const core::Error&) {
    return {};
  }
}

}  // namespace

core::OpenedImage perform(const Work<core::OpenImageRequest>& work) {
  return {io::load_image(work.request.file), made_by(work.request.file)};
}

}  // namespace tasks
