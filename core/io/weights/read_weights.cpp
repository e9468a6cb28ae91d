#include "core/io/weights/read_weights.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/ending.h"
#include "core/base/error.h"
#include "core/io/byte_reader.h"
#include "core/io/content/content_kind.h"
#include "core/io/resave_hints.h"
#include "core/io/weights/npy/npy_set.h"
#include "core/io/weights/npy/npz.h"
#include "core/io/weights/pth/pth.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/io/weights/torch7/torch7.h"

namespace io {
namespace {

constexpr const char* kKinds = "safetensors, a PyTorch .pth, a Torch7 .t7, a .npz or a set of .npy files";

constexpr const char* kUnpack = "unpack it and open the weights file inside";
constexpr const char* kDownload = "download or copy the weights file again";

struct Advice {
  ContentKind kind;
  const char* hint;
};

constexpr std::array kAdvice = {
    Advice{ContentKind::kEmpty, kDownload},
    Advice{ContentKind::kGitLfsPointer,
           "fetch the file itself: git lfs pull in its repository, or the download button of its web page"},
    Advice{ContentKind::kWebPage,
           "the download gave a page instead of the file: open its address in a browser, or log in there"},
    Advice{ContentKind::kOnnx,
           "ONNX is written here, not read: open the .pth or safetensors it was made from"},
    Advice{ContentKind::kPng, "a picture that ganscope exported is made again with --from PICTURE"},
    Advice{ContentKind::kPackedImages, "train on it: ganscope train FILE --out RUN"},
    Advice{ContentKind::kCheckpoint,
           "open model.safetensors of its run, or resume: ganscope train --resume RUN"},
    Advice{ContentKind::kGzip, kUnpack},
    Advice{ContentKind::k7z, kUnpack},
    Advice{ContentKind::kRar, kUnpack},
    Advice{ContentKind::kBzip2, kUnpack},
    Advice{ContentKind::kXz, kUnpack},
    Advice{ContentKind::kEmptyZip, kUnpack},
    Advice{ContentKind::kTar,
           "unpack it and open the weights file inside; an old PyTorch tar: load it in Python and save it "
           "again"},
    Advice{ContentKind::kHdf5, kConvertHint},
    Advice{ContentKind::kGguf, kConvertHint},
    Advice{ContentKind::kOtherTorchPickle,
           "save again without pickle_protocol=: torch.save(net.state_dict(), \"model.pth\")"},
    Advice{ContentKind::kPickle, "save it in Python with torch.save(net.state_dict(), \"model.pth\")"}};

[[noreturn]] void refuse_unknown(ContentKind kind, const std::string& where) {
  const auto* advice =
      std::find_if(kAdvice.begin(), kAdvice.end(), [&](const Advice& row) { return row.kind == kind; });
  refuse_weights(where, "file", 0,
                 kKinds + (kind == ContentKind::kUnknown ? std::string()
                                                         : std::string(", this is ") + content_words(kind)),
                 advice != kAdvice.end()
                     ? advice->hint
                     : "save it in Python with torch.save(net.state_dict(), \"model.pth\") or "
                       "safetensors.torch.save_file(net.state_dict(), \"model.safetensors\")");
}

}  // namespace

WeightsFile read_weights(const std::filesystem::path& file, const ReadWeightsOptions& options) {
  std::error_code ignored;
  // A release's list of arrays (.jl) is a pickle that is not opened: it stands for its set.
  if (std::filesystem::is_directory(file, ignored) || core::ending_of(file) == ".jl")
    return read_npy_set(file);
  switch (const ContentKind kind = content_kind(file)) {
    case ContentKind::kNpz:
      return read_npz(file);
    case ContentKind::kZip:
    case ContentKind::kPth:
    case ContentKind::kPthLegacy:
      return read_pth(file);
    case ContentKind::kNpy:
      return read_npy_set(file);
    case ContentKind::kSafetensors:
      return read_safetensors(file);
    case ContentKind::kTorch7:
      return read_torch7(file, {options.torch7_long});
    default:
      refuse_unknown(kind, file.string());
  }
}

}  // namespace io
