#include "core/session/failure.h"

#include <doctest/doctest.h>

#include "core/session/tensor_facts.h"

TEST_CASE("a refused file's event has one line for the toast and every tensor for the log") {
  core::Failed failed;
  try {
    throw core::UnknownTensors("no DCGAN", "odd.pth", "a [1] and more",
                               {{"a", "F32", {1}}, {"b.c", "F16", {2, 3}}});
  } catch (...) {
    failed = core::failure("The model was not opened");
  }
  CHECK(failed.title == "The model was not opened");
  CHECK(failed.message == "no DCGAN: odd.pth (a [1] and more)");
  CHECK(failed.details == "no DCGAN\nodd.pth\na [1] and more\nF32 a, 1\nF16 b.c, 2 x 3");
}
