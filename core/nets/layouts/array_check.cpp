#include "core/nets/layouts/array_check.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/nets/layouts/layout_chain.h"

namespace nets {
namespace {

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text = "[";
  for (const std::int64_t length : shape) {
    text += (text.size() > 1 ? ", " : "") + std::to_string(length);
  }
  return text + "]";
}

/// The reason why `array` cannot be read into `tensor`; nothing when it can.
std::optional<std::string> problem(const io::NamedArray* array, const std::string& name,
                                   const std::vector<std::int64_t>& shape, bool should_float) {
  if (!array) return "\"" + name + "\" is missing";
  if (array->shape != shape) {
    return "\"" + name + "\" is " + shape_text(array->shape) + " instead of " + shape_text(shape);
  }
  if (io::is_floating(array->type) != should_float)
    return "\"" + name + "\" has type " + io::dtype_name(array->type);
  return std::nullopt;
}

}  // namespace

void ArrayCheck::expect(const std::string& name, const std::vector<std::int64_t>& shape, bool is_floating) {
  expected_.insert(name);
  if (auto found = problem(file_.find(name), name, shape, is_floating))
    problems_.push_back(std::move(*found));
}

void ArrayCheck::expect(const std::vector<StageLayout>& stages, const std::string& prefix) {
  for (const StageLayout& stage : stages) {
    expect(prefix + stage.module + ".weight", stage.shape, true);
    if (stage.bias) expect(prefix + stage.module + ".bias", {weight_outputs(stage)}, true);
    if (stage.norm.empty()) continue;
    for (const char* name : {".weight", ".bias", ".running_mean", ".running_var"}) {
      expect(prefix + stage.norm + name, {stage.features}, true);
    }
    expect(prefix + stage.norm + ".num_batches_tracked", {}, false);
  }
}

void ArrayCheck::finish(const std::string& where, bool allow_extra) const {
  std::vector<std::string> problems = problems_;
  if (!allow_extra) {
    for (const io::NamedArray& array : file_.arrays) {
      if (!expected_.contains(array.name))
        problems.push_back("\"" + array.name.substr(0, 80) + "\" does not belong there");
    }
  }
  if (problems.empty()) return;
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t index = 0; index < std::min(kShown, problems.size()); ++index) {
    text += (index > 0 ? "; " : "") + problems[index];
  }
  if (problems.size() > kShown) text += "; and " + std::to_string(problems.size() - kShown) + " more";
  throw core::Error("the tensors are not those of this layout", where, text);
}

}  // namespace nets
