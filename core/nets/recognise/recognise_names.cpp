#include "core/nets/recognise/recognise_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"
#include "core/io/utf8.h"

namespace nets {
namespace {

using Words = std::vector<std::string>;

template <std::size_t Count>
bool contains(const std::array<std::string_view, Count>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 6> kGeneratorWords{"g", "gen", "generator", "netg", "gnet", "modelg"};
constexpr std::array<std::string_view, 9> kDiscriminatorWords{
    "d", "dis", "disc", "discrim", "discriminator", "netd", "dnet", "modeld", "critic"};
constexpr std::array<std::string_view, 3> kEmaWords{"ema", "shadow", "averaged"};
constexpr std::array<std::string_view, 7> kWrapperWords{"state",  "dict",       "module",   "sd",
                                                        "params", "parameters", "statedict"};
constexpr std::string_view kCompiled = "_orig_mod";  // torch.compile's
constexpr std::array<std::string_view, 9> kNeutralWords{
    "net", "nets", "model", "models", "weights", "network", "networks", "checkpoint", "best"};
constexpr std::array<std::string_view, 5> kTrainingWords{"scheduler", "sched", "scaler", "adam", "lr"};

Words segments_of(const std::string& name) {
  Words segments(1);
  for (const char c : name) {
    if (c == '.') {
      segments.emplace_back();
    } else {
      segments.back() += c;
    }
  }
  return segments;
}

enum class Meaning { kLayer, kNeutral, kWrapper, kGenerator, kEma, kDiscriminator, kIgnored };

Meaning meaning_of(const std::string& segment) {
  bool generator = false, discriminator = false, ema = false, wrapper = false;
  if (segment == kCompiled) return Meaning::kWrapper;
  const Words words = name_words(segment);
  if (words.empty()) return Meaning::kLayer;
  for (const std::string& word : words) {
    if (word.starts_with("optim") || word == "opt" || contains(kTrainingWords, word))
      return Meaning::kIgnored;
  }
  for (const std::string& word : words) {
    if (contains(kGeneratorWords, word)) {
      generator = true;
    } else if (contains(kDiscriminatorWords, word)) {
      discriminator = true;
    } else if (contains(kEmaWords, word)) {
      ema = true;
    } else if (contains(kWrapperWords, word)) {
      wrapper = true;
    } else if (!contains(kNeutralWords, word)) {
      return Meaning::kLayer;
    }
  }
  if (discriminator) return ema || generator ? Meaning::kIgnored : Meaning::kDiscriminator;
  if (ema) return Meaning::kEma;
  if (generator) return Meaning::kGenerator;
  return wrapper ? Meaning::kWrapper : Meaning::kNeutral;
}

/// A tensor's name taken apart.
struct Place {
  std::string key, path, leaf;
  NetRole role = NetRole::kUnknown;
  bool ignored = false;
};

/// The end of a tensor's name that says what it is to its layer.
std::string take_leaf(Words& segments) {
  const auto take = [&](std::size_t count, const char* leaf) {
    segments.resize(segments.size() - count);
    return std::string(leaf);
  };
  const auto ends = [&](const std::vector<std::string_view>& tail) {
    return segments.size() >= tail.size() && std::equal(tail.rbegin(), tail.rend(), segments.rbegin());
  };
  if (ends({"parametrizations", "weight", "original"})) return take(3, "weight_orig");
  if (ends({"parametrizations", "weight", "original0"})) return take(3, "weight_g");
  if (ends({"parametrizations", "weight", "original1"})) return take(3, "weight_v");
  if (ends({"parametrizations", "weight", "0", "_u"})) return take(4, "weight_u");
  if (ends({"parametrizations", "weight", "0", "_v"})) return take(4, "weight_v");
  return take(1, std::string(segments.back()).c_str());
}

std::string joined_by_dots(const Words& words, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t index = first; index < last; ++index) text += (index > first ? "." : "") + words[index];
  return text;
}

void apply(Meaning meaning, Place& place) {
  if (meaning == Meaning::kIgnored) place.ignored = true;
  if (meaning == Meaning::kDiscriminator) place.role = NetRole::kDiscriminator;
  if (meaning == Meaning::kEma) place.role = NetRole::kEma;
  if (meaning == Meaning::kGenerator && place.role != NetRole::kEma) place.role = NetRole::kGenerator;
}

/// Takes a tensor's name apart into the key of its net, the path of its layer and the leaf. A word that names
/// neither a net nor a layer belongs to the path, unless it is the key of a dict around the state_dict.
Place place_of(const io::NamedArray& array) {
  Place place;
  Words segments = segments_of(array.name);
  place.leaf = take_leaf(segments);
  std::size_t key_end = 0, end = 0;
  for (std::size_t index = 0; index < segments.size(); ++index) {
    const Meaning meaning = meaning_of(segments[index]);
    if (meaning == Meaning::kLayer) break;
    apply(meaning, place);
    end += segments[index].size() + 1;
    if (meaning != Meaning::kNeutral || end <= array.nesting) key_end = index + 1;
  }
  place.key = joined_by_dots(segments, 0, key_end);
  place.path = joined_by_dots(segments, key_end, segments.size());
  return place;
}

/// Tensors that training scripts keep beside their nets.
bool is_stray(const Place& place) {
  if (!place.path.empty()) return false;
  for (const std::string& word : name_words(place.leaf)) {
    if (word == "noise" || word == "fixed" || word == "loss" || word == "losses" || word == "z" ||
        word == "averaged" || word == "step" || word == "epoch")
      return true;
  }
  return false;
}

bool set_tensor(FoundModule& module, const std::string& leaf, const io::NamedArray& array) {
  const auto set = [&](const io::NamedArray*& slot) {
    const bool free = slot == nullptr;
    if (free) slot = &array;
    return free;
  };
  if (leaf == "weight_orig") {
    module.is_spectral = true;
    return set(module.weight);
  }
  if (leaf == "weight") return set(module.weight);
  if (leaf == "bias") return set(module.bias);
  if (leaf == "running_mean") return set(module.mean);
  if (leaf == "running_var") return set(module.variance);
  if (leaf == "num_batches_tracked") return set(module.tracked);
  if (leaf == "weight_u") return set(module.u);
  if (leaf == "weight_g") return set(module.lengths);
  return leaf == "weight_v" && set(module.v);
}

}  // namespace

std::int64_t FoundModule::features() const {
  const io::NamedArray* array = weight ? weight : mean ? mean : variance;
  return array && array->shape.size() == 1 ? array->shape[0] : 0;
}

std::vector<FoundNet> found_nets(const io::WeightsFile& file) {
  std::vector<FoundNet> nets;
  std::unordered_map<std::string, std::size_t> net_of, module_of;
  for (const io::NamedArray& array : file.arrays) {
    const Place place = place_of(array);
    if (place.ignored || is_stray(place)) continue;
    const auto [net_at, is_new_net] = net_of.try_emplace(place.key, nets.size());
    if (is_new_net) nets.push_back({place.key, place.role, {}, {}});
    FoundNet& net = nets[net_at->second];
    const auto [module_at, is_new] = module_of.try_emplace(place.key + '\n' + place.path, net.modules.size());
    if (is_new) net.modules.push_back({place.path});
    if (!set_tensor(net.modules[module_at->second], place.leaf, array)) net.unexpected.push_back(&array);
  }
  for (FoundNet& net : nets) {
    // Spectral and weight normalisation both have a "weight_v": in a layer with lengths it is weight
    // normalisation's weight.
    for (FoundModule& module : net.modules) {
      if (!module.lengths) continue;
      if (!module.weight && module.v)
        std::swap(module.weight, module.v);
      else
        net.unexpected.push_back(std::exchange(module.lengths, nullptr));
    }
  }
  return nets;
}

std::vector<FoundNet> split_net(const FoundNet& net) {
  std::vector<FoundNet> parts;
  for (const FoundModule& module : net.modules) {
    const std::size_t dot = module.path.find('.');
    if (dot == std::string::npos) return {};
    const std::string key = (net.key.empty() ? "" : net.key + ".") + module.path.substr(0, dot);
    const auto found =
        std::find_if(parts.begin(), parts.end(), [&](const FoundNet& part) { return part.key == key; });
    FoundNet& part =
        found != parts.end() ? *found : parts.emplace_back(FoundNet{key, NetRole::kUnknown, {}, {}});
    part.modules.push_back(module);
    part.modules.back().path = module.path.substr(dot + 1);
    if (parts.size() > 3) return {};
  }
  return net.unexpected.empty() ? parts : std::vector<FoundNet>{};
}

std::vector<std::string> name_words(const std::string& part) {
  std::vector<std::string> words(1);
  bool was_lower = false;
  for (const char c : part) {
    const bool is_upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (c == '_' || c == '-' || (is_upper && was_lower)) words.emplace_back();
    if (c != '_' && c != '-') words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    was_lower = !is_upper;
  }
  std::erase(words, "");
  return words;
}

}  // namespace nets
