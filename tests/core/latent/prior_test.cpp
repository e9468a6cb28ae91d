#include "core/latent/prior.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

using core::Latent;
using core::Prior;

namespace {

constexpr Prior kBoth[] = {Prior::kUniform, Prior::kGaussian};

/// Share of 4000 samples whose norm is below `limit`.
double measured_share(Prior prior, int nz, double limit) {
  int below = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    if (core::norm(core::sample_latent(prior, nz, seed)) < limit) ++below;
  }
  return below / 4000.0;
}

}  // namespace

TEST_CASE("names of priors can be read back") {
  for (const Prior prior : kBoth) CHECK(core::parse_prior(core::prior_name(prior)) == prior);
  CHECK_FALSE(core::parse_prior("cauchy").has_value());
}

TEST_CASE("a seed always gives the same latent, to the bit") {
  // Computed by an independent program: a change here changes every seed anybody has written down.
  const Latent gaussian = core::sample_latent(Prior::kGaussian, 3, 1);
  const Latent uniform = core::sample_latent(Prior::kUniform, 3, 1);
  CHECK(gaussian == Latent{0x1.ede116p-1f, -0x1.98d3dp-3f, -0x1.ebfe18p+0f});
  CHECK(uniform == Latent{0x1.549cccp-1f, -0x1.440b22p-3f, -0x1.e4082cp-1f});
}

TEST_CASE("a coordinate depends on prior, seed and index, not on nz") {
  for (const Prior prior : kBoth) {
    const Latent small = core::sample_latent(prior, 10, 42);
    const Latent large = core::sample_latent(prior, 1000, 42);
    CHECK(std::equal(small.begin(), small.end(), large.begin()));
    CHECK(core::sample_latent(prior, 10, 43) != small);
  }
}

TEST_CASE("neighbouring seeds are uncorrelated") {
  for (const Prior prior : kBoth) {
    double product = 0.0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
      const Latent a = core::sample_latent(prior, 100, seed);
      const Latent b = core::sample_latent(prior, 100, seed + 1);
      for (std::size_t i = 0; i < a.size(); ++i) product += a[i] * b[i];
    }
    CHECK(std::abs(product) / 100000.0 < 0.015);
  }
}

TEST_CASE("uniform latents stay inside the cube") {
  const core::Latent z = core::sample_latent(Prior::kUniform, 100000, 3);
  REQUIRE(z.size() == 100000);
  const auto [low, high] = std::minmax_element(z.begin(), z.end());
  CHECK(*low >= -1.0f);
  CHECK(*low < -0.999f);
  CHECK(*high <= 1.0f);
  CHECK(*high > 0.999f);
}

TEST_CASE("a latent without coordinates is refused") {
  CHECK_THROWS_AS(core::sample_latent(Prior::kGaussian, 0, 1), core::Error);
  CHECK_THROWS_AS(core::norm_percentile(Prior::kGaussian, -1, 1.0), core::Error);
}

TEST_CASE("samples have the typical norm") {
  for (const Prior prior : kBoth) {
    const double length = core::norm(core::sample_latent(prior, 100000, 8));
    CHECK(length == doctest::Approx(core::typical_norm(prior, 100000)).epsilon(0.01));
  }
  CHECK(core::typical_norm(Prior::kGaussian, 100) == doctest::Approx(10.0));
  CHECK(core::typical_norm(Prior::kUniform, 100) == doctest::Approx(std::sqrt(100.0 / 3.0)));
}

TEST_CASE("percentiles agree with the norms of samples") {
  for (const Prior prior : kBoth) {
    for (const double percentile : {0.05, 0.5, 0.95}) {
      const double limit = core::norm_at_percentile(prior, 100, percentile);
      CAPTURE(percentile);
      CHECK(std::abs(measured_share(prior, 100, limit) - percentile) < 0.025);
    }
  }
}

TEST_CASE("the chi distribution has its known values") {
  // nz 2: Rayleigh, 1 - exp(-r^2 / 2); nz 1: the folded normal.
  CHECK(core::norm_percentile(Prior::kGaussian, 2, 1.5) == doctest::Approx(1.0 - std::exp(-1.125)));
  CHECK(core::norm_percentile(Prior::kGaussian, 1, 1.96) == doctest::Approx(0.95).epsilon(1e-4));
}

TEST_CASE("norm at percentile is the inverse of percentile of norm") {
  for (const Prior prior : kBoth) {
    for (const int nz : {1, 2, 64, 100, 512}) {
      for (const double percentile : {0.001, 0.05, 0.42, 0.5, 0.95, 0.999}) {
        CAPTURE(nz);
        CAPTURE(percentile);
        const double norm = core::norm_at_percentile(prior, nz, percentile);
        CHECK(core::norm_percentile(prior, nz, norm) == doctest::Approx(percentile).epsilon(1e-9));
      }
    }
  }
  CHECK_THROWS_AS(core::norm_at_percentile(Prior::kGaussian, 100, 0.0), core::Error);
  CHECK_THROWS_AS(core::norm_at_percentile(Prior::kGaussian, 100, 1.0), core::Error);
}

TEST_CASE("percentiles run from 0 to 1 and never fall") {
  for (const Prior prior : kBoth) {
    CHECK(core::norm_percentile(prior, 100, 0.0) == 0.0);
    double before = 0.0;
    for (double norm = 0.0; norm < 40.0; norm += 0.05) {
      const double share = core::norm_percentile(prior, 100, norm);
      CHECK(share >= before);
      before = share;
    }
    CHECK(before == doctest::Approx(1.0));
  }
}

TEST_CASE("the density is the slope of the percentile and sums to 1") {
  for (const Prior prior : kBoth) {
    for (const int nz : {2, 100}) {
      const double reach =
          prior == Prior::kUniform ? std::sqrt(nz) : 2.0 * core::typical_norm(prior, nz) + 5.0;
      const double step = reach / 20000.0;
      double sum = 0.0;
      for (double norm = step / 2.0; norm < reach; norm += step) {
        const double slope = (core::norm_percentile(prior, nz, norm + step / 2.0) -
                              core::norm_percentile(prior, nz, norm - step / 2.0)) /
                             step;
        const double density = core::norm_density(prior, nz, norm);
        REQUIRE(std::abs(density - slope) < 1e-4);
        sum += density * step;
      }
      CHECK(sum == doctest::Approx(1.0).epsilon(1e-4));
    }
  }
}
