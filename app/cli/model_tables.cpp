#include "app/cli/model_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "core/base/format.h"
#include "core/model/doubtful_statistics.h"
#include "core/model/net_widths.h"

namespace app {
namespace {

constexpr std::size_t kName = 14;           // columns of a row's name
constexpr std::size_t kLongestValue = 160;  // of a file's metadata, which may be a whole configuration

core::Json shapes(const std::vector<core::BlockShape>& blocks) {
  core::Json list = core::Json::array();
  for (const core::BlockShape& block : blocks) list.push_back({block.channels, block.height, block.width});
  return list;
}

std::string shapes_text(const std::vector<core::BlockShape>& blocks) {
  std::string text;
  for (const core::BlockShape& block : blocks)
    text += (text.empty() ? "" : " | ") + std::to_string(block.channels) + "x" +
            std::to_string(block.height) + "x" + std::to_string(block.width);
  return text;
}

std::string row(std::string_view name, const std::string& value) {
  return std::string(name) + std::string(kName > name.size() ? kName - name.size() : 1, ' ') + value + "\n";
}

std::string layout_text(const core::ModelInfo& model) {
  std::string text = model.layout + ", " + std::to_string(model.size) + " x " + std::to_string(model.size) +
                     (model.channels == 1 ? ", grey" : ", colour");
  return text + ", " + core::widths_text(model);
}

std::string guessed(core::InnerActivation activation) {
  return std::string(core::inner_activation_symbol(activation)) + " (a guess; --activation changes it)";
}

/// What only a generator has.
std::string generator_rows(const core::ModelInfo& model) {
  std::string modes;
  for (const core::BatchNormMode mode : model.modes)
    modes += (modes.empty() ? "" : ", ") + std::string(core::batch_norm_mode_name(mode));
  return row("z", std::to_string(model.nz) + ", prior " + core::prior_symbol(model.prior) +
                      (model.prior_is_guess ? " (a guess; --prior changes it)" : "")) +
         (model.activation_is_guess ? row("activation", guessed(model.activation)) : "") +
         (model.classes > 0 ? row("classes", std::to_string(model.classes)) : "") +
         row("weights", model.weights) +
         row("BatchNorm", core::has_batch_norm(model) ? modes : "none in the generator");
}

/// One line of a value, which may hold anything.
std::string on_one_line(std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  if (value.size() <= kLongestValue) return value;
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;  // no half letter
  return value.substr(0, end) + "... (" + core::thousands(static_cast<std::int64_t>(value.size())) +
         " bytes)";
}

/// What the file says beside what the rows above say of our own files.
std::string metadata_rows(const core::ModelInfo& model) {
  static constexpr std::array kSaid{"channels", "format", "layout", "ndf",  "ngf",
                                    "nz",       "prior",  "size",   "step", "weights"};
  std::string text;
  for (const auto& [key, value] : model.metadata)
    if (!model.words.empty() || std::find(kSaid.begin(), kSaid.end(), key) == kSaid.end())
      text += row(text.empty() ? "metadata" : "", on_one_line(key) + " = " + on_one_line(value));
  return text;
}

std::string statistics_line(const core::ModelReport& report) {
  if (!report.has_batch_norm) return "\nno BatchNorm";
  const bool none = report.statistics == "none";
  std::string text = "\nBatchNorm: the file" + std::string(none ? " has no statistics" : "'s statistics");
  const std::string gathered = "gathered over 8,192 z";
  if (report.statistics_prior)
    text += " are for prior " + std::string(core::prior_symbol(*report.statistics_prior));
  if (!report.statistics_difference) return none || report.statistics_prior ? text : "";
  if (none) text += "; those " + gathered;
  if (report.statistics_prior) text += "; those " + gathered + " for " + core::prior_symbol(report.prior);
  text += " " + core::statistics_effect(*report.statistics_difference);
  if (std::isfinite(*report.statistics_difference)) text += " against a batch's";
  return text +
         (report.statistics_spoiled && report.gathered ? "; the samples are made with gathered ones" : "");
}

/// The last line of a report without problems.
std::string verdict(const core::ModelReport& report) {
  if (!report.statistics_spoiled) return "sound";
  return "sound apart from its BatchNorm statistics, which " +
         core::statistics_effect(*report.statistics_difference) +
         (report.gathered ? ": use --bn population" : ": use --bn batch");
}

}  // namespace

core::Json json_of(const std::vector<core::TensorFacts>& tensors) {
  core::Json list = core::Json::array();
  for (const core::TensorFacts& one : tensors)
    list.push_back(
        {{"name", one.name}, {"type", one.type}, {"shape", one.shape}, {"non_finite", one.non_finite}});
  return list;
}

core::Json json_of(const core::ModelInfo& model) {
  core::Json modes = core::Json::array();
  if (core::has_batch_norm(model))
    for (const core::BatchNormMode mode : model.modes) modes.push_back(core::batch_norm_mode_name(mode));
  return {{"name", model.name},
          {"sha256", model.sha256},
          {"format", model.format},
          {"layout", model.layout},
          {"words", model.words},
          {"size", model.size},
          {"channels", model.channels},
          {"nz", model.nz},
          {"ngf", model.ngf},
          {"ndf", model.ndf},
          {"prior", core::prior_name(model.prior)},
          {"prior_is_guess", model.prior_is_guess},
          {"activation", core::inner_activation_name(model.activation)},
          {"activation_is_guess", model.activation_is_guess},
          {"classes", model.classes},
          {"generator", model.has_generator},
          {"weights", model.weights},
          {"step", model.step},
          {"discriminator", model.has_discriminator},
          {"generator_parameters", model.generator_parameters},
          {"discriminator_parameters", model.discriminator_parameters},
          {"generator_blocks", shapes(model.generator_blocks)},
          {"discriminator_blocks", shapes(model.discriminator_blocks)},
          {"batch_norm", modes},
          {"tensors", json_of(model.tensors)},
          {"metadata", model.metadata}};
}

core::Json json_of(const core::ModelReport& report) {
  core::Json json{{"file", report.file},
                  {"format", report.format},
                  {"layout", report.layout},
                  {"words", report.words},
                  {"values", report.values},
                  {"statistics", report.statistics},
                  {"gathered", report.gathered},
                  {"statistics_spoiled", report.statistics_spoiled},
                  {"has_batch_norm", report.has_batch_norm},
                  {"prior", core::prior_name(report.prior)},
                  {"tensors", json_of(report.tensors)},
                  {"pixel_mean", report.pixel_mean},
                  {"pixel_deviation", report.pixel_deviation},
                  {"sample_difference", report.sample_difference},
                  {"problems", report.problems},
                  {"sound", report.problems.empty()}};
  if (report.problems.empty()) json["verdict"] = verdict(report);
  if (report.guessed_activation)
    json["guessed_activation"] = core::inner_activation_name(*report.guessed_activation);
  if (report.statistics_prior) json["statistics_prior"] = core::prior_name(*report.statistics_prior);
  json["statistics_difference"] =
      report.statistics_difference ? core::Json(*report.statistics_difference) : core::Json();
  if (!report.sheet.empty()) json["sheet"] = report.sheet.string();
  return json;
}

std::string table(const core::ModelInfo& model) {
  std::string text = row("model", model.name) + row("format", model.format);
  if (!model.words.empty()) text += row("recognised", model.words);
  text += row("layout", layout_text(model));
  if (model.has_generator) text += generator_rows(model);
  text +=
      row("step", model.step > 0 || model.words.empty() ? core::thousands(model.step) : "not in the file");
  text += row(
      "parameters",
      (model.has_generator ? "G " + core::thousands(model.generator_parameters) : "no G") +
          (model.has_discriminator ? ", D " + core::thousands(model.discriminator_parameters) : ", no D"));
  if (model.has_generator) text += row("G blocks", shapes_text(model.generator_blocks));
  if (model.has_discriminator) text += row("D blocks", shapes_text(model.discriminator_blocks));
  const std::string spoiled = core::non_finite_words(model.tensors);
  text +=
      row("tensors", core::thousands(static_cast<std::int64_t>(model.tensors.size())) +
                         (spoiled.empty() ? "" : ", " + spoiled) + " (model verify and --json list them)");
  text += metadata_rows(model) + row("SHA-256", model.sha256);
  text.pop_back();
  return text;
}

std::string table(const std::vector<core::TensorFacts>& tensors) {
  std::string text;
  for (const core::TensorFacts& one : tensors) {
    text += "\n  " + one.type + std::string(6 - std::min<std::size_t>(5, one.type.size()), ' ') + one.name +
            "  " + core::shape_text(one);
    if (one.non_finite > 0) text += "  NaN or infinite: " + core::thousands(one.non_finite);
  }
  return text + "\n" + core::thousands(static_cast<std::int64_t>(tensors.size())) + " tensors";
}

std::string table(const core::ModelReport& report) {
  std::string text = report.file + ": " + report.format + ", " + report.layout;
  if (!report.words.empty()) text += "\n" + report.words;
  if (report.guessed_activation) text += "\nactivation " + guessed(*report.guessed_activation);
  text += table(report.tensors) + ", " + core::thousands(report.values) + " values";
  text += statistics_line(report);
  if (report.pixel_deviation > 0) {
    char line[160];
    std::snprintf(line, sizeof line,
                  "\n64 samples: pixels %.3f +- %.3f, difference between samples %.3f (all of a range of 1)",
                  report.pixel_mean, report.pixel_deviation, report.sample_difference);
    text += line;
  }
  for (const std::string& problem : report.problems) text += "\nproblem: " + problem;
  if (report.problems.empty()) text += "\n" + verdict(report);
  return text;
}

}  // namespace app
