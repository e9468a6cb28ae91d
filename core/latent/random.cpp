#include "core/latent/random.h"

#include <cmath>
#include <limits>
#include <span>

namespace core {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85;

std::uint32_t low_word(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}

std::uint32_t high_word(std::uint64_t value) {
  return static_cast<std::uint32_t>(value >> 32);
}

/// Coefficients from the constant term upwards.
double polynomial(std::span<const double> coefficients, double x) {
  double sum = 0.0;
  for (auto it = coefficients.rbegin(); it != coefficients.rend(); ++it) sum = sum * x + *it;
  return sum;
}

// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37
// (1988): routine PPND16. Numerators and denominators for the centre, the tail and the far tail.
constexpr double kCentreTop[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                 1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                 3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double kCentreBottom[] = {1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
constexpr double kTailTop[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                               3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                               2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double kTailBottom[] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
constexpr double kFarTop[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                              2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double kFarBottom[] = {1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};

}  // namespace

std::array<std::uint32_t, 4> philox(std::uint64_t key, std::uint64_t counter_high,
                                    std::uint64_t counter_low) {
  std::uint32_t key0 = low_word(key);
  std::uint32_t key1 = high_word(key);
  std::array<std::uint32_t, 4> words = {low_word(counter_low), high_word(counter_low), low_word(counter_high),
                                        high_word(counter_high)};
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = std::uint64_t{kMultiplier0} * words[0];
    const std::uint64_t product1 = std::uint64_t{kMultiplier1} * words[2];
    words = {high_word(product1) ^ words[1] ^ key0, low_word(product1), high_word(product0) ^ words[3] ^ key1,
             low_word(product0)};
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return words;
}

std::uint32_t CounterRandom::bits() {
  const std::uint64_t word = position_++;
  return philox(seed_, stream_, word / 4)[word % 4];
}

double CounterRandom::uniform() {
  const std::uint64_t high = bits() >> 5;
  const std::uint64_t low = bits() >> 6;
  return static_cast<double>(high << 26 | low) * 0x1p-53;
}

double CounterRandom::gaussian() {
  // 52 bits and a half step, so that the midpoint is exact and p is neither 0 nor 1.
  const std::uint64_t high = bits() >> 6;
  const std::uint64_t low = bits() >> 6;
  return inverse_normal((static_cast<double>(high << 26 | low) + 0.5) * 0x1p-52);
}

std::uint32_t CounterRandom::below(std::uint32_t bound) {
  if (bound <= 1) return 0;
  // Where 2^32 is no multiple of bound, some results have one product too many. A low word below 2^32 mod
  // bound tells the surplus ones, which are drawn again.
  const std::uint32_t surplus = (0u - bound) % bound;
  for (;;) {
    const std::uint64_t product = std::uint64_t{bits()} * bound;
    if (low_word(product) >= surplus) return high_word(product);
  }
}

double inverse_normal(double p) {
  if (!(p > 0.0 && p < 1.0)) {
    if (p == 0.0) return -std::numeric_limits<double>::infinity();
    if (p == 1.0) return std::numeric_limits<double>::infinity();
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kCentreTop, r) / polynomial(kCentreBottom, r);
  }
  double r = std::sqrt(-std::log(q < 0.0 ? p : 1.0 - p));
  double value = 0.0;
  if (r <= 5.0) {
    r -= 1.6;
    value = polynomial(kTailTop, r) / polynomial(kTailBottom, r);
  } else {
    r -= 5.0;
    value = polynomial(kFarTop, r) / polynomial(kFarBottom, r);
  }
  return q < 0.0 ? -value : value;
}

}  // namespace core
