#pragma once

namespace io {

/// What to do about a PyTorch file that is refused.
inline constexpr const char* kResaveHint =
    "re-save as safetensors in Python: safetensors.torch.save_file(net.state_dict(), "
    "\"model.safetensors\")";

/// The same for a file that looks damaged.
inline constexpr const char* kDamagedHint =
    "download or copy the file again; if it stays so, re-save as safetensors in Python: "
    "safetensors.torch.save_file(net.state_dict(), \"model.safetensors\")";

/// About a file of another program.
inline constexpr const char* kConvertHint = "convert it to safetensors in Python";

}  // namespace io
