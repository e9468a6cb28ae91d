#include "core/model/net_widths.h"

#include <doctest/doctest.h>

TEST_CASE("the widths of a model are those of the nets it has, and the file's own word for them goes first") {
  core::ModelInfo model;
  model.ngf = 8;
  model.ndf = 16;
  model.has_generator = model.has_discriminator = true;
  CHECK(core::widths_text(model) == "ngf 8, ndf 16");
  model.metadata["config.ngf"] = "64";
  CHECK(core::widths_text(model) == "ngf 64, ndf 16");
  model.metadata["ndf"] = "many";
  CHECK(core::widths_text(model) == "ngf 64, ndf 16");
  model.has_generator = false;
  CHECK(core::widths_text(model) == "ndf 16");
  model.has_generator = true;
  model.has_discriminator = false;
  CHECK(core::widths_text(model) == "ngf 64");
}
