#pragma once

#include "core/nets/recognise/recognise.h"
#include "tests/nets/foreign_nets.h"

namespace tests {

/// The tensors' file as recognised, after checks of what every result must hold: a spec that passes its own
/// check, and exactly the arrays its stages name.
nets::Recognised opened(const Tensors& tensors, io::WeightsKind kind = io::WeightsKind::kPth);

}  // namespace tests
