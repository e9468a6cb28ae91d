#pragma once

#include <torch/nn/module.h>

#include <string>
#include <unordered_set>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/nets/layouts/layout.h"

namespace engine {

io::NamedArray to_array(const std::string& name, const at::Tensor& tensor);
at::Tensor to_tensor(const io::NamedArray& array);  // on the CPU, own memory

/// All parameters and buffers of `net` as arrays called prefix + their name; with `half`, weights of
/// convolutions and linear layers in fp16.
void append_arrays(io::WeightsFile& file, const torch::nn::Module& net, const std::string& prefix,
                   bool half = false);
/// The reverse, for equal names and shapes; fp16, bf16 and fp64 are converted. Throws core::Error about the
/// first few that are missing or wrong.
void restore_arrays(const io::WeightsFile& file, torch::nn::Module& net, const std::string& prefix,
                    const std::string& where);

/// Compares a file with the nets it should hold before anything is copied.
class ArrayCheck {
 public:
  explicit ArrayCheck(const io::WeightsFile& file) : file_(file) {}

  /// Every tensor of `net` must be there with its shape.
  void expect(const torch::nn::Module& net, const std::string& prefix);
  /// The same before the net is made: a file's claims about its sizes allocate nothing.
  void expect(const std::vector<nets::StageLayout>& stages, const std::string& prefix);
  /// Throws core::Error listing the first few problems; with `allow_extra` false, tensors nobody expected
  /// count as well.
  void finish(const std::string& where, bool allow_extra = false) const;

 private:
  void expect_array(const std::string& name, const std::vector<std::int64_t>& shape, bool is_float);

  const io::WeightsFile& file_;
  std::unordered_set<std::string> expected_;
  std::vector<std::string> problems_;
};

}  // namespace engine
