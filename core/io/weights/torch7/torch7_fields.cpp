#include "core/io/weights/torch7/torch7_fields.h"

#include <cmath>
#include <utility>

#include "core/io/byte_reader.h"

namespace io {
namespace {

constexpr std::int64_t kMaxWhole = 65'536;
constexpr std::string_view kCudnn = "cudnn.";
const char* const kHint = "it is not a module as nn writes it: save the network again in Torch7";
const Torch7Value kAbsent;

std::string nn_name(std::string_view name) {
  std::string nn =
      name.starts_with(kCudnn) ? "nn." + std::string(name.substr(kCudnn.size())) : std::string(name);
  return nn == "nn.SpatialConvolutionMM" ? "nn.SpatialConvolution" : nn;
}

std::string field_name(std::string_view field) {
  return "field " + std::string(field);
}

}  // namespace

void Torch7Source::refuse(Torch7Ref ref, const std::string& expected, const std::string& hint) const {
  refuse_weights(where, objects.entry(ref), objects.objects[ref.id].at, expected, hint);
}

Torch7Fields::Torch7Fields(Torch7Source& source, Torch7Ref module)
    : source_(source),
      self_(module),
      module_(source.objects.as<Torch7Module>(module)),
      table_(source.objects.as<Torch7Table>(module_->fields)),
      class_name_(nn_name(module_->class_name)) {}

void Torch7Fields::refuse(const std::string& expected) const {
  refuse(expected, kHint);
}

void Torch7Fields::refuse(const std::string& expected, const std::string& hint) const {
  source_.refuse(self_, expected, hint);
}

const Torch7Value& Torch7Fields::find(std::string_view field) const {
  const Torch7Value* found = &kAbsent;
  for (const auto& [key, value] : table_->entries) {
    const auto* text = std::get_if<std::string_view>(&key);
    if (text == nullptr || *text != field) continue;
    if (found != &kAbsent) refuse(field_name(field) + " once, found it twice");
    found = &value;
  }
  return *found;
}

std::optional<double> Torch7Fields::number(std::string_view field) const {
  const Torch7Value& value = find(field);
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr || !std::isfinite(*number)) refuse("a finite number as " + field_name(field));
  return *number;
}

std::int64_t Torch7Fields::whole(std::string_view field, std::int64_t least,
                                 std::optional<std::int64_t> otherwise) const {
  const std::optional<double> found = number(field);
  if (!found && otherwise) return *otherwise;
  if (!found || *found < static_cast<double>(least) || *found > static_cast<double>(kMaxWhole) ||
      std::floor(*found) != *found) {
    refuse("a whole number of " + std::to_string(least) + " to " + std::to_string(kMaxWhole) + " as " +
           field_name(field));
  }
  return static_cast<std::int64_t>(*found);
}

std::optional<NamedArray> Torch7Fields::array(std::string_view field) const {
  const Torch7Value& value = find(field);
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  const auto* found = source_.objects.as<std::unique_ptr<Torch7Tensor>>(value);
  if (found == nullptr) refuse("a tensor as " + field_name(field));
  const Torch7Tensor& tensor = **found;
  if (tensor.count() == 0) return std::nullopt;
  const std::uint64_t bytes = tensor.count() * item_size(tensor.element.type);
  if (bytes > source_.budget) refuse("tensors that hold no more than the file, at " + field_name(field));
  source_.budget -= bytes;
  const auto* storage = source_.objects.as<Torch7Storage>(*tensor.storage);
  return NamedArray{std::string(field), tensor.element.type, tensor.sizes, gather_torch7(tensor, *storage)};
}

NamedArray Torch7Fields::required_array(std::string_view field) const {
  std::optional<NamedArray> found = array(field);
  if (!found) refuse("a tensor as " + field_name(field));
  return *std::move(found);
}

std::vector<Torch7Ref> Torch7Fields::list(std::string_view field) const {
  const Torch7Value& value = find(field);
  if (std::holds_alternative<std::monostate>(value)) return {};
  const auto* table = source_.objects.as<Torch7Table>(value);
  if (table == nullptr) refuse("a table as " + field_name(field));
  std::vector<std::optional<Torch7Ref>> places(table->entries.size());
  for (const auto& [key, element] : table->entries) {
    const auto* place = std::get_if<double>(&key);
    const auto* ref = std::get_if<Torch7Ref>(&element);
    const auto size = static_cast<double>(places.size());
    if (place == nullptr || !(*place >= 1 && *place <= size) || std::floor(*place) != *place ||
        ref == nullptr || source_.objects.as<Torch7Module>(element) == nullptr)
      refuse("modules with the keys 1, 2, ... as " + field_name(field));
    std::optional<Torch7Ref>& slot = places[static_cast<std::size_t>(*place) - 1];
    if (slot) refuse("every key of " + field_name(field) + " once");
    slot = *ref;
  }
  std::vector<Torch7Ref> modules;
  for (const auto& place : places) modules.push_back(*place);
  return modules;
}

}  // namespace io
