#pragma once

#include <ATen/core/TensorBody.h>

#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace engine {

struct AdamOptions {
  double beta1 = 0.5, beta2 = 0.999, eps = 1e-8;
  double weight_decay = 0;  // L2, added to the gradient before the moments (docs/paper.md: Training)
};

/// Adam (Kingma and Ba 2015) over all parameters of a net in one call. The step counts are float tensors
/// beside the moments, so the whole state can be saved, restored and hashed; moments keep the memory layout
/// of their parameter.
class FusedAdam {
 public:
  FusedAdam(std::vector<at::Tensor> parameters, const AdamOptions& options);

  /// One update from the parameters' gradients, which are reset to none. Every parameter must have one.
  void step(double learning_rate);
  void reset_gradients();

  /// First and second moments and step counts as prefix + "m.0", "v.0", "t.0" ...
  void append_arrays(io::WeightsFile& file, const std::string& prefix) const;
  /// Throws core::Error when an array is missing or of another shape; `where` is for the message.
  void restore_arrays(const io::WeightsFile& file, const std::string& prefix, const std::string& where);

 private:
  AdamOptions options_;
  std::vector<at::Tensor> parameters_, first_moments_, second_moments_, step_counts_;
};

}  // namespace engine
