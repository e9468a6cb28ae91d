#include "core/run/checkpoint_header.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/json_number.h"
#include "core/run/options_json.h"
#include "core/run/step_count.h"

namespace core {
namespace {

constexpr const char* kRun = "run";
constexpr std::size_t kSha256Digits = 64;
constexpr double kMostSeconds = 1e12;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

CheckpointSection header_section(const CheckpointHeader& header) {
  Json run;
  run["options"] = to_json(header.options);
  run["step"] = header.step;
  run["seconds"] = header.seconds;
  run["data_position"] = header.step * header.options.batch;
  run["data_sha256"] = header.data_sha256;
  return {kRun, bytes_of(json_text(run))};
}

CheckpointHeader read_checkpoint_header(const std::vector<CheckpointSection>& sections,
                                        const std::string& where) {
  const std::vector<std::byte>& bytes = find_section(sections, kRun, where).bytes;
  const Json run = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, where);
  for (const char* key : {"options", "step", "seconds", "data_sha256"})
    if (!run.is_object() || !run.contains(key))
      throw Error("the checkpoint does not describe its run", where,
                  "\"" + std::string(key) + "\" is missing");
  const auto step = whole_number<std::int64_t>(run["step"], 0, kMostSteps);
  const auto seconds = real_number(run["seconds"], 0, kMostSeconds);
  if (!step || !seconds) throw Error("the checkpoint's counters are out of range", where);
  const Json& data = run["data_sha256"];
  if (!data.is_string() || data.get_ref<const std::string&>().size() != kSha256Digits)
    throw Error("the checkpoint does not say what it trains on", where);
  return {options_from_json(run["options"], where), data.get<std::string>(), *step, *seconds};
}

const CheckpointSection& find_section(const std::vector<CheckpointSection>& sections, const std::string& name,
                                      const std::string& where) {
  const auto found = std::find_if(sections.begin(), sections.end(),
                                  [&](const CheckpointSection& section) { return section.name == name; });
  if (found == sections.end()) throw Error("the checkpoint has no section " + name, where);
  return *found;
}

}  // namespace core
