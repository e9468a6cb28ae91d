#include "ui/workspaces/forget/forget_state.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/look/tr.h"

namespace ui::forget {
namespace {

std::string box_label(const char* what, std::uint64_t seed) {
  return fmt::format("{} {} {}", what, tr("on seed"), seed);
}

}  // namespace

std::uint64_t seed_of_sample(const core::ForgetDocument& document, int sample) {
  return document.first_seed + static_cast<std::uint64_t>(std::max(sample, 0));
}

const std::vector<core::Box>* open_boxes(const core::ForgetDocument& document) {
  const auto found = document.boxes.find(seed_of_sample(document, document.sample));
  return found == document.boxes.end() ? nullptr : &found->second;
}

void open_sample(Frame& frame, ForgetState& state, int sample) {
  core::ForgetDocument& document = frame.document.forget;
  document.sample = std::clamp(sample, 0, std::max(document.sample_count - 1, 0));
  state.selected = -1;
}

void open_next(Frame& frame, ForgetState& state) {
  const core::ForgetDocument& document = frame.document.forget;
  open_sample(frame, state,
              next_without_box(document.boxes, document.first_seed, document.sample_count, document.sample));
  state.go_on = true;
}

void add_box(Frame& frame, ForgetState& state, const core::Box& box) {
  if (!is_large_enough(box)) return;
  core::ForgetDocument& document = frame.document.forget;
  const std::uint64_t seed = seed_of_sample(document, document.sample);
  std::vector<core::Box>& boxes = document.boxes[seed];
  boxes.push_back(box);
  state.selected = static_cast<int>(boxes.size()) - 1;
  frame.out.remember(box_label(tr("Box"), seed));
}

void remove_box(Frame& frame, ForgetState& state) {
  core::ForgetDocument& document = frame.document.forget;
  const std::uint64_t seed = seed_of_sample(document, document.sample);
  const auto found = document.boxes.find(seed);
  if (found == document.boxes.end()) return;
  std::vector<core::Box>& boxes = found->second;
  if (state.selected < 0 || state.selected >= static_cast<int>(boxes.size())) return;
  boxes.erase(boxes.begin() + state.selected);
  if (boxes.empty()) document.boxes.erase(found);
  state.selected = -1;
  frame.out.remember(box_label(tr("Remove box"), seed));
}

void nudge_box(Frame& frame, ForgetState& state, float dx, float dy) {
  core::ForgetDocument& document = frame.document.forget;
  const auto found = document.boxes.find(seed_of_sample(document, document.sample));
  if (found == document.boxes.end() || !frame.model()) return;
  if (state.selected < 0 || state.selected >= static_cast<int>(found->second.size())) return;
  core::Box& box = found->second[static_cast<std::size_t>(state.selected)];
  const core::Box before = box;
  box = box_moved(box, BoxPart::kInside, dx, dy, frame.model()->size);
  if (!(box == before)) frame.out.remember(box_label(tr("Move box"), found->first));
}

const char* why_no_fit(const Frame& frame) {
  if (!frame.model()) return tr("needs a model");
  const core::ForgetDocument& document = frame.document.forget;
  if (count_boxes(document.boxes, document.label).boxes == 0) return tr("needs boxes with this label");
  return frame.snapshot.job_of<core::FitRequest>() ? tr("fitting") : nullptr;
}

void send_fit(Frame& frame) {
  if (why_no_fit(frame)) return;
  frame.view.fit_error_of.reset();
  frame.out.send(core::RunTask{frame.document.forget.fit_request(), core::Workspace::kForget});
}

bool fit_is_of(const core::ForgetDocument& document, const core::ModelInfo& model) {
  if (!document.fit) return false;
  const int block = document.fit->request.block;
  if (block < 1 || block > static_cast<int>(model.generator_blocks.size())) return false;
  const int maps = model.generator_blocks[static_cast<std::size_t>(block - 1)].channels;
  return static_cast<int>(document.fit->weights.size()) == maps;
}

int positive_maps(const core::ForgetFit& fit) {
  return static_cast<int>(
      std::count_if(fit.weights.begin(), fit.weights.end(), [](float weight) { return weight > 0; }));
}

void set_top_k(Frame& frame, int k) {
  core::ForgetDocument& document = frame.document.forget;
  if (!document.fit) return;
  const int before = document.top_k;
  document.top_k = std::clamp(k, 0, static_cast<int>(document.fit->weights.size()));
  if (document.top_k != before) frame.out.remember(verbatim(fmt::format("k = {}", document.top_k)));
}

void toggle_mask(Frame& frame) {
  bool& active = frame.document.forget.active;
  active = !active;
  frame.out.remember(active ? tr("Mask on") : tr("Mask off"));
}

}  // namespace ui::forget
