#include "core/tasks/forget/logistic.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "core/latent/random.h"

namespace {

/// Two features; the label follows the first with noise.
tasks::LabelledRows noisy_rows(int count) {
  tasks::LabelledRows rows{2, {}, {}};
  core::CounterRandom random(4);
  for (int i = 0; i < count; ++i) {
    const float a = static_cast<float>(random.gaussian()), b = static_cast<float>(random.gaussian());
    rows.values.insert(rows.values.end(), {a, b});
    rows.positive.push_back(a + 0.5 * random.gaussian() > 0.2);
  }
  return rows;
}

std::vector<std::size_t> all_of(const tasks::LabelledRows& rows) {
  std::vector<std::size_t> all(rows.count());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

/// Gradient of C * sum log-loss + |w|^2 / 2 at the model.
std::vector<double> gradient(const tasks::LogisticModel& model, const tasks::LabelledRows& rows, double c) {
  std::vector<double> g{model.weights[0], model.weights[1], 0};
  for (std::size_t i = 0; i < rows.count(); ++i) {
    const double slope = c * (1 / (1 + std::exp(-model.logit(rows.row(i)))) - (rows.positive[i] ? 1.0 : 0.0));
    g[0] += slope * rows.row(i)[0];
    g[1] += slope * rows.row(i)[1];
    g[2] += slope;
  }
  return g;
}

}  // namespace

TEST_CASE("the fitted model is where the gradient of the objective vanishes") {
  const tasks::LabelledRows rows = noisy_rows(400);
  for (const double c : {0.01, 1.0, 100.0}) {
    const tasks::LogisticModel model = tasks::fit_logistic(rows, all_of(rows), c);
    for (const double g : gradient(model, rows, c)) CHECK(std::abs(g) < 2e-3 * c + 1e-6);
  }
}

TEST_CASE("a stronger penalty gives smaller weights") {
  const tasks::LabelledRows rows = noisy_rows(400);
  const double weak = tasks::fit_logistic(rows, all_of(rows), 10).weights[0];
  const double strong = tasks::fit_logistic(rows, all_of(rows), 0.001).weights[0];
  CHECK(weak > 2.0);
  CHECK(strong < 0.3);
  CHECK(strong > 0);
}

TEST_CASE("separable data do not run away") {
  tasks::LabelledRows rows{1, {-2, -1, 1, 2}, {0, 0, 1, 1}};
  const tasks::LogisticModel model = tasks::fit_logistic(rows, all_of(rows), 1);
  CHECK(std::isfinite(model.weights[0]));
  CHECK(tasks::accuracy(model, rows, all_of(rows)) == 1.0);
}
