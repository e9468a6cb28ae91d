#include "core/latent/incomplete_gamma.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

TEST_CASE("log gamma knows factorials and half integers") {
  double log_factorial = 0.0;
  for (int n = 1; n <= 170; ++n) {
    CHECK(core::log_gamma(n) == doctest::Approx(log_factorial).epsilon(1e-13));
    log_factorial += std::log(n);
  }
  CHECK(core::log_gamma(0.5) == doctest::Approx(0.5 * std::log(std::acos(-1.0))).epsilon(1e-14));
}

TEST_CASE("the incomplete gamma function is the exponential for a = 1 and erf for a = 1/2") {
  for (double x = 0.01; x < 30.0; x *= 1.3) {
    CHECK(core::lower_gamma_share(1.0, x) == doctest::Approx(1.0 - std::exp(-x)).epsilon(1e-13));
    CHECK(core::lower_gamma_share(0.5, x) == doctest::Approx(std::erf(std::sqrt(x))).epsilon(1e-13));
  }
}

TEST_CASE("series and continued fraction meet without a step") {
  for (const double a : {0.5, 5.0, 50.0, 5000.0}) {
    const double below = core::lower_gamma_share(a, std::nextafter(a + 1.0, 0.0));
    const double above = core::lower_gamma_share(a, std::nextafter(a + 1.0, 1e9));
    CHECK(below == doctest::Approx(above).epsilon(1e-11));
  }
}

TEST_CASE("the share is 0 at nothing and 1 far out") {
  CHECK(core::lower_gamma_share(50.0, 0.0) == 0.0);
  CHECK(core::lower_gamma_share(50.0, -1.0) == 0.0);
  CHECK(core::lower_gamma_share(50.0, 1e6) == 1.0);
  CHECK(core::lower_gamma_share(50.0, INFINITY) == 1.0);
}
