#include "core/tasks/forget/logistic.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

namespace tasks {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double softplus(double x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

double sigmoid(double x) {
  return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// Loss and gradient at theta = weights, intercept.
double objective(const LabelledRows& data, std::span<const std::size_t> rows, double c, const Vector& theta,
                 Vector& gradient) {
  const std::size_t n = static_cast<std::size_t>(data.features);
  std::fill(gradient.begin(), gradient.end(), 0.0);
  double loss = 0;
  for (const std::size_t index : rows) {
    const std::span<const float> row = data.row(index);
    double logit = theta[n];
    for (std::size_t j = 0; j < n; ++j) logit += theta[j] * row[j];
    const bool positive = data.positive[index] != 0;
    loss += c * softplus(positive ? -logit : logit);
    const double slope = c * (sigmoid(logit) - (positive ? 1.0 : 0.0));
    for (std::size_t j = 0; j < n; ++j) gradient[j] += slope * row[j];
    gradient[n] += slope;
  }
  for (std::size_t j = 0; j < n; ++j) {
    loss += 0.5 * theta[j] * theta[j];
    gradient[j] += theta[j];
  }
  return loss;
}

struct Correction {
  Vector s, y;
  double rho = 0;
};

/// The two-loop recursion of L-BFGS: an approximate Newton direction from the last few steps.
Vector direction(const std::deque<Correction>& memory, const Vector& gradient) {
  Vector q = gradient;
  Vector alpha(memory.size());
  for (std::size_t i = memory.size(); i-- > 0;) {
    alpha[i] = memory[i].rho * dot(memory[i].s, q);
    for (std::size_t j = 0; j < q.size(); ++j) q[j] -= alpha[i] * memory[i].y[j];
  }
  const double scale = memory.empty()
                           ? 1.0 / std::max(1.0, std::sqrt(dot(gradient, gradient)))
                           : dot(memory.back().s, memory.back().y) / dot(memory.back().y, memory.back().y);
  for (double& value : q) value *= scale;
  for (std::size_t i = 0; i < memory.size(); ++i) {
    const double beta = memory[i].rho * dot(memory[i].y, q);
    for (std::size_t j = 0; j < q.size(); ++j) q[j] += (alpha[i] - beta) * memory[i].s[j];
  }
  for (double& value : q) value = -value;
  return q;
}

}  // namespace

double LogisticModel::logit(std::span<const float> row) const {
  return std::inner_product(row.begin(), row.end(), weights.begin(), intercept);
}

LogisticModel fit_logistic(const LabelledRows& data, std::span<const std::size_t> rows, double c) {
  constexpr int kIterations = 300;
  constexpr std::size_t kMemory = 10;
  Vector theta(static_cast<std::size_t>(data.features) + 1, 0.0), gradient(theta.size()),
      next_gradient(theta.size());
  double loss = objective(data, rows, c, theta, gradient);
  std::deque<Correction> memory;
  for (int iteration = 0; iteration < kIterations && std::sqrt(dot(gradient, gradient)) > 1e-4 * c;
       ++iteration) {
    const Vector step = direction(memory, gradient);
    const double slope = dot(step, gradient);
    double length = 1, next_loss = 0;
    Vector next(theta.size());
    bool better = false;
    for (int halving = 0; halving < 30 && !better; ++halving, length /= 2) {
      for (std::size_t j = 0; j < theta.size(); ++j) next[j] = theta[j] + length * step[j];
      next_loss = objective(data, rows, c, next, next_gradient);
      better = next_loss <= loss + 1e-4 * length * slope;
    }
    if (!better) break;
    Correction correction{next, next_gradient, 0};
    for (std::size_t j = 0; j < theta.size(); ++j) {
      correction.s[j] -= theta[j];
      correction.y[j] -= gradient[j];
    }
    const double curvature = dot(correction.s, correction.y);
    if (curvature > 1e-12) {
      correction.rho = 1 / curvature;
      memory.push_back(std::move(correction));
      if (memory.size() > kMemory) memory.pop_front();
    }
    theta = next;
    gradient = next_gradient;
    loss = next_loss;
  }
  LogisticModel model;
  model.intercept = theta.back();
  theta.pop_back();
  model.weights = std::move(theta);
  return model;
}

double accuracy(const LogisticModel& model, const LabelledRows& data, std::span<const std::size_t> rows) {
  std::size_t right = 0;
  for (const std::size_t index : rows)
    right += (model.logit(data.row(index)) > 0) == (data.positive[index] != 0);
  return rows.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(rows.size());
}

}  // namespace tasks
