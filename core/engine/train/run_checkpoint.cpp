#include "core/engine/train/run_checkpoint.h"

#include <torch/utils.h>

#include <cmath>

#include "core/base/error.h"
#include "core/engine/nets/arrays.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/run/step_history.h"

namespace engine {
namespace {

constexpr std::int64_t kHistoryColumns = 7;

core::CheckpointSection net_section(const std::string& name, const torch::nn::Module& net) {
  io::WeightsFile file;
  append_arrays(file, net, "");
  return {name, io::serialize_safetensors(file)};
}

core::CheckpointSection optimiser_section(const std::string& name, const FusedAdam& adam) {
  io::WeightsFile file;
  adam.append_arrays(file, "");
  return {name, io::serialize_safetensors(file)};
}

/// One row of doubles a step.
core::CheckpointSection history_section(const std::vector<core::StepStats>& history) {
  at::Tensor rows = at::empty({static_cast<std::int64_t>(history.size()), kHistoryColumns}, at::kDouble);
  double* out = rows.data_ptr<double>();
  for (const core::StepStats& s : history) {
    for (const double value : {static_cast<double>(s.step), s.loss_d, s.loss_g, s.d_real, s.d_fake_before,
                               s.d_fake_after, s.seconds}) {
      *out++ = value;
    }
  }
  io::WeightsFile file;
  file.arrays.push_back(to_array("steps", rows));
  return {"history", io::serialize_safetensors(file)};
}

io::WeightsFile arrays(const std::vector<core::CheckpointSection>& sections, const std::string& name,
                       const std::string& where) {
  return io::parse_safetensors(core::find_section(sections, name, where).bytes, where + ", section " + name);
}

/// The steps up to `newest`, in order. A row's step is compared before it becomes an integer.
std::vector<core::StepStats> read_history(const io::WeightsFile& file, std::int64_t newest,
                                          const std::string& where) {
  const io::NamedArray* array = file.find("steps");
  if (array == nullptr || array->type != io::DType::kF64 || array->shape.size() != 2 ||
      array->shape[1] != kHistoryColumns) {
    throw core::Error("the checkpoint's history is unreadable", where);
  }
  const at::Tensor rows = to_tensor(*array);
  const double* in = rows.data_ptr<double>();
  std::vector<core::StepStats> history(static_cast<std::size_t>(rows.size(0)));
  double last = 0;
  for (core::StepStats& s : history) {
    const bool in_order = in[0] > last && in[0] <= static_cast<double>(newest) && in[0] == std::floor(in[0]);
    if (in_order) s = {static_cast<std::int64_t>(in[0]), in[1], in[2], in[3], in[4], in[5], in[6]};
    if (!in_order || !core::plausible(s))
      throw core::Error("the checkpoint's history holds what no run can have written", where);
    last = in[0];
    in += kHistoryColumns;
  }
  return history;
}

}  // namespace

std::uint64_t checkpoint_bytes(const std::vector<core::CheckpointSection>& sections) {
  std::uint64_t bytes = 0;
  for (const core::CheckpointSection& section : sections) bytes += section.bytes.size();
  return bytes;
}

std::vector<core::CheckpointSection> checkpoint_sections(const TrainState& state,
                                                         const core::TrainOptions& options,
                                                         const std::string& data_sha256) {
  std::vector<core::CheckpointSection> sections = {
      core::header_section({options, data_sha256, state.step, state.seconds}),
      history_section(state.history),
      net_section("G", *state.g),
      net_section("D", *state.d),
      optimiser_section("adam_g", state.adam_g),
      optimiser_section("adam_d", state.adam_d)};
  if (!state.ema.is_empty()) sections.push_back(net_section("G_ema", *state.ema));
  return sections;
}

void restore_state(const std::vector<core::CheckpointSection>& sections, TrainState& state,
                   const std::string& where) {
  const core::CheckpointHeader header = core::read_checkpoint_header(sections, where);
  state.step = header.step;
  state.seconds = header.seconds;
  state.history = read_history(arrays(sections, "history", where), state.step, where);
  restore_arrays(arrays(sections, "G", where), *state.g, "", where);
  restore_arrays(arrays(sections, "D", where), *state.d, "", where);
  if (!state.ema.is_empty()) restore_arrays(arrays(sections, "G_ema", where), *state.ema, "", where);
  state.adam_g.restore_arrays(arrays(sections, "adam_g", where), "", where);
  state.adam_d.restore_arrays(arrays(sections, "adam_d", where), "", where);
}

}  // namespace engine
