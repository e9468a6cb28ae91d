#include "core/nets/recognise/recognise_source.h"

#include <algorithm>

namespace nets {
namespace {

constexpr std::size_t kMaxName = 200;

bool is_wrapper(const std::string& segment) {
  return segment == "module" || segment == "_orig_mod" || segment == "state_dict";
}

/// Dotted names of an nn.Module and its members, printable.
bool is_module_name(const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7f && c != '/' && c != '\\' && c != '"';
  });
  return plain && !name.empty() && name.size() <= kMaxName && name.front() != '.' && name.back() != '.' &&
         name.find("..") == std::string::npos;
}

/// Whether every name is a module's of its own, no BatchNorm with anything inside.
bool can_be_named(const std::vector<StageLayout>& stages) {
  std::vector<std::string> names, norms;
  for (const StageLayout& stage : stages) {
    names.push_back(stage.module);
    if (stage.norm.empty()) continue;
    names.push_back(stage.norm);
    norms.push_back(stage.norm + ".");
  }
  if (!std::all_of(names.begin(), names.end(), is_module_name)) return false;
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) return false;
  return std::none_of(norms.begin(), norms.end(), [&](const std::string& norm) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.starts_with(norm); });
  });
}

}  // namespace

std::string owner_prefix(const FoundNet& net, const io::WeightsFile& file) {
  const auto module = std::find_if(net.modules.begin(), net.modules.end(), any_tensor);
  if (module == net.modules.end()) return "";
  const io::NamedArray* first = any_tensor(*module);
  if (net.role == NetRole::kEma || net.key.size() <= first->nesting) return "";
  const std::string dict = first->name.substr(0, first->nesting), key = net.key + ".";
  for (const io::NamedArray& array : file.arrays) {
    const bool beside = array.nesting == dict.size() && array.name.starts_with(dict);
    if (beside && !array.name.starts_with(key)) return "";
  }
  std::string inner = key.substr(dict.size());
  for (std::size_t dot = inner.find('.'); dot != std::string::npos && is_wrapper(inner.substr(0, dot));
       dot = inner.find('.'))
    inner.erase(0, dot + 1);
  return inner;
}

void name_like_source(std::vector<StageLayout>& stages, const FoundChain& chain, const std::string& prefix) {
  std::vector<StageLayout> named = stages;
  for (std::size_t index = 0; index < named.size(); ++index) {
    StageLayout& stage = named[index];
    const FoundLink& link = chain.links[index];
    if (link.norm) stage.norm = prefix + link.norm->path;
    stage.module = link.weight ? prefix + link.weight->path : stage.norm + "_identity";
  }
  if (can_be_named(named)) stages = std::move(named);
}

}  // namespace nets
