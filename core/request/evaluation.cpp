#include "core/request/evaluation.h"

#include "core/base/json_fields.h"
#include "core/request/figure_ranges.h"

namespace core {
namespace {

constexpr Range<int> kNeighbours{1, 100}, kReals{2, 10'000'000};

}  // namespace

JobTitle NearestRequest::title() const {
  return {"Nearest real images"};
}

Json NearestRequest::json() const {
  return {{"data", data}, {"samples", names}, {"neighbours", neighbours}, {"limit", limit}};
}

NearestRequest NearestRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  return {in.text("data"),
          {},
          in.texts("samples"),
          in.integer("neighbours", kNeighbours),
          in.integer("limit", kReals)};
}

JobTitle DiversityRequest::title() const {
  return {"MS-SSIM of pairs"};
}

Json DiversityRequest::json() const {
  return {{"data", data}, {"pairs", pairs}, {"seed", seed}};
}

DiversityRequest DiversityRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  return {in.text("data"), in.integer("pairs", figure_range::kPairs), in.seed("seed")};
}

}  // namespace core
