#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/run/train_options.h"

namespace core {

/// An option that a resumed run goes on with otherwise than it began, from `step` on; the values as
/// option_text() has them.
struct OptionChange {
  std::int64_t step = 0;
  SettingDifference change;
};

/// What options.json keeps as "changes": [{"step", "option", "old", "new"}].
Json to_json(const std::vector<OptionChange>& changes);
/// The inverse; entries that no run of this program wrote are left out.
std::vector<OptionChange> changes_from_json(const Json& options);

}  // namespace core
