#include <doctest/doctest.h>

#include <cstring>

#include "core/io/weights/read_weights.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/nets/recognise/recognise.h"
#include "core/run/checkpoint_header.h"
#include "tests/fixtures/fixture.h"
#include "tests/nets/foreign_nets.h"

using tests::fixture;

namespace {

nets::Recognised opened(const std::string& file) {
  return nets::recognise(io::read_weights(fixture(file)), file);
}

float first_number(const nets::Recognised& model, const std::string& name) {
  return tests::floats_of(model.weights, name).front();
}

}  // namespace

TEST_CASE("old model files of both presets are the nets they were") {
  const nets::Recognised classic = opened("run-classic/model.safetensors");
  CHECK(classic.spec.layout == "classic");
  CHECK(classic.spec.size == 16);
  CHECK(classic.spec.channels == 3);
  CHECK(classic.spec.nz == 4);
  CHECK(classic.spec.ngf == 2);
  CHECK(classic.spec.bn_eps == 1e-5);
  CHECK(classic.step == 3);
  CHECK(classic.prior == core::Prior::kGaussian);
  CHECK_FALSE(classic.has_generator);
  CHECK(classic.has_ema);
  CHECK(classic.has_discriminator);
  CHECK(first_number(classic, "D.main.0.weight") == -0.00191412424f);
  CHECK(first_number(classic, "G_ema.main.0.weight") == 0.0207635947f);
  CHECK(first_number(classic, "G_ema.main.1.running_var") == 0.00187379657f);

  const nets::Recognised paper = opened("run-paper/model.safetensors");
  CHECK(paper.spec.layout == "paper");
  CHECK(paper.spec.channels == 1);
  CHECK(paper.spec.bn_eps == 1e-8);
  CHECK(paper.prior == core::Prior::kUniform);
  CHECK(first_number(paper, "D.blocks.1.weight") == -0.00266218162f);
  CHECK(first_number(paper, "G_ema.stem.weight") == 0.0208407789f);
}

TEST_CASE("an old chain is the net it was, under its owner's names") {
  const nets::Recognised chain = opened("chain.safetensors");
  CHECK(chain.spec.layout == "chain");
  CHECK(chain.spec.size == 16);
  CHECK(chain.spec.nz == 5);
  REQUIRE(chain.spec.generator.size() == 4);
  CHECK(chain.spec.generator[1].module == "conv_blocks.2");
  CHECK(chain.spec.generator[1].upsample == 2);
  CHECK(chain.spec.generator[1].norm_eps == 0.8);
  CHECK(chain.spec.discriminator.size() == 8);
  CHECK(first_number(chain, "G.l1.0.weight") == 0.507157683f);
  CHECK(first_number(chain, "D.adv_layer.0.bias") == 0.0708190054f);
}

TEST_CASE("an old checkpoint holds the discriminator of the model saved beside it") {
  for (const std::string run : {"run-classic", "run-paper"}) {
    const std::string file = fixture(run + "/checkpoints/step-000003.gsc");
    const auto sections = core::read_checkpoint(file);
    const io::WeightsFile d = io::parse_safetensors(core::find_section(sections, "D", file).bytes, file);
    const io::WeightsFile model = io::read_weights(fixture(run + "/model.safetensors"));
    REQUIRE(d.arrays.size() > 5);
    for (const io::NamedArray& array : d.arrays) {
      CAPTURE(array.name);
      const io::NamedArray* saved = model.find("D." + array.name);
      REQUIRE(saved != nullptr);
      CHECK(saved->shape == array.shape);
      CHECK((saved->bytes == array.bytes));
    }
  }
}
