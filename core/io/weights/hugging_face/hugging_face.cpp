#include "core/io/weights/hugging_face/hugging_face.h"

#include <algorithm>
#include <set>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/pending_folder.h"
#include "core/io/utf8.h"
#include "core/io/weights/safetensors/safetensors.h"

namespace io {
namespace {

[[noreturn]] void fail(const std::string& problem, const std::string& where = "config.json") {
  throw core::Error("cannot write the Hugging Face folder: " + problem, where);
}

bool is_one_of(const core::Json& value, const std::vector<std::string>& words) {
  return value.is_string() && std::find(words.begin(), words.end(), value.get<std::string>()) != words.end();
}

/// Tensors the stages name; a prefix's num_batches_tracked may be there or not.
std::set<std::string> tensors_of(const core::Json& stage) {
  const auto is_name = [&](const char* key) { return stage.contains(key) && stage[key].is_string(); };
  if (!stage.is_object() || !is_name("weight") ||
      !is_one_of(stage.value("kind", core::Json()), {"linear", "conv_transpose", "conv", "upsample_conv"}) ||
      !is_one_of(stage.value("activation", core::Json()),
                 {"relu", "leaky_relu", "tanh", "sigmoid", "none"})) {
    fail("a stage has no known kind, weight or activation");
  }
  std::set<std::string> names{stage["weight"].get<std::string>()};
  if (is_name("bias")) names.insert(stage["bias"].get<std::string>());
  if (is_name("norm")) {
    for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"}) {
      names.insert(stage["norm"].get<std::string>() + part);
    }
  }
  return names;
}

bool is_counter(const std::string& name, const std::set<std::string>& named) {
  constexpr std::string_view kCounter = ".num_batches_tracked";
  if (!name.ends_with(kCounter)) return false;
  return named.contains(name.substr(0, name.size() - kCounter.size()) + ".running_mean");
}

void check(const HuggingFaceModel& model) {
  const core::Json& config = model.config;
  if (!config.is_object() || !config.value("nz", core::Json()).is_number_integer() || config["nz"] < 1 ||
      !is_one_of(config.value("prior", core::Json()), {"gaussian", "uniform"}) ||
      !config.value("generator", core::Json()).is_array() || config["generator"].empty()) {
    fail("\"nz\", \"prior\" or \"generator\" is missing or wrong");
  }
  std::set<std::string> named;
  for (const core::Json& stage : config["generator"]) named.merge(tensors_of(stage));
  for (const std::string& name : named) {
    if (!model.weights.find(name)) fail("there is no tensor " + quote_name(name));
  }
  const core::Json others = config.value("other_tensors", core::Json::array());
  for (const NamedArray& array : model.weights.arrays) {
    const auto is_prefix = [&](const core::Json& prefix) {
      return prefix.is_string() && array.name.starts_with(prefix.get<std::string>());
    };
    if (!named.contains(array.name) && !is_counter(array.name, named) &&
        std::none_of(others.begin(), others.end(), is_prefix)) {
      fail("the tensor " + quote_name(array.name) + " belongs to no stage");
    }
  }
}

}  // namespace

void write_hugging_face_folder(const std::filesystem::path& folder, const HuggingFaceModel& model) {
  check(model);
  core::PendingFolder pending(folder);
  const std::filesystem::path& at = pending.temporary();
  write_safetensors(model.weights, at / "model.safetensors");
  core::write_file_atomically(at / "config.json", core::json_text(model.config) + "\n");
  core::write_file_atomically(at / "README.md", model_card_text(model.card));
  core::write_file_atomically(at / "load.py", model.load_py);
  pending.commit();
}

}  // namespace io
