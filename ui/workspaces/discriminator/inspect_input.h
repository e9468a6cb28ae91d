#pragma once

#include <optional>
#include <string>

#include "ui/frame/frame.h"

namespace ui::discriminator {

/// The image from elsewhere that is looked at, cut and scaled as training does it; none for the generated
/// picture and when the image is not there. Kept between frames: made anew when the choice changed.
class InspectInput {
 public:
  void update(const Frame& frame);

  const std::optional<core::Image>& image() const { return image_; }

  const std::string& name() const { return name_; }  // "rooms 3", "photo.png"; empty without an image

  std::uint64_t version() const { return version_; }  // grows when the image changed

 private:
  struct Choice {
    core::InspectSource source = core::InspectSource::kGenerated;
    int index = 0, size = 0, channels = 0;
    std::uint64_t images_version = 0;
    bool operator==(const Choice&) const = default;
  };

  std::optional<Choice> choice_;
  std::optional<core::Image> image_;
  std::string name_;
  std::uint64_t version_ = 0;
};

}  // namespace ui::discriminator
