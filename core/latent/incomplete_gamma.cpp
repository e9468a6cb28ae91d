#include "core/latent/incomplete_gamma.h"

#include <cmath>
#include <limits>

namespace core {
namespace {

constexpr double kPrecision = 1e-15;
constexpr int kMaxTerms = 100000;

/// x^a e^-x / Gamma(a), the factor both expansions share.
double prefactor(double a, double x) {
  return std::exp(a * std::log(x) - x - log_gamma(a));
}

/// P(a, x) by its power series; converges quickly for x < a + 1.
double by_series(double a, double x) {
  double term = 1.0 / a;
  double sum = term;
  for (int n = 1; n < kMaxTerms && term > sum * kPrecision; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * prefactor(a, x);
}

/// 1 - P(a, x) by its continued fraction (modified Lentz); converges quickly for x > a + 1.
double by_fraction(double a, double x) {
  const double tiny = std::numeric_limits<double>::min() / kPrecision;
  double b = x + 1.0 - a;
  double c = 1.0 / tiny;
  double d = 1.0 / b;
  double fraction = d;
  for (int n = 1; n < kMaxTerms; ++n) {
    const double numerator = -n * (n - a);
    b += 2.0;
    d = numerator * d + b;
    if (std::abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (std::abs(c) < tiny) c = tiny;
    d = 1.0 / d;
    const double factor = c * d;
    fraction *= factor;
    if (std::abs(factor - 1.0) < kPrecision) break;
  }
  return fraction * prefactor(a, x);
}

}  // namespace

double log_gamma(double x) {
  // Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1)); Stirling's series is exact to double precision
  // from 12 upwards.
  double product = 1.0;
  while (x < 12.0) product *= x++;
  const double inverse = 1.0 / x;
  const double square = inverse * inverse;
  const double series =
      inverse * (1.0 / 12 - square * (1.0 / 360 -
                                      square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188)))));
  const double half_log_two_pi = 0.91893853320467274178;
  return (x - 0.5) * std::log(x) - x + half_log_two_pi + series - std::log(product);
}

double lower_gamma_share(double a, double x) {
  if (!(x > 0.0)) return 0.0;
  if (std::isinf(x)) return 1.0;
  return x < a + 1.0 ? by_series(a, x) : 1.0 - by_fraction(a, x);
}

}  // namespace core
