#pragma once

#include "core/base/progress.h"
#include "core/request/requests.h"

namespace tasks {

/// Paper section 6.3.1: logistic regression of "this cell lies inside a box" on the post-activation feature
/// maps of one generator block. Positives are cells whose centre lies in a box, negatives random cells of the
/// same samples outside every box. L2-regularised, unstandardised features. Throws core::Error without boxes
/// of the label or without cells on both sides.
core::ForgetFit fit_forget(const core::FrozenModel& model, const core::FitRequest& request,
                           const core::Progress& progress);

}  // namespace tasks
