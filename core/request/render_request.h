#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/frozen_model.h"

namespace core {

/// A place in the window that shows generated pictures. Each is asked for and answered on its own.
enum class Surface {
  kCanvas,            // the picture that is dragged
  kForgetAfter,       // canvas z with the mask
  kForgetControl,     // canvas z with the control mask
  kArithmeticResult,  // 3 x 3
  kBinItems,          // exemplars of all bins, in order A B C left right
  kBinMeans,          // one a bin that holds something
  kContactSheet,
  kPathStrip,
  kCandidates,
  kTurnSheet,
  kForgetSamples,  // samples that boxes are drawn on
  kForgetSheetBefore,
  kForgetSheetAfter,
  kForgetSheetControl,
};
inline constexpr int kSurfaceCount = 14;

struct SurfaceRequest {
  Surface surface = Surface::kCanvas;
  std::vector<Latent> z;
  GenerateOptions options;
  bool with_score = false;  // D's logit a tile
  bool operator==(const SurfaceRequest&) const;
};

/// What the Discriminator workspace looks at. Answered row by row (one feature of both D a step).
struct InspectRequest {
  std::optional<Image> image;  // none = the canvas picture (its z is the first of kCanvas)
  GuidedOptions guided;
  std::uint64_t random_seed = 3;
  int maps_block = 0;
  bool operator==(const InspectRequest&) const;
};

/// Everything the window wants drawn now, derived from the document. Newest wins: an older one that was not
/// begun is dropped.
struct RenderRequest {
  std::uint64_t stamp = 0;           // grows with every change
  std::vector<SurfaceRequest> live;  // rendered whole, first, one after the other
  std::optional<InspectRequest> inspect;
  std::vector<SurfaceRequest> background;  // tile by tile, between live requests
};

/// Pictures of one surface, all of one size: those of a model of another size or z leave with it. Tiles that
/// are not rendered yet are empty images; older pictures of the same place are kept until then.
struct SurfacePictures {
  std::uint64_t stamp = 0;    // newest request all of whose tiles are answered here
  std::uint64_t version = 0;  // grows with every publication: a texture of another version is stale
  std::uint64_t model_version = 0;
  std::int64_t model_step = 0;
  std::vector<Image> tiles;
  std::vector<std::uint64_t> tile_versions;  // version at which each tile last changed
  std::vector<float> logits;                 // empty, or one a tile
  double milliseconds = 0;                   // of the last rendering
  std::vector<Latent> z;                     // what the tiles show
};

/// Both models make pictures of one size from z of one length.
bool same_pictures(const ModelInfo& a, const ModelInfo& b);
/// The pictures could be this model's: of its size and from z as long as its own.
bool could_be_of(const SurfacePictures& pictures, const ModelInfo& model);

struct InspectPictures {
  std::uint64_t stamp = 0;
  std::uint64_t version = 0;
  Image image;
  float logit = 0;
  int block = 0;
  std::vector<GuidedMap> learned;  // as many rows as are done
  std::vector<GuidedMap> random;
  std::shared_ptr<const FeatureMaps> maps;  // of maps_block
  int maps_block = 0;
  double milliseconds = 0;
};

}  // namespace core
