#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/latent/prior.h"

namespace core {

using Json = nlohmann::ordered_json;

/// Title of a job: words that a window translates, and what is the same in every language ("Export",
/// "sheet.png").
struct JobTitle {
  std::string words;
  std::string object{};
  bool operator==(const JobTitle&) const = default;
};

/// Which model a task is given: none, the shown one where there is one, or the shown one and no start
/// without.
enum class ModelUse { kNone, kIfShown, kNeeded };

/// kInTurn: long work, one after the other. kBeside: does not wait behind it, as opening something should
/// not.
enum class TaskOrder { kInTurn, kBeside };

/// What is true of every request of one kind; each request struct has it as `kTask`.
struct TaskKind {
  const char* name;    // in JSON
  const char* failed;  // title of a failure, in words that a window translates
  ModelUse model = ModelUse::kNone;
  TaskOrder order = TaskOrder::kInTurn;
};

/// What reading a request from JSON needs besides the JSON: the model's latents, and the text's name for
/// messages.
struct ReadContext {
  Prior prior = Prior::kGaussian;
  int nz = 100;
  std::string where{};
};

}  // namespace core
