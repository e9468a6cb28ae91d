#include "core/request/model_files.h"

#include <array>
#include <string_view>
#include <system_error>

#include "core/base/error.h"
#include "core/base/json_fields.h"
#include "core/base/paths.h"

namespace core {
namespace {

constexpr std::array<std::string_view, 3> kNets{"all", "generator", "discriminator"};  // of ConvertNets

Json json_of(const ModelSource& source) {
  Json json{{"file", source.file},
            {"discriminator", source.discriminator},
            {"label", source.label},
            {"torch7_long", source.torch7_long}};
  if (source.prior) json["prior"] = prior_name(*source.prior);
  if (source.activation) json["activation"] = inner_activation_name(*source.activation);
  return json;
}

/// A member that may be absent, as one of the names that `parse` knows.
template <class Parse>
auto optional_name(const JsonFields& in, const char* key, Parse&& parse) -> decltype(parse("")) {
  if (!in.has(key)) return {};
  const auto value = parse(in.text(key));
  if (!value) in.bad(key);
  return value;
}

ModelSource read_source(const Json& json, const std::string& where) {
  const JsonFields in(json, where);
  ModelSource source{in.text("file"), in.text("discriminator")};
  source.prior = optional_name(in, "prior", [](std::string_view name) { return parse_prior(name); });
  source.label = in.integer("label", {0, 1'000'000});
  source.torch7_long = in.integer("torch7_long", {0, 8});
  source.activation =
      optional_name(in, "activation", [](std::string_view name) { return parse_inner_activation(name); });
  return source;
}

std::optional<ConvertNets> parse_nets(std::string_view name) {
  for (std::size_t i = 0; i < kNets.size(); ++i)
    if (kNets[i] == name) return static_cast<ConvertNets>(i);
  return std::nullopt;
}

}  // namespace

JobTitle VerifyRequest::title() const {
  return {"Verify", std::filesystem::path(source.file).filename().string()};
}

Json VerifyRequest::json() const {
  return {{"source", json_of(source)}, {"sheet", sheet.string()}};
}

VerifyRequest VerifyRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  return {read_source(in.member("source"), context.where), in.text("sheet")};
}

JobTitle ConvertRequest::title() const {
  return {"Write", out.filename().string()};
}

Json ConvertRequest::json() const {
  Json json{{"source", json_of(source)}, {"out", out.string()}, {"half", half}};
  if (nets) json["nets"] = kNets[static_cast<std::size_t>(*nets)];
  if (statistics) json["statistics"] = batch_norm_mode_name(*statistics);
  return json;
}

ConvertRequest ConvertRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  return {read_source(in.member("source"), context.where), in.text("out"),
          optional_name(in, "nets", parse_nets), in.flag("half"),
          optional_name(in, "statistics", [](std::string_view name) { return parse_batch_norm_mode(name); })};
}

void check_keeps_source(const ConvertRequest& request) {
  for (const std::string& file : {request.source.file, request.source.discriminator})
    if (std::error_code none; std::filesystem::equivalent(resolve_model(file), request.out, none))
      throw UsageError("the model would be replaced by what is made of it", request.out.string(),
                       "choose another name");
}

}  // namespace core
