#include "core/base/json.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"

namespace core {
namespace {

constexpr int kMaxDepth = 64;
constexpr int kMaxMembers = 1024;

[[noreturn]] void fail(std::string_view text, std::size_t offset, const std::string& what,
                       const std::string& where) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::size_t column = before.size() - line_start + 1;
  throw Error(what + " at line " + std::to_string(line) + ", column " + std::to_string(column), where);
}

/// Counts brackets and members outside of strings before anything is built: readers of the tree may then
/// recurse, and an ordered object, which looks at every key for each new one, takes no quadratic time.
void check_limits(std::string_view text, const std::string& where) {
  std::array<int, kMaxDepth + 1> members{};  // of the objects and lists that are open
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (in_string) {
      if (letter == '\\') ++i;
      if (letter == '"') in_string = false;
    } else if (letter == '"') {
      in_string = true;
    } else if (letter == '[' || letter == '{') {
      if (++depth > kMaxDepth) fail(text, i, "JSON nested more than 64 deep", where);
      members[static_cast<std::size_t>(depth)] = 0;
    } else if (letter == ']' || letter == '}') {
      if (--depth < 0) fail(text, i, "not valid JSON", where);
    } else if (letter == ':' && ++members[static_cast<std::size_t>(depth)] > kMaxMembers) {
      fail(text, i, "a JSON object of more than 1024 members", where);
    }
  }
}

}  // namespace

Json parse_json(std::string_view text, const std::string& where) {
  check_limits(text, where);
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    // The parser counts bytes from 1.
    fail(text, error.byte > 0 ? error.byte - 1 : 0, "not valid JSON", where);
  } catch (const Json::exception&) {
    throw Error("a number in the JSON is out of range", where);
  }
}

std::string json_text(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace core
