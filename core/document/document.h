#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/document/origin.h"
#include "core/latent/path.h"
#include "core/latent/plane.h"
#include "core/request/requests.h"
#include "core/request/workspace.h"
#include "core/run/train_options.h"

namespace core {

/// Explore: where in latent space the person is.
struct ExploreDocument {
  Exemplar current;       // what the canvas shows
  Origin origin;          // of current
  Exemplar home;          // Home goes back here
  Plane plane;            // what dragging moves in
  double scale = 1.0;     // z units per half canvas width
  bool keep_norm = true;  // dragging goes onto the prior's typical norm and stays there
  BatchNormMode mode = BatchNormMode::kPopulation;
  std::uint64_t sheet_seed = 0;  // first seed of the contact sheet
  int sheet_count = 50;
  bool operator==(const ExploreDocument&) const = default;
};

/// The path through the pins. The play head is not here: it is no work that could be lost.
struct PathDocument {
  std::vector<Exemplar> pins;
  Interpolation interpolation = Interpolation::kSlerp;
  bool loop = false;
  bool ease = true;
  double seconds_per_segment = 2.4;
  int frames_per_second = 30;
  bool end_on_sheet = false;  // an exported sheet has the last pin too
  bool operator==(const PathDocument&) const = default;

  Path path() const;
};

struct Bin {
  std::string name;
  std::vector<Exemplar> items;
  bool operator==(const Bin&) const = default;
};

enum class BinId { kA, kB, kC, kLeft, kRight };
inline constexpr int kBinCount = 5;

/// Arithmetic: bins of exemplars (paper section 6.3.2) and the turn (figure 8).
struct ArithmeticDocument {
  std::array<Bin, kBinCount> bins{Bin{"A", {}}, Bin{"B", {}}, Bin{"C", {}}, Bin{"left", {}},
                                  Bin{"right", {}}};
  double noise = 0.25;
  std::uint64_t noise_seed = 1;
  bool norm_matched = false;  // put the result on the prior's typical norm
  double turn_step = 1.0;
  int turn_columns = 11;
  std::uint64_t turn_seed = 100;  // first seed of the five fresh rows
  std::uint64_t candidate_seed = 0;
  int candidate_count = 60;
  bool operator==(const ArithmeticDocument&) const = default;

  const Bin& bin(BinId id) const { return bins[static_cast<std::size_t>(id)]; }

  Bin& bin(BinId id) { return bins[static_cast<std::size_t>(id)]; }
};

enum class InspectSource { kGenerated, kData, kDropped };

/// Discriminator: what is looked at and how.
struct DiscriminatorDocument {
  InspectSource source = InspectSource::kGenerated;  // the picture on the canvas, or an image from elsewhere
  int data_index = 0;                                // which of the data's images
  int block = 0;                                     // 0 = last convolution
  std::vector<int> features{0, 1, 2, 3, 4, 5};
  bool leak_in_backward = false;
  std::uint64_t random_seed = 3;
  int maps_block = 2;  // block of the feature-map grid
  bool operator==(const DiscriminatorDocument&) const = default;
};

/// Forget: boxes on samples, the fit, the maps dropped (paper section 6.3.1).
struct ForgetDocument {
  int block = 2;
  std::string label = "window";
  BoxesBySeed boxes;
  std::uint64_t first_seed = 1000;  // samples that boxes are drawn on
  int sample_count = 150;
  int sample = 0;                        // which of them is open
  double c = 1.0;                        // inverse strength of the fit's penalty
  std::shared_ptr<const ForgetFit> fit;  // immutable; null before the first fit
  int top_k = 0;
  std::set<int> kept;  // maps ticked off by hand although they are among the top k
  bool active = true;  // the mask acts on the walk
  std::uint64_t control_seed = 1;
  std::uint64_t sheet_seed = 3000;
  bool operator==(const ForgetDocument&) const = default;

  /// The fit that these boxes and settings ask for.
  FitRequest fit_request() const { return {.block = block, .boxes = boxes, .label = label, .c = c}; }

  /// There is a fit, and boxes or settings were changed since: it answers another request.
  bool fit_is_stale() const { return fit && !(fit->request == fit_request()); }

  std::vector<int> dropped() const;  // ascending; empty when inactive or before a fit
  Masks masks() const;
  Masks control_masks() const;  // as many maps, matched in mean activation
};

/// Train: the options of the next run. A running run has its own copy.
struct TrainDocument {
  TrainOptions options;
  bool operator==(const TrainDocument&) const = default;
};

/// Evaluate: what samples are compared with.
struct EvaluateDocument {
  std::string data;  // folder, packed file or procedural set with the reals
  int pairs = 500;
  bool operator==(const EvaluateDocument&) const = default;
};

/// What a person is working on: one value. Each part is written by its own workspace (explore and path by
/// Explore). Three things come from elsewhere: moves of the canvas, which stands in every workspace
/// (document_moves.h, and a drag over Forget's live pictures); answers through the shell (a model opened or
/// changed, a fit, an image, data, and the data folder of Train and Evaluate); undo and redo.
struct Document {
  ExploreDocument explore;
  PathDocument path;
  ArithmeticDocument arithmetic;
  DiscriminatorDocument discriminator;
  ForgetDocument forget;
  TrainDocument train;
  EvaluateDocument evaluate;
  bool operator==(const Document&) const = default;
};

/// A document for a model just opened: everything that depends on nz or the prior starts anew, settings stay.
Document document_for(const ModelInfo& model, const Document& before, std::uint64_t seed);

}  // namespace core
