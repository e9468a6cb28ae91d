#pragma once

namespace core {

/// log Gamma(x) for x > 0. Own, because std::lgamma writes a global and is not safe on two threads.
double log_gamma(double x);

/// The regularised lower incomplete gamma function P(a, x), a > 0: the chance that a Gamma(a, 1) variable is
/// below x. Absolute error below 1e-12.
double lower_gamma_share(double a, double x);

}  // namespace core
