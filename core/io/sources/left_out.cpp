#include "core/io/sources/left_out.h"

#include <algorithm>
#include <cstddef>

#include "core/base/format.h"
#include "core/io/images/format.h"

namespace io {

std::string kinds_left_out(const std::vector<std::string>& skipped) {
  std::string text;
  const auto add = [&](std::ptrdiff_t count, const char* kind) {
    if (count > 0) text += (text.empty() ? "" : ", ") + core::thousands(count) + " " + kind;
  };
  auto unreadable = static_cast<std::ptrdiff_t>(skipped.size());
  for (const ImageFormat format : kUnreadFormats) {
    const std::string reason = ": " + unread_reason(format);
    const auto count = std::count_if(skipped.begin(), skipped.end(),
                                     [&](const std::string& line) { return line.ends_with(reason); });
    add(count, format_name(format));
    unreadable -= count;
  }
  add(unreadable, "unreadable");
  return text;
}

}  // namespace io
