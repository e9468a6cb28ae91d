#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/image/image.h"
#include "core/request/task_kind.h"

namespace core {

/// A real image near a sample.
struct Neighbour {
  std::string source;  // file name or "rooms seed 17"
  Image image;
  double distance =
      0;  // root mean square pixel difference in 0..1, at 32x32 grey; mirrored reals are searched as well
  bool mirrored = false;
  double percentile = 0;  // share of real-to-nearest-real distances below this one
};

struct NearestResult {
  std::vector<std::vector<Neighbour>> rows;  // one a sample
  std::int64_t reals = 0;
  double median_ratio = 0;  // median sample-to-real distance over median real-to-real distance
  std::string left_out;     // image files of the reals that were not used, a line; empty = none
  int unlike = 0;           // samples whose mean or contrast lies outside the reals' 1st to 99th percentile
};

/// The reals nearest to each sample. In JSON the samples are named, not embedded.
struct NearestRequest {
  std::string data;  // folder, packed file or procedural set
  std::vector<Image> samples;
  std::vector<std::string> names;  // what each sample is, for the eye ("seed 14"); may be empty
  int neighbours = 3;
  int limit = 20000;  // reals searched

  using Result = NearestResult;
  static constexpr TaskKind kTask{"nearest", "The nearest real images were not found"};
  JobTitle title() const;
  Json json() const;
  static NearestRequest read(const Json& json, const ReadContext& context);
};

struct Interval {
  double mean = 0, low = 0, high = 0;  // 95 %
};

struct DiversityResult {
  Interval samples;
  Interval reals;
  bool has_reals = false;
  int pairs = 0;
};

/// MS-SSIM of pairs (docs/promises.md: Verdicts): samples clearly higher than the reals' interval means
/// collapse.
struct DiversityRequest {
  std::string data;  // reals; empty = none
  int pairs = 500;
  std::uint64_t seed = 1;

  using Result = DiversityResult;
  static constexpr TaskKind kTask{"diversity", "The diversity was not measured", ModelUse::kNeeded};
  JobTitle title() const;
  Json json() const;
  static DiversityRequest read(const Json& json, const ReadContext& context);
};

}  // namespace core
