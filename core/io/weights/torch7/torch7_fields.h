#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/torch7/torch7_objects.h"

namespace io {

/// One file while its networks are taken out of its objects.
struct Torch7Source {
  const Torch7Objects& objects;
  std::string where;
  std::uint64_t budget = 0;  // bytes that may still be copied: strides of 0 must not multiply a file

  /// Refuses the file for what its object `ref` is.
  [[noreturn]] void refuse(Torch7Ref ref, const std::string& expected, const std::string& hint) const;
};

/// The fields of one module, looked up by name. A field that is nil is absent; a field that stands there
/// twice or has another type than asked for is refused.
class Torch7Fields {
 public:
  /// `module` must be a Torch7Module of source.
  Torch7Fields(Torch7Source& source, Torch7Ref module);

  /// The nn class; cudnn's twins and SpatialConvolutionMM go by nn's plain name.
  const std::string& class_name() const { return class_name_; }

  int version() const { return module_->version; }

  std::optional<double> number(std::string_view field) const;
  /// A whole number within [least, 65536]; `otherwise` when absent, refused when there is no otherwise.
  std::int64_t whole(std::string_view field, std::int64_t least,
                     std::optional<std::int64_t> otherwise = std::nullopt) const;
  /// A tensor packed row-major, named like the field. An empty tensor counts as absent: clearState leaves it.
  std::optional<NamedArray> array(std::string_view field) const;
  /// As array(), refused when absent.
  NamedArray required_array(std::string_view field) const;
  /// A table of objects with the keys 1 to n, each once; empty when absent.
  std::vector<Torch7Ref> list(std::string_view field) const;

  [[noreturn]] void refuse(const std::string& expected) const;
  [[noreturn]] void refuse(const std::string& expected, const std::string& hint) const;

 private:
  const Torch7Value& find(std::string_view field) const;

  Torch7Source& source_;
  Torch7Ref self_;
  const Torch7Module* module_;
  const Torch7Table* table_;
  std::string class_name_;
};

}  // namespace io
