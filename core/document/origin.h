#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace core {

/// The z of a seed.
struct FromSeed {
  std::uint64_t seed = 0;
  bool operator==(const FromSeed&) const = default;
};

/// A pin of the path, counted from 0.
struct FromPin {
  int pin = 0;
  bool operator==(const FromPin&) const = default;
};

/// A place on the path between two pins, counted from 0; t: 0..1 of the way, eased.
struct BetweenPins {
  int from = 0, to = 0;
  double t = 0;
  bool operator==(const BetweenPins&) const = default;
};

/// Where Home leads.
struct FromHome {
  bool operator==(const FromHome&) const = default;
};

/// A picture out of a bin.
struct FromBin {
  bool operator==(const FromBin&) const = default;
};

/// mean A - mean B + mean C (paper section 6.3.2): the names of the bins that held something then.
struct FromSum {
  std::array<std::optional<std::string>, 3> bins;
  bool operator==(const FromSum&) const = default;
};

/// What was done to z by hand.
enum class ZChange { kDragged, kEdited, kScaled };

/// Where the z on the canvas came from and what was done to it since, each once and in order. The window
/// makes its words of it.
struct Origin {
  using Place = std::variant<FromSeed, FromPin, BetweenPins, FromHome, FromBin, FromSum>;

  Place place;
  std::vector<ZChange> changes;
  bool operator==(const Origin&) const = default;
};

}  // namespace core
