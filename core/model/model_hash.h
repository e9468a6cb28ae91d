#pragma once

#include <string_view>

namespace core {

/// Whether two SHA-256 of model files are of the same nets: they are equal, or one is of a bundled file of an
/// earlier version that differs from today's in its metadata alone.
bool is_same_model(std::string_view sha256, std::string_view other);

}  // namespace core
