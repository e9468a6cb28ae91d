#include "core/engine/nets/guided.h"

#include <doctest/doctest.h>
#include <torch/torch.h>

#include "core/base/error.h"
#include "tests/engine/nets/nets.h"

namespace {

/// One unit a layer, computed by loops: block 1 is conv 4x4 stride 2 padding 1 and LeakyReLU, block 2 the
/// same behind a BatchNorm that scales by `gain` and shifts by `shift`. Returns block 2's largest
/// pre-activation and its derivative by the rule asked for.
struct HandNet {
  at::Tensor w1, w2;  // [4, 4]
  double gain, shift;
  int size;

  double first(const at::Tensor& image, int y, int x) const { return at_window(image, w1, y, x, size); }

  static double at_window(const at::Tensor& image, const at::Tensor& w, int y, int x, int size) {
    double sum = 0;
    for (int dy = 0; dy < 4; ++dy) {
      for (int dx = 0; dx < 4; ++dx) {
        const int row = 2 * y - 1 + dy, column = 2 * x - 1 + dx;
        if (row < 0 || column < 0 || row >= size || column >= size) continue;
        sum += image[row][column].item<double>() * w[dy][dx].item<double>();
      }
    }
    return sum;
  }

  struct Answer {
    double response = -1e9;
    int y = 0, x = 0;
    at::Tensor gradient;
  };

  Answer guided(const at::Tensor& image, double slope_below_zero, bool positive_only) const {
    const int half = size / 2;
    at::Tensor pre = at::zeros({half, half}, at::kDouble), post = at::zeros({half, half}, at::kDouble);
    for (int y = 0; y < half; ++y) {
      for (int x = 0; x < half; ++x) {
        const double value = first(image, y, x);
        pre[y][x] = value;
        post[y][x] = value > 0 ? value : 0.2 * value;
      }
    }
    Answer answer;
    for (int y = 0; y < half / 2; ++y) {
      for (int x = 0; x < half / 2; ++x) {
        const double value = gain * at_window(post, w2, y, x, half) + shift;
        if (value > answer.response) answer = {value, y, x, {}};
      }
    }
    answer.gradient = at::zeros({size, size}, at::kDouble);
    for (int dy = 0; dy < 4; ++dy) {
      for (int dx = 0; dx < 4; ++dx) {
        const int row = 2 * answer.y - 1 + dy, column = 2 * answer.x - 1 + dx;
        if (row < 0 || column < 0 || row >= half || column >= half) continue;
        double back = gain * w2[dy][dx].item<double>();
        back *= pre[row][column].item<double>() > 0 ? 1 : slope_below_zero;
        if (positive_only && back < 0) back = 0;
        spread(answer.gradient, back, row, column);
      }
    }
    return answer;
  }

  void spread(at::Tensor& gradient, double back, int y, int x) const {
    for (int dy = 0; dy < 4; ++dy) {
      for (int dx = 0; dx < 4; ++dx) {
        const int row = 2 * y - 1 + dy, column = 2 * x - 1 + dx;
        if (row < 0 || column < 0 || row >= size || column >= size) continue;
        gradient[row][column] += back * w1[dy][dx].item<double>();
      }
    }
  }
};

const nets::LayoutSpec kGrey{"classic", 16, 1, 8, 1, 1, 1e-5};

at::Tensor gradient_of(const core::GuidedMap& map) {
  return at::tensor(map.gradient).view({map.channels, map.height, map.width});
}

}  // namespace

TEST_CASE("guided backpropagation equals a two-layer net computed by hand, under each rule") {
  engine::Discriminator d = test::seeded_discriminator(kGrey);
  const engine::Stage& second = d->stages()[1];
  // 16 px has two blocks: widths 1 and 2.
  const double gain =
      second.norm->weight[1].item<double>() / std::sqrt(second.norm->running_var[1].item<double>() + 1e-5);
  const double shift =
      second.norm->bias[1].item<double>() - gain * second.norm->running_mean[1].item<double>();
  const HandNet hand{d->stages()[0].weight[0][0].to(at::kDouble), second.weight[1][0].to(at::kDouble), gain,
                     shift, 16};
  const engine::FoldedDiscriminator folded(d);

  for (int item = 0; item < 4; ++item) {
    const at::Tensor image = test::pattern({1, 1, 16, 16}, 40 + static_cast<std::uint64_t>(item));

    struct Rule {
      bool leak, plain;
      double slope;
      bool positive_only;
    };

    std::vector<at::Tensor> gradients;
    for (const Rule& rule :
         {Rule{false, false, 0, true}, Rule{true, false, 0.2, true}, Rule{false, true, 0.2, false}}) {
      const HandNet::Answer expected =
          hand.guided(image[0][0].to(at::kDouble), rule.slope, rule.positive_only);
      const auto maps = engine::guided_maps(folded, image, {0, {1}, rule.leak, rule.plain});
      REQUIRE(maps.size() == 1);
      CHECK(maps[0].response == doctest::Approx(expected.response).epsilon(1e-5));
      CHECK(maps[0].unit_x == expected.x);
      CHECK(maps[0].unit_y == expected.y);
      gradients.push_back(gradient_of(maps[0])[0]);
      CHECK(test::largest_difference(gradients.back().to(at::kDouble), expected.gradient) < 1e-5);
    }
    CHECK(test::largest_difference(gradients[0], gradients[2]) > 0.01);  // guided is not the plain gradient
  }
}

TEST_CASE("the plain gradient is autograd's") {
  for (const char* layout : {"classic", "paper"}) {
    const nets::LayoutSpec spec = test::small_spec(layout, 32);
    engine::Discriminator d = test::seeded_discriminator(spec);
    at::Tensor image = test::pattern({1, 3, 32, 32}, 50).requires_grad_();
    const nets::ConvGeometry conv = nets::discriminator_stages(spec).front().conv;
    at::Tensor x = image;
    for (int block = 0; block < 3; ++block) {
      if (block > 0) x = at::leaky_relu(x, 0.2);
      x = at::conv2d(x, d->stages()[static_cast<std::size_t>(block)].weight, {}, conv.stride, conv.padding);
      const engine::Norm norm = d->stages()[static_cast<std::size_t>(block)].norm;
      if (!norm.is_empty()) {
        x = at::batch_norm(x, norm->weight, norm->bias, norm->running_mean, norm->running_var, false, 0,
                           norm->eps, false);
      }
    }
    x[0][5].max().backward();
    const auto maps =
        engine::guided_maps(engine::FoldedDiscriminator(d), image.detach(), {0, {5}, false, true});
    CHECK(test::largest_difference(gradient_of(maps[0]), image.grad()[0]) < 1e-5);
  }
}

TEST_CASE("images and features come image-major, and a gradient stays inside its unit's receptive field") {
  const nets::LayoutSpec spec = test::small_spec("classic", 64);
  const engine::FoldedDiscriminator folded(test::seeded_discriminator(spec));
  const at::Tensor images = test::pattern({2, 3, 64, 64}, 60);
  const auto maps = engine::guided_maps(folded, images, {1, {3, 0}, false, false});
  REQUIRE(maps.size() == 4);
  CHECK(maps[1].feature == 0);
  CHECK(maps[2].feature == 3);
  const auto alone = engine::guided_maps(folded, images.narrow(0, 1, 1), {1, {0}, false, false});
  CHECK(alone[0].gradient == maps[3].gradient);
  for (const core::GuidedMap& map : maps) {
    const at::Tensor gradient = gradient_of(map);
    CHECK(gradient.abs().sum().item<double>() > 0);
    const int top = std::max(0, 2 * map.unit_y - 1), left = std::max(0, 2 * map.unit_x - 1);
    const int bottom = std::min(64, 2 * map.unit_y + 3), right = std::min(64, 2 * map.unit_x + 3);
    const double inside = gradient.slice(1, top, bottom).slice(2, left, right).abs().sum().item<double>();
    CHECK(inside == doctest::Approx(gradient.abs().sum().item<double>()));
  }
}

TEST_CASE("a block or feature that is not there is refused") {
  const engine::FoldedDiscriminator folded(test::seeded_discriminator(kGrey));
  const at::Tensor image = at::zeros({1, 1, 16, 16});
  CHECK_THROWS_WITH_AS(engine::guided_maps(folded, image, {3, {0}, false, false}),
                       doctest::Contains("1 to 2"), core::Error);
  CHECK_THROWS_AS(engine::guided_maps(folded, image, {-1, {0}, false, false}), core::Error);
  CHECK_THROWS_WITH_AS(engine::guided_maps(folded, image, {2, {2}, false, false}),
                       doctest::Contains("0 to 1"), core::Error);
  CHECK(engine::guided_maps(folded, image, {2, {}, false, false}).empty());
}
