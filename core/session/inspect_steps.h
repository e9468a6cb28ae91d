#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "core/request/render_request.h"
#include "core/session/shown_model.h"

namespace core {

/// Answers an InspectRequest in steps that each take a few milliseconds: the image with D's logit and feature
/// maps, then one feature a step on the learned and on the random-weight D (paper section 6.2, figure 5).
/// Explore worker only.
class InspectSteps {
 public:
  /// Takes the request over. What is known of the same image under the same model and settings is kept.
  void want(const InspectRequest& request, const Image& picture, const VersionedModel& model);
  bool done() const;
  /// The next step. Throws what the model throws; nothing has changed then.
  void step();

  void set_stamp(std::uint64_t stamp);

  bool changed() const { return changed_; }

  std::shared_ptr<const InspectPictures> publish(std::uint64_t version);

 private:
  struct Row {
    GuidedMap learned, random;
  };

  void look_at_image();
  void attribute(int feature);
  const FrozenModel& random_model();

  InspectRequest wanted_;
  Image picture_;
  VersionedModel model_;
  std::optional<float> logit_;
  std::shared_ptr<const FeatureMaps> maps_;
  std::map<int, Row> rows_;
  FrozenModelPtr random_;
  std::uint64_t random_seed_ = 0, random_of_version_ = 0;
  std::uint64_t stamp_ = 0;
  double milliseconds_ = 0;
  bool changed_ = false;
};

/// Whether the model has a discriminator with the blocks and features asked for.
bool fits(const InspectRequest& request, const ModelInfo& model);

}  // namespace core
