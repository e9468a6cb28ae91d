#pragma once

#include <memory>
#include <string>

#include "core/session/engine.h"

namespace engine {

struct EngineOptions {
  std::string device = "auto";  // "auto", "cpu", "cuda:N": where models run that are opened
  /// Threads of figures and evaluation; part of what makes their bytes repeatable. 0 = all cores.
  int job_threads = 0;
};

/// The networks behind the session and behind every sub-command. Throws core::UsageError or core::Error for a
/// device that is not there.
std::shared_ptr<core::Engine> make_engine(const EngineOptions& options = {});

}  // namespace engine
