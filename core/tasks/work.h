#pragma once

#include <string>

#include "core/base/progress.h"
#include "core/model/frozen_model.h"

namespace tasks {

// GCC asks whether the friend below was meant to be a template. It was not: each kind of request has a
// function of its own.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif

/// A task and what it is done with. For every request of core::Tasks this declares a function perform(),
/// which is defined once, beside what it does, in any room from tasks on:
///
///   core::ForgetFit tasks::perform(const Work<core::FitRequest>& work) { ... }
///
/// It throws core::Error, or Cancelled when it noticed the stop. Worker only.
template <class Request>
struct Work {
  const Request& request;
  const core::FrozenModel* model;  // null only where Request::kTask does not need one
  const core::Progress& progress;
  const std::string& device;  // "auto", "cpu" or "cuda:N", for files that are opened

  friend typename Request::Result perform(const Work<Request>& work);
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace tasks
