#include "core/nets/layouts/source_tensors.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/io/arrays/float_values.h"
#include "core/io/utf8.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {
namespace {

constexpr const char* kSourceKey = "source_tensors";

[[noreturn]] void refuse(const std::string& place, const std::string& why) {
  throw core::Error("unreadable model file", place, why);
}

SourceTensors parsed(const std::string& text, const std::string& place) {
  try {
    return core::parse_json(text, place).get<SourceTensors>();
  } catch (const core::Json::exception&) {
    refuse(place, "it is no list of names for each net");
  }
}

bool all_are(const io::NamedArray& array, float value) {
  const std::vector<float> values = io::float_values(array);
  return std::all_of(values.begin(), values.end(), [&](float one) { return one == value; });
}

bool is_identity(const io::NamedArray& array) {
  const std::vector<float> values = io::float_values(array);
  const auto units = static_cast<std::size_t>(array.shape.front());
  if (values.size() != units * units) return false;
  for (std::size_t index = 0; index < values.size(); ++index)
    if (values[index] != (index % (units + 1) == 0 ? 1.0F : 0.0F)) return false;
  return true;
}

/// Whether it is a tensor that we add to those of a file, `name` with its `array`.
bool is_added(const std::vector<StageLayout>& stages, const std::string& name, const io::NamedArray& array) {
  const auto is_of = [&](const std::string& module, const char* leaf) { return name == module + leaf; };
  for (const StageLayout& stage : stages) {
    if (is_of(stage.module, ".weight")) return is_identity(array);
    if (stage.norm.empty()) continue;
    if (is_of(stage.norm, ".weight")) return all_are(array, 1);
    if (is_of(stage.norm, ".bias")) return all_are(array, 0);
    for (const char* leaf : {".running_mean", ".running_var", ".num_batches_tracked"})
      if (is_of(stage.norm, leaf)) return true;
  }
  return false;
}

}  // namespace

std::vector<StageLayout> stages_of(const LayoutSpec& spec, std::string_view net) {
  return net == "D" ? discriminator_stages(spec) : generator_stages(spec);
}

void write_source_tensors(const SourceTensors& source, std::map<std::string, std::string>& metadata) {
  metadata.erase(kSourceKey);
  if (!source.empty()) metadata[kSourceKey] = core::json_text(core::Json(source), -1);
}

SourceTensors read_source_tensors(const std::map<std::string, std::string>& metadata,
                                  const io::WeightsFile& nets, const LayoutSpec& spec,
                                  const std::string& where) {
  const auto found = metadata.find(kSourceKey);
  if (found == metadata.end()) return {};
  const std::string place = where + ", metadata \"" + kSourceKey + "\"";
  SourceTensors source = parsed(found->second, place);
  for (const auto& [net, names] : source) {
    if (net != "G" && net != "G_ema" && net != "D") refuse(place, "it names other nets than G, G_ema and D");
    const std::vector<StageLayout> stages = stages_of(spec, net);
    const std::vector<std::string> known = tensor_names(stages);
    std::set<std::string> left(known.begin(), known.end());
    for (const std::string& name : names) {
      if (left.erase(name) == 0)
        refuse(place, io::quote_name(name) + " is no tensor of " + net + " or stands there twice");
    }
    for (const std::string& name : left) {
      const io::NamedArray* array = nets.find(net + "." + name);
      if (array != nullptr && !is_added(stages, name, *array))
        refuse(place, io::quote_name(name) + " of " + net + " is left out, but is no tensor that was added");
    }
  }
  return source;
}

}  // namespace nets
