#include "core/document/restore.h"

#include <algorithm>

#include "core/document/document_moves.h"

namespace core {
namespace {

/// Seeds one after the other in any order are a sheet of seeds; anything else can only be kept as pins.
bool are_a_sheet(const std::vector<Exemplar>& items) {
  if (items.size() < 2) return false;
  std::vector<std::uint64_t> seeds;
  for (const Exemplar& item : items)
    if (item.seed) seeds.push_back(*item.seed);
  std::ranges::sort(seeds);
  return seeds.size() == items.size() && seeds.back() - seeds.front() == seeds.size() - 1 &&
         std::ranges::adjacent_find(seeds) == seeds.end();
}

/// One function a kind of figure: a kind that is forgotten does not compile.
struct Restorer {
  Restored& to;
  const ModelInfo& model;

  void operator()(const SampleRequest& sample) const {
    if (sample.items.empty()) return;
    ExploreDocument& explore = to.document.explore;
    go_to(explore, sample.items.front(), FromPin{0});
    if (are_a_sheet(sample.items)) {
      explore.sheet_seed = *std::ranges::min_element(sample.items, {}, &Exemplar::seed)->seed;
      explore.sheet_count = static_cast<int>(sample.items.size());
    } else if (sample.items.size() > 1) {
      to.document.path.pins = sample.items;
    } else {
      explore.home = explore.current;
    }
  }

  void operator()(const WalkRequest& walk) const {
    PathDocument& path = to.document.path;
    path.pins = walk.pins;
    path.interpolation = walk.path.interpolation;
    path.loop = walk.path.loop;
    path.ease = walk.path.ease;
    path.seconds_per_segment = walk.path.seconds_per_segment;
    path.frames_per_second = walk.path.frames_per_second;
    if (!walk.pins.empty()) go_to(to.document.explore, walk.pins.front(), FromPin{0});
  }

  void operator()(const ArithmeticRequest& sum) const {
    ArithmeticDocument& arithmetic = to.document.arithmetic;
    arithmetic.bin(BinId::kA).items = sum.a;
    arithmetic.bin(BinId::kB).items = sum.b;
    arithmetic.bin(BinId::kC).items = sum.c;
    arithmetic.noise = sum.noise;
    arithmetic.noise_seed = sum.noise_seed;
    arithmetic.norm_matched = sum.norm_matched;
    to.workspace = Workspace::kArithmetic;
  }

  void operator()(const TurnRequest& turn) const {
    ArithmeticDocument& arithmetic = to.document.arithmetic;
    arithmetic.bin(BinId::kLeft).items = turn.left;
    arithmetic.bin(BinId::kRight).items = turn.right;
    arithmetic.turn_step = turn.step;
    arithmetic.turn_columns = turn.columns;
    if (!turn.rows.empty() && turn.rows.front().seed) arithmetic.turn_seed = *turn.rows.front().seed;
    to.workspace = Workspace::kArithmetic;
  }

  void operator()(const ForgetRequest& forgotten) const {
    ForgetDocument& forget = to.document.forget;
    forget.block = std::min(forgotten.fit.block, static_cast<int>(model.generator_blocks.size()));
    forget.label = forgotten.fit.label;
    forget.c = forgotten.fit.c;
    forget.boxes = forgotten.fit.boxes;
    if (!forget.fit || !(forget.fit->request == forgotten.fit)) forget.fit.reset();
    forget.top_k = forgotten.use_positive ? 0 : forgotten.top_k;  // 0: the fit takes all above zero
    forget.kept = {forgotten.kept.begin(), forgotten.kept.end()};
    forget.control_seed = forgotten.control_seed;
    if (!forgotten.sheet_seeds.empty()) forget.sheet_seed = forgotten.sheet_seeds.front();
    forget.active = true;
    to.workspace = Workspace::kForget;
  }

  void operator()(const GuidedRequest& guided) const {
    DiscriminatorDocument& discriminator = to.document.discriminator;
    discriminator.block = std::min(guided.options.block, static_cast<int>(model.discriminator_blocks.size()));
    discriminator.features = guided.options.features;
    discriminator.leak_in_backward = guided.options.leak_in_backward;
    discriminator.random_seed = guided.random_seed;
    if (!guided.generated.empty()) {
      discriminator.source = InspectSource::kGenerated;
      go_to(to.document.explore, guided.generated.front(), FromPin{0});
    }
    to.workspace = Workspace::kDiscriminator;
  }
};

}  // namespace

Restored restored(const ExportRequest& figure, const ModelInfo& model, const Document& before) {
  Restored to{before};
  std::visit(Restorer{to, model}, figure.figure);
  const auto& modes = model.modes;
  if (std::ranges::find(modes, figure.generate.mode) != modes.end())
    to.document.explore.mode = figure.generate.mode;
  return to;
}

}  // namespace core
