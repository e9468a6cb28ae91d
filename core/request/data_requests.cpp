#include "core/request/data_requests.h"

#include "core/base/json_fields.h"

namespace core {
namespace {

constexpr Range<int> kImages{1, 100'000};

}  // namespace

JobTitle OpenImageRequest::title() const {
  return {"Open", file.filename().string()};
}

Json OpenImageRequest::json() const {
  return {{"file", file.string()}};
}

OpenImageRequest OpenImageRequest::read(const Json& json, const ReadContext& context) {
  return {JsonFields(json, context.where).text("file")};
}

JobTitle LookAtDataRequest::title() const {
  return {"Look at", data};
}

Json LookAtDataRequest::json() const {
  return {{"data", data}, {"count", count}, {"seed", seed}};
}

LookAtDataRequest LookAtDataRequest::read(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  return {in.text("data"), in.integer("count", kImages), in.seed("seed")};
}

}  // namespace core
