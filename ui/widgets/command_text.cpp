#include "ui/widgets/command_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/request/feature_list.h"
#include "core/request/figure_ranges.h"
#include "core/request/request_json.h"

namespace ui {
namespace {

using Exemplars = std::vector<core::Exemplar>;

/// Whether the command line takes the seed: the window's fields and saved requests allow larger ones.
bool can_say(std::uint64_t seed) {
  return core::figure_range::kSeed.contains(seed);
}

bool seeded(const Exemplars& items) {
  return std::all_of(items.begin(), items.end(),
                     [](const core::Exemplar& item) { return item.seed && can_say(*item.seed); });
}

bool consecutive(const Exemplars& items) {
  if (items.empty() || !seeded(items)) return false;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (*items[i].seed != *items.front().seed + i) return false;
  return true;
}

bool consecutive(const std::vector<std::uint64_t>& seeds) {
  for (std::size_t i = 0; i < seeds.size(); ++i)
    if (seeds[i] != seeds.front() + i) return false;
  return !seeds.empty();
}

template <class List>
std::string joined(const List& numbers) {
  return fmt::format("{}", fmt::join(numbers, ","));
}

std::string list(const Exemplars& items) {
  std::vector<std::uint64_t> seeds;
  for (const core::Exemplar& item : items) seeds.push_back(item.seed.value_or(0));
  return joined(seeds);
}

std::string named_list(const char* option, const Exemplars& items) {
  return items.empty() ? std::string() : fmt::format(" {} {}", option, list(items));
}

/// One function a kind of figure: whether its settings all have options, its options.
struct Words {
  static bool reach(const core::SampleRequest& r) { return seeded(r.items) && !r.items.empty(); }

  static bool reach(const core::WalkRequest& r) { return seeded(r.pins); }

  static bool reach(const core::ArithmeticRequest& r) {
    return seeded(r.a) && seeded(r.b) && seeded(r.c) && can_say(r.noise_seed);
  }

  static bool reach(const core::TurnRequest& r) {
    return seeded(r.left) && seeded(r.right) && consecutive(r.rows);
  }

  static bool reach(const core::ForgetRequest& r) {
    const core::FitRequest usual;
    return r.fit.negatives_per_positive == usual.negatives_per_positive && r.fit.seed == usual.seed &&
           r.kept.empty() && consecutive(r.sheet_seeds) && can_say(r.sheet_seeds.back()) &&
           can_say(r.control_seed) && (r.top_k > 0 || r.use_positive);
  }

  static bool reach(const core::GuidedRequest& r) {
    const bool generated = r.images.empty() && !r.generated.empty() && seeded(r.generated);
    return (generated || r.images.size() == 1) && !r.options.plain_gradient && can_say(r.random_seed);
  }

  static std::string options(const core::SampleRequest& r) {
    std::string text = consecutive(r.items)
                           ? fmt::format(" --seed {} --count {}", *r.items.front().seed, r.items.size())
                           : " --z " + list(r.items);
    if (r.columns) text += fmt::format(" --columns {}", r.columns);
    if (r.gap) text += fmt::format(" --gap {}", r.gap);
    return text + fmt::format(" --enlarge {}", r.enlarge);
  }

  static std::string options(const core::WalkRequest& r) {
    return fmt::format(" --z {} --interpolation {} --seconds {} --fps {} --enlarge {} --columns {}{}{}{}{}",
                       list(r.pins), core::interpolation_name(r.path.interpolation),
                       r.path.seconds_per_segment, r.path.frames_per_second, r.enlarge, r.columns,
                       r.path.loop ? " --loop" : "", r.path.ease ? " --ease" : "",
                       r.cross_fade ? " --cross-fade" : "", r.end ? " --end" : "");
  }

  static std::string options(const core::ArithmeticRequest& r) {
    return named_list("--a", r.a) + named_list("--b", r.b) + named_list("--c", r.c) +
           fmt::format(" --noise {} --seed {}{}", r.noise, r.noise_seed,
                       r.norm_matched ? " --norm-matched" : "");
  }

  static std::string options(const core::TurnRequest& r) {
    return named_list("--left", r.left) + named_list("--right", r.right) +
           fmt::format(" --seed {} --rows {} --columns {} --step {}", *r.rows.front().seed, r.rows.size(),
                       r.columns, r.step);
  }

  static std::string options(const core::ForgetRequest& r) {
    const std::string c = r.fit.c == core::FitRequest{}.c ? "" : fmt::format(" --c {}", r.fit.c);
    return fmt::format(" --label {} --layer {}{} --top {} --seed {} --columns {} --control-seed {}",
                       shell_quoted(r.fit.label), r.fit.block, c, r.use_positive ? 0 : r.top_k,
                       r.sheet_seeds.front(), r.sheet_seeds.size(), r.control_seed);
  }

  static std::string options(const core::GuidedRequest& r) {
    return named_list("--z", r.generated) +
           fmt::format(" --layer {} --features {} --random-seed {}{}", r.options.block,
                       core::feature_list_text(r.options.features), r.random_seed,
                       r.options.leak_in_backward ? " --leak" : "");
  }
};

std::string generate_options(const core::GenerateOptions& options) {
  std::string text = fmt::format(" --bn {}", core::batch_norm_mode_name(options.mode));
  for (const auto& [block, maps] : options.masks.dropped)
    text += fmt::format(" --drop {}:{}", block, joined(maps));
  return text;
}

}  // namespace

bool has_words(const core::ExportRequest& request) {
  return std::visit([](const auto& figure) { return Words::reach(figure); }, request.figure);
}

std::string model_options(const core::ModelSource& source) {
  std::string text;
  if (!source.discriminator.empty()) text += " --discriminator " + shell_quoted(source.discriminator);
  if (source.prior) text += fmt::format(" --prior {}", core::prior_name(*source.prior));
  if (source.activation)
    text += fmt::format(" --activation {}", core::inner_activation_name(*source.activation));
  if (source.label > 0) text += fmt::format(" --class {}", source.label);
  if (source.torch7_long > 0) text += fmt::format(" --t7-long {}", source.torch7_long);
  return text;
}

std::string command_text(const core::ExportRequest& request, const CommandFiles& files) {
  std::string text =
      fmt::format("ganscope {} {}", core::figure_name(request.figure), shell_quoted(files.model)) +
      files.model_options;
  if (!files.boxes.empty()) text += " --boxes " + shell_quoted(files.boxes.string());
  if (!files.images.empty()) text += " --images " + shell_quoted(files.images.string());
  if (has_words(request))
    text += std::visit([](const auto& figure) { return Words::options(figure); }, request.figure) +
            generate_options(request.generate);
  else
    text += " --state " + shell_quoted(files.state.string());
  return text + " --out " + shell_quoted(files.out.string());
}

}  // namespace ui
