#pragma once

#include <cstdint>
#include <vector>

#include "core/model/frozen_model.h"
#include "core/request/render_request.h"
#include "ui/workspaces/explore/seed_range.h"

namespace ui::explore {

enum class SheetSort { kSeed, kScore, kPercentile };

/// Which seed stands where on the contact sheet, and its z. The order by D's score comes when every picture
/// has been judged, and stays while the person looks.
class SheetOrder {
 public:
  /// Makes seeds and z for the range; does nothing while all is as it was.
  void want(const SeedRange& range, SheetSort sort, core::Prior prior, int nz);
  /// Looks whether the scores that kScore waits for have come.
  void take_scores(const core::SurfacePictures& pictures);

  const std::vector<std::uint64_t>& seeds() const { return seeds_; }

  const std::vector<core::Latent>& z() const { return z_; }

 private:
  void arrange(const std::vector<double>& keys);

  SeedRange range_;
  SheetSort sort_ = SheetSort::kSeed;
  core::Prior prior_ = core::Prior::kGaussian;
  int nz_ = 0;
  bool scored_ = false;  // sorted by the scores
  std::vector<std::uint64_t> seeds_;
  std::vector<core::Latent> z_;
};

}  // namespace ui::explore
