#include "core/io/weights/torch7/torch7.h"

#include <cmath>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/printable.h"
#include "core/io/arrays/array_limits.h"
#include "core/io/byte_reader.h"
#include "core/io/utf8.h"
#include "core/io/weights/torch7/torch7_fields.h"
#include "core/io/weights/torch7/torch7_layers.h"
#include "core/io/weights/torch7/torch7_objects.h"

namespace io {
namespace {

constexpr int kMaxNesting = 32;  // Sequentials inside Sequentials
constexpr std::size_t kMaxKey = 64;
const char* const kNetworkHint = "save the generator, the discriminator or a table of both";

class NetworkReader {
 public:
  NetworkReader(const Torch7Objects& objects, const std::string& where, std::uint64_t budget)
      : source_{objects, where, budget}, met_(objects.objects.size()) {
    result_.kind = WeightsKind::kTorch7;
  }

  WeightsFile read() {
    const Torch7Value& root = source_.objects.root;
    if (const auto* table = source_.objects.as<Torch7Table>(root)) {
      for (const auto& [key, value] : table->entries) table_entry(key, value);
    } else if (source_.objects.as<Torch7Module>(root) != nullptr) {
      network(std::get<Torch7Ref>(root), "");
    }
    if (result_.arrays.empty())
      refuse_weights(source_.where, "the file's object", 0, "a network with weights or a table of networks",
                     kNetworkHint);
    result_.metadata["modules"] = lines_;
    return std::move(result_);
  }

 private:
  void table_entry(const Torch7Value& key, const Torch7Value& value);
  void network(Torch7Ref module, const std::string& prefix);
  void flatten(Torch7Ref module, const std::string& prefix, int nesting);
  void add(Torch7Layer layer, const std::string& prefix, Torch7Ref module);

  Torch7Source source_;
  std::vector<bool> met_;  // by object
  std::set<std::string> names_;
  int index_ = 0;
  std::string lines_;
  WeightsFile result_;
};

/// "netG", or "2" for a list of networks; other keys name no network.
std::string key_text(const Torch7Value& key) {
  if (const auto* text = std::get_if<std::string_view>(&key)) {
    const bool plain = text->size() <= kMaxKey && is_utf8(*text) && core::printable(*text) == *text;
    return plain ? std::string(*text) : "";
  }
  const auto* number = std::get_if<double>(&key);
  if (number == nullptr || !(*number >= 0 && *number <= 1e6) || std::floor(*number) != *number) return "";
  return std::to_string(static_cast<int>(*number));
}

/// A checkpoint holds more than networks: losses and plain tables are passed over.
void NetworkReader::table_entry(const Torch7Value& key, const Torch7Value& value) {
  const auto* module = source_.objects.as<Torch7Module>(value);
  if (module == nullptr || module->class_name.ends_with("Criterion")) return;
  const auto ref = std::get<Torch7Ref>(value);
  const std::string prefix = key_text(key);
  if (prefix.empty())
    source_.refuse(ref, "a short text or a whole number as the network's key", kNetworkHint);
  network(ref, prefix + ".");
}

void NetworkReader::network(Torch7Ref module, const std::string& prefix) {
  index_ = 0;
  flatten(module, prefix, 0);
}

void NetworkReader::flatten(Torch7Ref module, const std::string& prefix, int nesting) {
  if (met_[module.id])
    source_.refuse(module, "every module in one place only", "save a network whose modules are not shared");
  met_[module.id] = true;
  const Torch7Fields fields(source_, module);
  if (fields.class_name() == "nn.Sequential") {
    if (nesting == kMaxNesting)
      fields.refuse("at most " + std::to_string(kMaxNesting) + " nn.Sequential inside one another");
    for (const Torch7Ref child : fields.list("modules")) flatten(child, prefix, nesting + 1);
  } else if (std::optional<Torch7Layer> layer = read_torch7_layer(fields)) {
    add(*std::move(layer), prefix, module);
  }
}

void NetworkReader::add(Torch7Layer layer, const std::string& prefix, Torch7Ref module) {
  const std::string place = prefix + std::to_string(index_++);
  if (!lines_.empty()) lines_ += "\n";
  lines_ += place + " " + layer.text;
  for (NamedArray& array : layer.arrays) {
    array.name = place + "." + array.name;
    if (!names_.insert(array.name).second || names_.size() > kMaxTensors)
      source_.refuse(module, "at most 65536 tensors, each with a name of its own", kNetworkHint);
    result_.arrays.push_back(std::move(array));
  }
}

WeightsFile parse_networks(std::span<const std::byte> bytes, const std::string& where, int long_bytes) {
  const Torch7Objects objects = read_torch7_objects(bytes, where, long_bytes);
  return NetworkReader(objects, where, bytes.size()).read();
}

std::optional<WeightsFile> with_short_longs(std::span<const std::byte> bytes, const std::string& where) {
  try {
    WeightsFile weights = parse_networks(bytes, where, 4);
    weights.metadata["long_bytes"] = "4";
    return weights;
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

/// The file does not say how long its longs are, and the wrong length makes no sense of a tensor.
WeightsFile parse_either(std::span<const std::byte> bytes, const std::string& where) {
  try {
    return parse_networks(bytes, where, 8);
  } catch (const core::Error& error) {
    if (std::optional<WeightsFile> weights = with_short_longs(bytes, where)) return *std::move(weights);
    if (error.hint().find("--t7-long") == std::string::npos) throw;
    throw core::Error(error.failed(), error.where(),
                      "with longs of 4 bytes it cannot be read either: download or copy the file again");
  }
}

}  // namespace

WeightsFile parse_torch7(std::span<const std::byte> bytes, const std::string& where,
                         const Torch7Options& options) {
  if (options.long_bytes == 0) return parse_either(bytes, where);
  if (options.long_bytes != 8 && options.long_bytes != 4)
    throw core::UsageError("the longs of a .t7 file have 8 or 4 bytes", std::to_string(options.long_bytes),
                           "try --t7-long 4");
  return parse_networks(bytes, where, options.long_bytes);
}

WeightsFile read_torch7(const std::filesystem::path& file, const Torch7Options& options) {
  return parse_torch7(core::read_file(file), file.string(), options);
}

}  // namespace io
