#pragma once

#include <span>
#include <string>
#include <string_view>

namespace core {

// Numbers as the window and the command line write them. A value that is not finite becomes an en dash.

std::string thousands(long long value);                 // "4,334"
std::string short_duration(double seconds);             // "0:14", from 10 minutes on "26 min", then "1 h 05"
std::string percentile_text(double share);              // share in 0..1: "p42", "p0.4", "p<0.1", "p>99.9"
std::string signed_number(double value, int decimals);  // "0.25", with U+2212: "−0.25"; never "−0.00"

/// "4,334 images", "1 image", "1 batch": a number and what it counts, whose first word is a plural in s.
std::string counted(long long count, std::string_view plural);

/// "a, b or c".
std::string alternatives(std::span<const std::string> names);

}  // namespace core
