#pragma once

#include <span>
#include <vector>

namespace tasks {

/// Rows of `features` columns, row-major, with a label each.
struct LabelledRows {
  int features = 0;
  std::vector<float> values;
  std::vector<char> positive;

  std::size_t count() const { return positive.size(); }

  std::span<const float> row(std::size_t i) const {
    return {values.data() + i * features, static_cast<std::size_t>(features)};
  }
};

struct LogisticModel {
  std::vector<double> weights;
  double intercept = 0;

  double logit(std::span<const float> row) const;
};

/// Minimises C * sum log-loss + |w|^2 / 2 (scikit-learn's form; the intercept is free) by L-BFGS over the
/// rows listed in `rows`.
LogisticModel fit_logistic(const LabelledRows& data, std::span<const std::size_t> rows, double c);
/// Share of `rows` on the right side of 0.
double accuracy(const LogisticModel& model, const LabelledRows& data, std::span<const std::size_t> rows);

}  // namespace tasks
