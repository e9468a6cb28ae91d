#include "core/engine/train/run_checkpoint.h"

#include <torch/utils.h>

#include <algorithm>
#include <span>

#include "core/base/error.h"
#include "core/engine/nets/arrays.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/run/options_json.h"

namespace engine {
namespace {

constexpr std::int64_t kHistoryColumns = 7;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

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

const core::CheckpointSection& section(const std::vector<core::CheckpointSection>& sections,
                                       const std::string& name, const std::string& where) {
  const auto found =
      std::find_if(sections.begin(), sections.end(), [&](const auto& s) { return s.name == name; });
  if (found == sections.end()) throw core::Error("the checkpoint has no section " + name, where);
  return *found;
}

io::WeightsFile arrays(const std::vector<core::CheckpointSection>& sections, const std::string& name,
                       const std::string& where) {
  return io::parse_safetensors(section(sections, name, where).bytes, where + ", section " + name);
}

core::Json run_json(const std::vector<core::CheckpointSection>& sections, const std::string& where) {
  const std::vector<std::byte>& bytes = section(sections, "run", where).bytes;
  return core::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, where);
}

std::vector<core::StepStats> read_history(const io::WeightsFile& file, const std::string& where) {
  const io::NamedArray* array = file.find("steps");
  if (array == nullptr || array->type != io::DType::kF64 || array->shape.size() != 2 ||
      array->shape[1] != kHistoryColumns) {
    throw core::Error("the checkpoint's history is unreadable", where);
  }
  const at::Tensor rows = to_tensor(*array);
  const double* in = rows.data_ptr<double>();
  std::vector<core::StepStats> history(static_cast<std::size_t>(rows.size(0)));
  for (core::StepStats& s : history) {
    s = {static_cast<std::int64_t>(in[0]), in[1], in[2], in[3], in[4], in[5], in[6]};
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
  core::Json run;
  run["options"] = core::to_json(options);
  run["step"] = state.step;
  run["seconds"] = state.seconds;
  run["data_position"] = state.step * options.batch;
  run["data_sha256"] = data_sha256;
  std::vector<core::CheckpointSection> sections = {{"run", bytes_of(core::json_text(run))},
                                                   history_section(state.history),
                                                   net_section("G", *state.g),
                                                   net_section("D", *state.d),
                                                   optimiser_section("adam_g", state.adam_g),
                                                   optimiser_section("adam_d", state.adam_d)};
  if (!state.ema.is_empty()) sections.push_back(net_section("G_ema", *state.ema));
  return sections;
}

CheckpointHeader read_header(const std::vector<core::CheckpointSection>& sections, const std::string& where) {
  const core::Json run = run_json(sections, where);
  if (!run.is_object() || !run.contains("options") || !run.contains("data_sha256") ||
      !run["data_sha256"].is_string()) {
    throw core::Error("the checkpoint does not describe its run", where);
  }
  return {core::options_from_json(run["options"], where), run["data_sha256"].get<std::string>()};
}

void restore_state(const std::vector<core::CheckpointSection>& sections, TrainState& state,
                   const std::string& where) {
  const core::Json run = run_json(sections, where);
  if (!run.contains("step") || !run["step"].is_number_unsigned() || !run.contains("seconds") ||
      !run["seconds"].is_number()) {
    throw core::Error("the checkpoint has no counters", where);
  }
  state.step = run["step"].get<std::int64_t>();
  state.seconds = run["seconds"].get<double>();
  state.history = read_history(arrays(sections, "history", where), where);
  restore_arrays(arrays(sections, "G", where), *state.g, "", where);
  restore_arrays(arrays(sections, "D", where), *state.d, "", where);
  if (!state.ema.is_empty()) restore_arrays(arrays(sections, "G_ema", where), *state.ema, "", where);
  state.adam_g.restore_arrays(arrays(sections, "adam_g", where), "", where);
  state.adam_d.restore_arrays(arrays(sections, "adam_d", where), "", where);
}

}  // namespace engine
