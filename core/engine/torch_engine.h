#pragma once

#include <memory>
#include <string>

#include "core/session/engine.h"

namespace engine {

struct EngineOptions {
  std::string device = "auto";  // "auto", "cpu", "cuda:N": of opened models, and of trainings that say "auto"
  int threads = 0;              // of trainings that ask for 0; 0 = all cores
};

/// The networks behind the session and behind every sub-command. Throws core::UsageError or core::Error for a
/// device that is not there.
std::shared_ptr<core::Engine> make_engine(const EngineOptions& options = {});
/// "cpu" or "cuda:N": what a device's name stands for on this machine. Throws like make_engine.
std::string resolved_device(const std::string& name);

}  // namespace engine
