#include "core/run/options_json.h"

#include <type_traits>

#include "core/base/error.h"

namespace core {
namespace {

constexpr const char* kInit = "init";  // came later: files without it are read

/// Calls visit(key, member) for every option that is stored.
template <typename Options, typename Visit>
void for_each_option(Options& o, Visit&& visit) {
  visit("data", o.data), visit("data_count", o.data_count);
  visit("preset", o.preset), visit("layout", o.layout);
  visit("size", o.size), visit("channels", o.channels), visit("nz", o.nz), visit("ngf", o.ngf),
      visit("ndf", o.ndf);
  visit("prior", o.prior), visit("batch", o.batch);
  visit("lr_g", o.lr_g), visit("lr_d", o.lr_d), visit("beta1", o.beta1), visit("beta2", o.beta2);
  visit("adam_eps", o.adam_eps), visit("weight_decay", o.weight_decay),
      visit("batch_norm_eps", o.batch_norm_eps);
  visit("alternate", o.alternate), visit("label_real", o.label_real), visit("ema", o.ema);
  visit("flip", o.flip), visit("shift", o.shift), visit("lr_decay_from", o.lr_decay_from);
  visit(kInit, o.init);
  visit("steps", o.steps), visit("minutes", o.minutes), visit("checkpoint_every", o.checkpoint_every);
  visit("keep", o.keep), visit("sample_every", o.sample_every), visit("seed", o.seed);
  visit("threads", o.threads), visit("device", o.device), visit("half", o.half);
}

template <typename Value>
bool fits(const Json& json) {
  if constexpr (std::is_same_v<Value, bool>) return json.is_boolean();
  if constexpr (std::is_same_v<Value, std::uint64_t>) return json.is_number_unsigned();
  if constexpr (std::is_integral_v<Value>) return json.is_number_integer();
  if constexpr (std::is_floating_point_v<Value>) return json.is_number();
  return json.is_string();
}

struct Reader {
  const Json& json;
  const std::string& where;

  const Json& entry(const char* key) const {
    if (!json.is_object() || !json.contains(key)) refuse(key, "is missing");
    return json.at(key);
  }

  template <typename Value>
  void operator()(const char* key, Value& value) const {
    if (key == kInit && json.is_object() && !json.contains(key)) return;
    const Json& found = entry(key);
    if (!fits<Value>(found)) refuse(key, "has the wrong type");
    value = found.get<Value>();
  }

  void operator()(const char* key, Prior& prior) const {
    const Json& found = entry(key);
    const auto parsed = found.is_string() ? parse_prior(found.get<std::string>()) : std::nullopt;
    if (!parsed) refuse(key, "is neither uniform nor gaussian");
    prior = *parsed;
  }

  [[noreturn]] void refuse(const std::string& key, const std::string& reason) const {
    throw Error("unreadable options, " + key + " " + reason, where);
  }
};

}  // namespace

Json to_json(const TrainOptions& options) {
  Json json;
  for_each_option(options, [&](const char* key, const auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Prior>) {
      json[key] = std::string(prior_name(value));
    } else {
      json[key] = value;
    }
  });
  return json;
}

TrainOptions options_from_json(const Json& json, const std::string& where) {
  TrainOptions options;
  for_each_option(options, Reader{json, where});
  check(options);
  return options;
}

}  // namespace core
