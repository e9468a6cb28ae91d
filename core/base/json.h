#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace core {

/// JSON whose objects keep the order of their keys.
using Json = nlohmann::ordered_json;

/// Parses a stranger's text, nested at most 64 deep, at most 1024 members an object. `where` names the text
/// (a file) in messages. Throws Error with line and column.
Json parse_json(std::string_view text, const std::string& where);

/// JSON as text; indent -1 = one line. Bytes that are no UTF-8 become U+FFFD.
std::string json_text(const Json& json, int indent = 2);

}  // namespace core
