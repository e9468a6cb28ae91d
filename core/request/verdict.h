#pragma once

#include "core/request/evaluation.h"

namespace core {

/// Answer to a question about a model. kNotYet: its control has not run. kUnlike: its samples are not like
/// the reals at all, so that the question has no sense.
enum class Verdict { kNotYet, kNo, kUnclear, kYes, kUnlike };

const char* verdict_name(Verdict verdict);  // "not yet", "no", "unclear", "yes", "unlike"

/// "Is it memorising?" (docs/promises.md: Verdicts): how near samples lie to reals, against how near reals
/// lie to each other (1.00).
struct MemorisingVerdict {
  Verdict answer = Verdict::kNotYet;
  Interval ratio;  // median sample-to-real over median real-to-real distance; interval of the median
  int samples = 0;
  int unlike = 0;       // samples outside the reals' mean and contrast
  int near_copies = 0;  // samples nearer to a real than 99 % of the reals are to another
};

/// kUnlike: more than half the samples are brighter, darker, flatter or harsher than the reals; a grey net is
/// near to everything, so that its ratio says nothing. kYes: half the samples are near copies, or the whole
/// interval lies below half the reals' distance. kUnclear: clearly more near copies than the 1 % that chance
/// gives. Needs kFewestSamples samples.
MemorisingVerdict judge_memorising(const NearestResult& result);
inline constexpr int kFewestSamples = 6;  // below that no 95 % interval of a median exists

/// "Is it collapsing?": MS-SSIM of pairs of samples against that of reals. kNo: not above the reals'
/// interval; kYes: the samples' whole interval lies above it.
Verdict judge_collapse(const DiversityResult& result);

}  // namespace core
