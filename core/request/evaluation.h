#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/image/image.h"
#include "core/latent/prior.h"

namespace core {

// Titles of the jobs that measure, by which the window knows that one is going on.
inline constexpr const char* kNearestJob = "Nearest real images";
inline constexpr const char* kDiversityJob = "MS-SSIM of pairs";

/// A real image near a sample.
struct Neighbour {
  std::string source;  // file name or "rooms seed 17"
  Image image;
  double distance =
      0;  // root mean square pixel difference in 0..1, at 32x32 grey; mirrored reals are searched as well
  bool mirrored = false;
  double percentile = 0;  // share of real-to-nearest-real distances below this one
};

struct NearestRequest {
  std::string data;  // folder, packed file or procedural set
  std::vector<Image> samples;
  std::vector<std::string> names;  // what each sample is, for the eye ("seed 14"); may be empty
  int neighbours = 3;
  int limit = 20000;  // reals searched
};

struct NearestResult {
  std::vector<std::vector<Neighbour>> rows;  // one a sample
  std::int64_t reals = 0;
  double median_ratio = 0;  // median sample-to-real distance over median real-to-real distance
  NearestRequest request;   // what was asked, with the samples
};

/// MS-SSIM of pairs (docs/promises.md: Verdicts): samples clearly higher than the reals' interval means
/// collapse.
struct DiversityRequest {
  std::string data;  // reals; empty = none
  int pairs = 500;
  std::uint64_t seed = 1;
};

struct Interval {
  double mean = 0, low = 0, high = 0;  // 95 %
};

struct DiversityResult {
  Interval samples;
  Interval reals;
  bool has_reals = false;
  int pairs = 0;
  DiversityRequest request{};  // what was asked
};

}  // namespace core
