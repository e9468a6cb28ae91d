#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/session/commands.h"

namespace test {

/// The event that a session sends when `request` ends in `result`.
template <class Request>
core::TaskDone task_done(Request request, typename Request::Result result,
                         std::optional<core::Workspace> asked_by = {}) {
  return {std::make_shared<const core::RunTask>(core::RunTask{std::move(request), asked_by}),
          std::make_shared<const core::TaskResult>(std::in_place_index<core::Tasks::index<Request>()>,
                                                   std::move(result))};
}

/// The requests of this kind among `commands`.
template <class Request>
std::vector<Request> asked_for(const std::vector<core::Command>& commands) {
  std::vector<Request> requests;
  for (const core::Command& command : commands)
    if (const auto* run = std::get_if<core::RunTask>(&command))
      if (const auto* request = std::get_if<Request>(&run->request)) requests.push_back(*request);
  return requests;
}

}  // namespace test
