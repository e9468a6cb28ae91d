#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/image/image.h"
#include "core/request/task_kind.h"

namespace core {

struct OpenedImage {
  Image image;
  std::string made_by;  // what an export of ours says about its making (provenance()); empty = it is none
};

/// A picture from a file, of any size.
struct OpenImageRequest {
  std::filesystem::path file;

  using Result = OpenedImage;
  static constexpr TaskKind kTask{"open-image", "The image was not opened", ModelUse::kNone,
                                  TaskOrder::kBeside};
  JobTitle title() const;
  Json json() const;
  static OpenImageRequest read(const Json& json, const ReadContext& context);
};

struct DataImages {
  std::vector<Image> images;
};

/// Up to `count` different images of a data source, drawn by `seed`, at the shown model's size and channels;
/// without a model 64 x 64 in colour.
struct LookAtDataRequest {
  std::string data;
  int count = 24;
  std::uint64_t seed = 1;

  using Result = DataImages;
  static constexpr TaskKind kTask{"look-at-data", "The data could not be read", ModelUse::kIfShown,
                                  TaskOrder::kBeside};
  JobTitle title() const;
  Json json() const;
  static LookAtDataRequest read(const Json& json, const ReadContext& context);
};

}  // namespace core
