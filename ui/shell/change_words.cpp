#include "ui/shell/change_words.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/format.h"
#include "core/request/feature_list.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/data_source.h"
#include "ui/workspaces/train/train_settings.h"

namespace ui {
namespace {

using core::Document;

constexpr std::size_t kMostNamed = 2;

/// A setting: its name, its value in words, and how it is taken over from another document.
struct Setting {
  std::string name;
  std::function<std::string(const Document&)> text;
  std::function<bool(Document& to, const Document& from)> take;  // whether it was another
};

template <class Part, class Value, class Text>
Setting setting(std::string name, Part Document::*part, Value Part::*member, Text text) {
  return {std::move(name), [=](const Document& d) { return std::string(text(d.*part.*member)); },
          [=](Document& to, const Document& from) {
            Value& value = to.*part.*member;
            const bool other = !(value == from.*part.*member);
            if (other) value = from.*part.*member;
            return other;
          }};
}

std::string whole(long long value) {
  return core::thousands(value);
}

std::string seed(std::uint64_t value) {
  return std::to_string(value);
}

std::string decimal(double value) {
  return fmt::format("{:.4g}", value);
}

const char* on_off(bool on) {
  return on ? tr("on") : tr("off");
}

std::string block(int value) {
  return value == 0 ? std::string(tr("last")) : std::to_string(value);
}

std::string data(const std::string& source) {
  return source.empty() ? std::string(tr("none")) : verbatim(data_name(source));
}

std::string name(const std::string& text) {
  return text.empty() ? std::string(tr("none")) : verbatim(text);
}

const char* source(core::InspectSource source) {
  constexpr const char* kNames[] = {"Generated", "Data", "Dropped"};
  return tr(kNames[static_cast<int>(source)]);
}

std::vector<Setting> explore_settings() {
  return {
      setting(tr("BatchNorm"), &Document::explore, &core::ExploreDocument::mode,
              [](core::BatchNormMode mode) { return verbatim(core::batch_norm_mode_name(mode)); }),
      setting(tr("Sheet from seed"), &Document::explore, &core::ExploreDocument::sheet_seed, seed),
      setting(tr("Pictures on the sheet"), &Document::explore, &core::ExploreDocument::sheet_count, whole),
      setting(tr("Scale of dragging"), &Document::explore, &core::ExploreDocument::scale, decimal),
      setting(tr("Keep the norm"), &Document::explore, &core::ExploreDocument::keep_norm, on_off),
      setting(tr("Interpolation"), &Document::path, &core::PathDocument::interpolation,
              [](core::Interpolation kind) { return verbatim(core::interpolation_name(kind)); }),
      setting(tr("Loop"), &Document::path, &core::PathDocument::loop, on_off),
      setting(tr("Ease"), &Document::path, &core::PathDocument::ease, on_off),
      setting(tr("Seconds a segment"), &Document::path, &core::PathDocument::seconds_per_segment, decimal),
      setting(tr("Frames a second"), &Document::path, &core::PathDocument::frames_per_second, whole)};
}

std::vector<Setting> arithmetic_settings() {
  std::vector<Setting> settings{
      setting(tr("Noise"), &Document::arithmetic, &core::ArithmeticDocument::noise, decimal),
      setting(tr("Noise seed"), &Document::arithmetic, &core::ArithmeticDocument::noise_seed, seed),
      setting(tr("Norm-matched mean"), &Document::arithmetic, &core::ArithmeticDocument::norm_matched,
              on_off),
      setting(tr("Turn: step"), &Document::arithmetic, &core::ArithmeticDocument::turn_step, decimal),
      setting(tr("Turn: columns"), &Document::arithmetic, &core::ArithmeticDocument::turn_columns, whole),
      setting(tr("Turn: rows from seed"), &Document::arithmetic, &core::ArithmeticDocument::turn_seed, seed),
      setting(tr("Candidates from seed"), &Document::arithmetic, &core::ArithmeticDocument::candidate_seed,
              seed),
      setting(tr("Candidates"), &Document::arithmetic, &core::ArithmeticDocument::candidate_count, whole)};
  for (std::size_t bin = 0; bin < core::kBinCount; ++bin)
    settings.push_back({tr("Name of a bin:"),
                        [bin](const Document& d) { return name(d.arithmetic.bins[bin].name); },
                        [bin](Document& to, const Document& from) {
                          const std::string before =
                              std::exchange(to.arithmetic.bins[bin].name, from.arithmetic.bins[bin].name);
                          return before != from.arithmetic.bins[bin].name;
                        }});
  return settings;
}

std::vector<Setting> judging_settings() {
  return {setting(tr("Input of D"), &Document::discriminator, &core::DiscriminatorDocument::source, source),
          setting(tr("Image of the data"), &Document::discriminator, &core::DiscriminatorDocument::data_index,
                  whole),
          setting(tr("Layer of D"), &Document::discriminator, &core::DiscriminatorDocument::block, block),
          setting(tr("Features"), &Document::discriminator, &core::DiscriminatorDocument::features,
                  [](const std::vector<int>& list) { return verbatim(core::feature_list_text(list)); }),
          setting(tr("Leak in backward"), &Document::discriminator,
                  &core::DiscriminatorDocument::leak_in_backward, on_off),
          setting(tr("Random weights of seed"), &Document::discriminator,
                  &core::DiscriminatorDocument::random_seed, seed),
          setting(tr("Layer of the maps"), &Document::discriminator, &core::DiscriminatorDocument::maps_block,
                  block),
          setting(tr("Reals to compare with"), &Document::evaluate, &core::EvaluateDocument::data, data),
          setting(tr("Pairs"), &Document::evaluate, &core::EvaluateDocument::pairs, whole)};
}

std::vector<Setting> forget_settings() {
  return {setting(tr("Layer: block"), &Document::forget, &core::ForgetDocument::block, block),
          setting(tr("Label"), &Document::forget, &core::ForgetDocument::label, name),
          setting("C", &Document::forget, &core::ForgetDocument::c, decimal),
          setting("k", &Document::forget, &core::ForgetDocument::top_k, whole),
          setting(tr("Mask"), &Document::forget, &core::ForgetDocument::active, on_off),
          setting(tr("Random maps of seed"), &Document::forget, &core::ForgetDocument::control_seed, seed),
          setting(tr("Sheet from seed"), &Document::forget, &core::ForgetDocument::sheet_seed, seed)};
}

/// An option of training, or those of one line of the window's table.
Setting train_setting(std::string name, const train::TrainSetting& line) {
  return {std::move(name),
          [line](const Document& d) {
            const std::string text = train::setting_text(d.train.options, line);
            return text.empty() ? std::string(tr("none")) : verbatim(text);
          },
          [line](Document& to, const Document& from) {
            const core::TrainOptions before = to.train.options;
            for (const core::TrainOption* option : line.options)
              std::visit([&](auto member) { to.train.options.*member = from.train.options.*member; },
                         option->member);
            return !(before == to.train.options);
          }};
}

std::vector<Setting> train_settings() {
  const auto only = [](const char* named) { return train::TrainSetting{{core::find_option(named)}}; };
  Setting images = train_setting(tr("Data"), only("data"));
  images.text = [](const Document& d) { return data(d.train.options.data); };
  // First what says most: a preset changes many of the others with it.
  std::vector<Setting> settings{train_setting(tr("Preset"), only("preset")), std::move(images),
                                train_setting(tr("Run folder"), only("run"))};
  for (const train::TrainSetting& line : train::train_settings())
    settings.push_back(train_setting(tr(line.shown().label), line));
  for (const core::TrainOption& option : core::option_table())
    if (*option.label == '\0') settings.push_back(train_setting(verbatim(option.name), {{&option}}));
  return settings;
}

std::vector<Setting> all_settings() {
  std::vector<Setting> all;
  for (const auto& part :
       {train_settings(), explore_settings(), arithmetic_settings(), judging_settings(), forget_settings()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

std::string change_words(const Document& before, const Document& now) {
  Document rest = before;
  std::vector<std::string> changes;
  for (const Setting& one : all_settings()) {
    if (!one.take(rest, now)) continue;
    changes.push_back(tr_format("{} {} to {}", one.name, one.text(before), one.text(now)));
  }
  if (changes.empty() || !(rest == now)) return {};
  std::string words = changes.front();
  const std::size_t named = std::min(changes.size(), kMostNamed);
  for (std::size_t i = 1; i < named; ++i) words += ", " + changes[i];
  if (changes.size() > named) words += " " + tr_format("and {} more", changes.size() - named);
  return words;
}

}  // namespace ui
