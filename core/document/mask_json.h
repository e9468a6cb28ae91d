#pragma once

#include <set>
#include <string>

#include "core/base/json.h"
#include "core/document/document.h"

namespace core {

/// A mask as Forget saves it: the fit, how many of its maps are dropped and which of them stay.
struct SavedMask {
  std::string model, sha256;  // that it was fitted on
  ForgetFit fit;
  int top_k = 0;
  std::set<int> kept;
};

/// The document's mask as JSON (docs/formats.md: Masks). There must be a fit.
std::string mask_to_json(const ForgetDocument& forget, const ModelInfo& model);
/// The text is a mask's and no other JSON's, by the names it has.
bool is_mask(const Json& json);
/// The inverse of mask_to_json(). Throws Error with what is wrong and where. A mask from before boxes were
/// saved with it has none.
SavedMask mask_from_json(const Json& json, const std::string& where);

}  // namespace core
