#include <doctest/doctest.h>

#include "core/image/image.h"
#include "tests/support/task_done.h"
#include "tests/ui/null_window.h"

namespace {

core::TaskDone search(int samples, int unlike) {
  const core::Image picture(16, 16, 3, 90);
  core::NearestRequest request;
  core::NearestResult result;
  for (int i = 0; i < samples; ++i) {
    request.samples.push_back(picture);
    request.names.push_back("seed");
    result.rows.push_back({{"real.png", picture, 0.1 + 0.01 * i, false, 0.4}});
  }
  result.reals = 4000;
  result.median_ratio = 0.62;
  result.unlike = unlike;
  return test::task_done(std::move(request), std::move(result), core::Workspace::kEvaluate);
}

}  // namespace

TEST_CASE("samples that are not like the reals at all have no ratio in the window either") {
  ui_test::NullWindow window({.workspace = core::Workspace::kEvaluate});
  window.open_model();
  window.frames(3);
  window.frame({search(20, 2)});
  window.frames(2);
  CHECK(window.text.holds("0.62"));
  CHECK_FALSE(window.text.holds("Not like the reals"));
  window.frame({search(20, 18)});
  window.frames(2);
  CHECK_FALSE(window.text.holds("0.62"));
  CHECK(window.text.holds("Not like the reals"));
  CHECK(window.text.holds("mean or contrast of 18 of 20 samples outside the reals"));
  CHECK(window.errors.empty());
}
