#include "core/base/error.h"

#include <algorithm>
#include <utility>

#include "core/base/printable.h"

namespace core {
namespace {

std::string one_line(const std::string& what, const std::string& where, const std::string& hint) {
  std::string line = what;
  if (!where.empty()) line += ": " + where;
  if (!hint.empty()) line += " (" + hint + ")";
  std::replace(line.begin(), line.end(), '\n', ' ');
  return printable(line);
}

}  // namespace

Error::Error(std::string what, std::string where, std::string hint)
    : std::runtime_error(one_line(what, where, hint)),
      failed_(std::move(what)),
      where_(std::move(where)),
      hint_(std::move(hint)) {}

}  // namespace core
