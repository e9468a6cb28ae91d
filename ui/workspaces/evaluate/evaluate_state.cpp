#include "ui/workspaces/evaluate/evaluate_state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/look/tr_format.h"
#include "ui/widgets/canvas_request.h"

namespace ui::evaluate {
namespace {

std::string with_score(std::string name, const core::SurfacePictures& pictures, std::size_t tile) {
  if (tile >= pictures.logits.size()) return name;
  const double score = 1 / (1 + std::exp(-static_cast<double>(pictures.logits[tile])));
  return name + fmt::format(" · {} {:.2f}", verbatim("D"), score);
}

/// Finished tiles that show what `wanted` asks for.
void add_tiles(const core::SurfacePictures* pictures, const core::SurfaceRequest& wanted,
               const std::vector<std::string>& names, core::NearestRequest& request) {
  if (!pictures) return;
  const std::size_t count = std::min({pictures->tiles.size(), pictures->z.size(), wanted.z.size()});
  for (std::size_t i = 0; i < count; ++i) {
    if (pictures->tiles[i].empty() || pictures->z[i] != wanted.z[i]) continue;
    request.samples.push_back(pictures->tiles[i]);
    request.names.push_back(with_score(names[i], *pictures, i));
  }
}

}  // namespace

std::vector<std::size_t> closest_first(const core::NearestResult& result) {
  std::vector<std::size_t> order(result.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t row) { return result.rows[row].empty(); });
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return result.rows[a].front().distance < result.rows[b].front().distance;
  });
  return order;
}

void EvaluateState::update(const Frame& frame) {
  at_hand = data_.of(frame.document.evaluate.data, frame.time);
  const std::string model = frame.model() ? frame.model()->name + frame.model()->sha256 : std::string();
  if (model != model_) {
    model_ = model;
    nearest.reset();
  }
  if (frame.view.nearest) nearest = frame.view.nearest;
  const std::uint64_t now = searches_.of(nearest.result);
  if (now == version) return;
  version = now;
  first_row = 0;
  order = nearest ? closest_first(*nearest.result) : std::vector<std::size_t>{};
}

core::NearestRequest nearest_request(const Frame& frame) {
  core::NearestRequest request;
  request.data = frame.document.evaluate.data;
  const auto canvas = canvas_request(frame), sheet = sheet_request(frame);
  if (!canvas || !sheet) return request;
  const core::ExploreDocument& explore = frame.document.explore;
  const std::string current =
      explore.current.seed ? tr_format("seed {}", *explore.current.seed) : std::string(tr("canvas"));
  add_tiles(frame.snapshot.surface(core::Surface::kCanvas), *canvas, {current}, request);
  std::vector<std::string> seeds;
  for (std::size_t i = 0; i < sheet->z.size(); ++i)
    seeds.push_back(tr_format("seed {}", explore.sheet_seed + i));
  add_tiles(frame.snapshot.surface(core::Surface::kContactSheet), *sheet, seeds, request);
  return request;
}

bool search_goes_on(const Frame& frame) {
  return frame.snapshot.job_of<core::NearestRequest>(core::Workspace::kEvaluate) != nullptr;
}

const char* cannot_search(const Frame& frame, const EvaluateState& state) {
  if (!frame.model()) return tr("no model is open");
  if (frame.document.evaluate.data.empty()) return tr("choose the real images first");
  if (!state.at_hand) return tr("the real images are not at hand");
  return search_goes_on(frame) ? tr("the search goes on") : nullptr;
}

void search(Frame& frame) {
  core::NearestRequest request = nearest_request(frame);
  if (!request.samples.empty()) frame.out.send(core::RunTask{std::move(request), core::Workspace::kEvaluate});
}

core::DiversityRequest diversity_request(const Frame& frame, const EvaluateState& state) {
  core::DiversityRequest request;
  if (state.at_hand) request.data = frame.document.evaluate.data;
  request.pairs = frame.document.evaluate.pairs;
  return request;
}

const char* cannot_measure(const Frame& frame) {
  if (!frame.model()) return tr("no model is open");
  return frame.snapshot.job_of<core::DiversityRequest>() ? tr("the measurement goes on") : nullptr;
}

void measure(Frame& frame, const EvaluateState& state) {
  frame.out.send(core::RunTask{diversity_request(frame, state), core::Workspace::kEvaluate});
}

}  // namespace ui::evaluate
