#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "core/run/train_option.h"

namespace core {

/// The one list of the options of a run, in the order of options.json. An option is added by its member of
/// TrainOptions, its row here and what it does.
std::span<const TrainOption> option_table();
/// Null when no option has this name.
const TrainOption* find_option(std::string_view name);

/// Calls `visit(row, pointer to its member)` for each row.
template <class Visit>
void for_each_option(Visit&& visit) {
  for (const TrainOption& option : option_table())
    std::visit([&](auto member) { visit(option, member); }, option.member);
}

}  // namespace core
