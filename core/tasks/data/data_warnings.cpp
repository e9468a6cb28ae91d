#include "core/tasks/data/data_warnings.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <span>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/io/sources/left_out.h"

namespace tasks {
namespace {

constexpr int kSameColour = 2;        // how far values of one flat colour lie apart, in a JPEG
constexpr std::int64_t kFewest = 10;  // one in so many flat images is worth a line

std::string of(std::size_t part, std::size_t whole) {
  return core::thousands(static_cast<long long>(part)) + " of " +
         core::thousands(static_cast<long long>(whole));
}

std::size_t files_of(const io::PackedImages& images) {
  return images.names.size() + images.skipped.size();
}

/// The bytes of image `index`, plane after plane.
std::span<const std::uint8_t> bytes_of(const io::PackedImages& images, std::int64_t index) {
  const std::size_t size = images.pixels.size() / images.names.size();
  return std::span(images.pixels).subspan(static_cast<std::size_t>(index) * size, size);
}

bool is_flat(const io::PackedImages& images, std::int64_t index) {
  const auto bytes = bytes_of(images, index);
  const std::size_t plane = bytes.size() / static_cast<std::size_t>(images.channels);
  for (std::size_t at = 0; at < bytes.size(); at += plane) {
    const auto values = bytes.subspan(at, plane);
    const bool flat = std::all_of(values.begin(), values.end(),
                                  [&](int value) { return std::abs(value - values[0]) <= kSameColour; });
    if (!flat) return false;
  }
  return true;
}

bool all_the_same(const io::PackedImages& images) {
  const auto first = bytes_of(images, 0);
  for (std::int64_t i = 1; i < images.count(); ++i)
    if (!std::ranges::equal(bytes_of(images, i), first)) return false;
  return images.count() > 1;
}

}  // namespace

std::string left_out_line(const io::PackedImages& images) {
  if (images.skipped.empty()) return {};
  std::string line = "image files left out: " + of(images.skipped.size(), files_of(images)) + " (" +
                     io::kinds_left_out(images.skipped) + "), the first is " + images.skipped.front();
  if (images.others > 0) line += "; files that are no images: " + core::thousands(images.others);
  return line;
}

std::vector<std::string> image_warnings(const io::PackedImages& images) {
  std::vector<std::string> lines;
  std::int64_t flat = 0;
  for (std::int64_t i = 0; i < images.count(); ++i) flat += is_flat(images, i);
  if (flat > 0 && flat * kFewest >= images.count())
    lines.push_back("images of one flat colour, from which nothing can be learned: " +
                    of(static_cast<std::size_t>(flat), images.names.size()));
  else if (images.count() > 0 && all_the_same(images))
    lines.push_back("the images are all the same: " + core::thousands(images.count()) + " times " +
                    images.names.front());
  for (const io::ImageRemark& remark : images.remarks)
    lines.push_back(remark.first +
                    (remark.count > 1 ? " and " + core::thousands(remark.count - 1) + " more: " : ": ") +
                    remark.text);
  return lines;
}

std::vector<std::string> training_warnings(const io::PackedImages& images,
                                           const core::TrainOptions& options) {
  std::vector<std::string> lines;
  if (std::string line = left_out_line(images); !line.empty()) lines.push_back(std::move(line));
  if (images.count() < options.batch)
    lines.push_back("fewer images than a step takes, " +
                    of(static_cast<std::size_t>(images.count()), static_cast<std::size_t>(options.batch)) +
                    ": every step shows the same ones, which the nets will know by heart");
  std::ranges::move(image_warnings(images), std::back_inserter(lines));
  return lines;
}

void require_readable(const io::PackedImages& images, const core::TrainOptions& options) {
  const double share = static_cast<double>(images.skipped.size()) / static_cast<double>(files_of(images));
  if (share <= options.max_bad) return;
  char allowed[16];  // rounded up, so that the advice is enough
  std::snprintf(allowed, sizeof allowed, "%.2f", std::ceil(share * 100) / 100);
  throw core::Error("too many of the image files cannot be used, " +
                        of(images.skipped.size(), files_of(images)) + " (" +
                        io::kinds_left_out(images.skipped) + ")",
                    options.data,
                    "convert or remove them, or allow them with --max-bad " + std::string(allowed) +
                        "; the first is " + images.skipped.front());
}

}  // namespace tasks
