#include "core/base/links.h"

#include <algorithm>
#include <system_error>

#include "core/base/error.h"

namespace core {
namespace fs = std::filesystem;

namespace {

constexpr const char* kHint = "remove the link, or train with --follow-links if you made it yourself";

}  // namespace

void require_own(const fs::path& path, fs::file_type wanted, Links links) {
  std::error_code missing;
  const fs::file_status status =
      links == Links::kFollow ? fs::status(path, missing) : fs::symlink_status(path, missing);
  if (!fs::exists(status) || status.type() == wanted) return;
  if (fs::is_symlink(status))
    throw Error("this is a link, and links in such a folder are not written through", path.string(), kHint);
  throw Error(wanted == fs::file_type::directory ? "this is not a folder" : "this is not an ordinary file",
              path.string(), "remove it, or choose another folder");
}

bool stays_inside(const fs::path& folder, const fs::path& path) {
  std::error_code unknown;
  const auto real_path = [&](const fs::path& one) {
    return fs::weakly_canonical(fs::absolute(one, unknown), unknown);
  };
  const fs::path around = real_path(folder.empty() ? fs::path(".") : folder), real = real_path(path);
  return !unknown &&
         std::mismatch(around.begin(), around.end(), real.begin(), real.end()).first == around.end();
}

void require_inside(const fs::path& folder, const fs::path& path, Links links) {
  if (links == Links::kFollow || stays_inside(folder, path)) return;
  throw Error("this link leads out of its folder", path.string(),
              "name what it leads to, or train with --follow-links if you made it yourself");
}

}  // namespace core
