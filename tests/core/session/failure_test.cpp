#include "core/session/failure.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/library_error.h"
#include "core/model/doubtful_statistics.h"
#include "core/model/tensor_facts.h"

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

TEST_CASE("what a library said in full is for the log, its first line for the toast") {
  core::Failed failed;
  try {
    throw core::LibraryError("the step failed", "shapes differ", {}, "shapes differ\nframe #0: conv2d");
  } catch (...) {
    failed = core::failure("Training failed");
  }
  CHECK(failed.message == "the step failed: shapes differ");
  CHECK(failed.details == "the step failed\nshapes differ\nshapes differ\nframe #0: conv2d");
}

TEST_CASE("tensors that hold NaN or infinity are told by the first name and how many more there are") {
  std::vector<core::TensorFacts> tensors{{"a", "F32", {2}, 0}, {"b", "F32", {2}, 1}};
  CHECK(core::non_finite_words({}).empty());
  CHECK(core::non_finite_words(tensors) == "\"b\" holds NaN or infinity");
  tensors.push_back({"c", "F32", {}, 3});
  CHECK(core::non_finite_words(tensors) == "\"b\" and 1 more tensor hold NaN or infinity");
  CHECK(core::statistics_words(INFINITY).ends_with("statistics give no finite pictures"));
  CHECK(core::statistics_words(NAN).ends_with("give no finite pictures, nor do a batch's own"));
  CHECK(core::statistics_words(0.1612).ends_with("by 0.161 of its range"));
}
