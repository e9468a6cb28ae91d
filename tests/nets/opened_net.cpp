#include "tests/nets/opened_net.h"

#include <doctest/doctest.h>
#include "core/nets/layouts/layout_chain.h"

namespace tests {

nets::Recognised opened(const Tensors& tensors, io::WeightsKind kind) {
  nets::Recognised model = nets::recognise(file_of(tensors, kind), "file");
  CHECK_NOTHROW(nets::check(model.spec));
  std::size_t expected = 0;
  const auto expect = [&](bool there, const std::string& prefix, const auto& stages) {
    for (const nets::StageLayout& stage : stages) {
      if (!there) return;
      const auto* array = model.weights.find(prefix + stage.module + ".weight");
      REQUIRE_MESSAGE(array, (prefix + stage.module));
      CHECK(array->shape == stage.shape);
      expected += 1 + (stage.bias ? 1 : 0) + (stage.norm.empty() ? 0 : 5);
      if (stage.norm.empty()) continue;
      const auto* variance = model.weights.find(prefix + stage.norm + ".running_var");
      REQUIRE_MESSAGE(variance, (prefix + stage.norm));
      CHECK(variance->shape == std::vector<std::int64_t>{stage.features});
      if (model.spec.layout == nets::kChainLayout) CHECK(stage.norm_eps > 0);
    }
  };
  expect(model.has_generator, "G.", nets::generator_stages(model.spec));
  expect(model.has_ema, "G_ema.", nets::generator_stages(model.spec));
  expect(model.has_discriminator, "D.", nets::discriminator_stages(model.spec));
  CHECK(model.weights.arrays.size() == expected);
  CHECK(model.words.find('\n') == std::string::npos);
  return model;
}

}  // namespace tests
