#pragma once

namespace core {

/// The parts of the window a person works in.
enum class Workspace { kExplore, kArithmetic, kDiscriminator, kForget, kTrain, kEvaluate };

}  // namespace core
