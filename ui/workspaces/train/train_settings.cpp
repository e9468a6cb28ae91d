#include "ui/workspaces/train/train_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <variant>

#include "core/base/format.h"
#include "ui/widgets/command_text.h"

namespace ui::train {
namespace {

using Options = core::TrainOptions;
using Member =
    std::variant<int Options::*, std::int64_t Options::*, std::uint64_t Options::*, double Options::*,
                 bool Options::*, std::string Options::*, core::Prior Options::*>;

struct Named {
  std::string_view name;
  Member member;
  const char* flag;  // of `ganscope train`
};

constexpr std::array<Named, 22> kMembers = {{
    {"layout", &Options::layout, "--layout"},
    {"size", &Options::size, "--size"},
    {"channels", &Options::channels, "--channels"},
    {"nz", &Options::nz, "--nz"},
    {"ngf", &Options::ngf, "--ngf"},
    {"ndf", &Options::ndf, "--ndf"},
    {"prior", &Options::prior, "--prior"},
    {"batch", &Options::batch, "--batch"},
    {"lr_g", &Options::lr_g, "--lr-g"},
    {"lr_d", &Options::lr_d, "--lr-d"},
    {"beta1", &Options::beta1, "--beta1"},
    {"weight_decay", &Options::weight_decay, "--weight-decay"},
    {"label_real", &Options::label_real, "--smooth-real"},
    {"ema", &Options::ema, "--ema"},
    {"flip", &Options::flip, "--flip"},
    {"shift", &Options::shift, "--shift"},
    {"lr_decay_from", &Options::lr_decay_from, "--lr-decay-from"},
    {"steps", &Options::steps, "--steps"},
    {"minutes", &Options::minutes, "--minutes"},
    {"checkpoint_every", &Options::checkpoint_every, "--checkpoint-every"},
    {"seed", &Options::seed, "--seed"},
    {"data_count", &Options::data_count, "--data-count"},
}};

const Named* named(std::string_view name) {
  const auto found =
      std::find_if(kMembers.begin(), kMembers.end(), [&](const Named& one) { return one.name == name; });
  return found == kMembers.end() ? nullptr : &*found;
}

struct Text {
  std::string operator()(int value) const { return core::thousands(value); }

  std::string operator()(std::int64_t value) const { return core::thousands(value); }

  std::string operator()(std::uint64_t value) const { return std::to_string(value); }

  std::string operator()(double value) const { return fmt::format("{}", value); }

  std::string operator()(bool value) const { return value ? "yes" : "no"; }

  std::string operator()(const std::string& value) const { return value; }

  std::string operator()(core::Prior value) const { return std::string(core::prior_name(value)); }
};

template <class Number>
bool read(const std::string& text, Number& value) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  value = number;
  return true;
}

bool read(const std::string& text, bool& value) {
  if (text != "yes" && text != "no") return false;
  value = text == "yes";
  return true;
}

bool read(const std::string& text, std::string& value) {
  value = text;
  return true;
}

bool read(const std::string& text, core::Prior& value) {
  const auto prior = core::parse_prior(text);
  if (prior) value = *prior;
  return prior.has_value();
}

constexpr SettingKind kNumber = SettingKind::kNumber, kChoice = SettingKind::kChoice;

constexpr std::array<TrainSetting, 18> kSettings = {{
    {"Size", "Side of the square images: base x 2^n with base 4 to 7, 16 to 256", kNumber, {"size"}, {}},
    {"Channels", "1 grey, 3 colour", kNumber, {"channels"}, {}},
    {"Layout",
     "classic: 4x4 kernels as dcgan.torch and PyTorch; paper: 5x5, linear stem (paper § 4)",
     kChoice,
     {"layout"},
     {"classic", "paper"}},
    {"z", "Coordinates of z", kNumber, {"nz"}, {}},
    {"Prior", "N(0, I) or U(−1, 1)", kChoice, {"prior"}, {"gaussian", "uniform"}},
    {"Width G", "Maps of G's last hidden block; they double towards the stem", kNumber, {"ngf"}, {}},
    {"Width D", "Maps of D's first block; they double from there", kNumber, {"ndf"}, {}},
    {"Batch", "Images a step", kNumber, {"batch"}, {}},
    {"Adam lr", "Learning rate of G and D", kNumber, {"lr_g", "lr_d"}, {}},
    {"EMA decay", "A step, of the averaged G that is shown and saved; 0 = none", kNumber, {"ema"}, {}},
    {"Flip", "Mirror reals at random", SettingKind::kSwitch, {"flip"}, {}},
    {"Shift", "Shift reals and fakes by up to this many pixels", kNumber, {"shift"}, {}},
    {"Label of reals", "For D; 0.9 = one-sided smoothing", kNumber, {"label_real"}, {}},
    {"Steps", "Length of the run", kNumber, {"steps"}, {}},
    {"Minutes", "Stop and save after so many minutes of training; 0 = no limit", kNumber, {"minutes"}, {}},
    {"Checkpoint", "Steps between checkpoints", kNumber, {"checkpoint_every"}, {}},
    {"Seed", "Decides weights, z and the order of the data", kNumber, {"seed"}, {}},
    {"Images made", "When the data are a procedural set", kNumber, {"data_count"}, {}},
}};

bool stands_for(const TrainSetting& setting, std::string_view name) {
  return std::any_of(setting.names.begin(), setting.names.end(),
                     [&](const char* one) { return one && name == one; });
}

}  // namespace

std::span<const TrainSetting> train_settings() {
  return kSettings;
}

std::string setting_text(const Options& options, std::string_view name) {
  const Named* one = named(name);
  if (!one) return {};
  return std::visit([&](auto member) { return Text{}(options.*member); }, one->member);
}

bool set_setting(Options& options, const TrainSetting& setting, const std::string& text) {
  std::string plain = text;
  if (setting.kind == SettingKind::kNumber) std::erase_if(plain, [](char c) { return c == ',' || c == ' '; });
  Options changed = options;
  for (const char* name : setting.names) {
    if (!name) continue;
    const Named* one = named(name);
    if (!one || !std::visit([&](auto member) { return read(plain, changed.*member); }, one->member))
      return false;
  }
  options = changed;
  return true;
}

bool differs(const std::vector<core::SettingDifference>& differences, const TrainSetting& setting) {
  return std::any_of(differences.begin(), differences.end(),
                     [&](const core::SettingDifference& one) { return stands_for(setting, one.name); });
}

std::vector<core::SettingDifference> recipe_differences(const Options& preset, const Options& now) {
  std::vector<core::SettingDifference> found = core::differences(preset, now);
  std::erase_if(found, [](const core::SettingDifference& one) {
    return one.name == "data" || one.name == "run" || one.name == "preset" || one.name == "threads" ||
           one.name == "device";
  });
  return found;
}

Options preset_of(const Options& options) {
  const std::vector<std::string> known = core::train_presets();
  const bool is_known = std::find(known.begin(), known.end(), options.preset) != known.end();
  return core::preset_options(is_known ? options.preset : "classic");
}

Options with_preset(const Options& now, const std::string& preset) {
  Options options = core::preset_options(preset);
  options.data = now.data;
  options.run = now.run;
  options.device = now.device;
  options.threads = now.threads;
  return options;
}

std::string train_command(const Options& options) {
  const Options preset = preset_of(options);
  std::string line = "ganscope train " + shell_quoted(options.data) + " --preset " + preset.preset;
  for (const core::SettingDifference& one : recipe_differences(preset, options)) {
    const Named* member = named(one.name);
    if (!member) continue;
    line += std::string(" ") + member->flag;
    if (one.now != "yes") line += " " + one.now;
  }
  return line + " --out " + shell_quoted(options.run.string());
}

}  // namespace ui::train
