#include "core/engine/train/shift_images.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

using core::Shift;
using engine::shift_images;

namespace {

at::Tensor numbered(at::IntArrayRef shape) {
  return at::arange(1, at::Tensor(at::empty(shape)).numel() + 1, at::kFloat)
      .reshape(shape)
      .contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

TEST_CASE("an image moves right and down by its own shift and grey comes in") {
  const at::Tensor images = numbered({2, 1, 3, 3});
  const at::Tensor moved = shift_images(images, {{1, 0}, {0, -1}});
  const at::Tensor expected = at::tensor({0.F, 1.F, 2.F, 0.F, 4.F, 5.F, 0.F, 7.F, 8.F,  //
                                          13.F, 14.F, 15.F, 16.F, 17.F, 18.F, 0.F, 0.F, 0.F});
  CHECK(moved.contiguous().view(-1).equal(expected));
}

TEST_CASE("a shift of the whole width leaves nothing") {
  CHECK(shift_images(numbered({1, 2, 4, 4}), {{4, 0}}).abs().sum().item<float>() == 0);
}

TEST_CASE("the gradient of a shift is its adjoint") {
  at::Tensor x = numbered({3, 2, 5, 5}).requires_grad_(true);
  const std::vector<core::Shift> shifts = {{2, -1}, {-3, 3}, {0, 0}};
  const at::Tensor y = (numbered({3, 2, 5, 5}) * 0.37).sin();
  const at::Tensor moved = shift_images(x, shifts);
  (moved * y).sum().backward();
  const double forward = (moved.detach() * y).sum().item<double>();
  const double backward = (x.detach() * x.grad()).sum().item<double>();
  CHECK(forward == doctest::Approx(backward).epsilon(1e-5));
  CHECK(x.grad()[2].equal(y[2]));
}
