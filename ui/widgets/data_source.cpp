#include "ui/widgets/data_source.h"

#include <array>
#include <filesystem>
#include <system_error>
#include <vector>

#include "core/run/procedural_sets.h"
#include "ui/look/tr.h"
#include "ui/widgets/combo.h"

namespace ui {
namespace {

constexpr double kSecondsBetweenLooks = 2;

using core::kProceduralSets;

int procedural_index(const std::string& data) {
  for (int i = 0; i < static_cast<int>(kProceduralSets.size()); ++i)
    if (data == kProceduralSets[static_cast<std::size_t>(i)]) return i;
  return -1;
}

}  // namespace

bool is_procedural(const std::string& data) {
  return core::is_procedural_set(data);
}

std::string data_name(const std::string& data) {
  std::filesystem::path path(data);
  if (!path.has_filename()) path = path.parent_path();  // "faces/"
  return path.filename().string();
}

bool DataAtHand::of(const std::string& data, double now) {
  if (data.empty() || procedural_index(data) >= 0) return !data.empty();
  if (data != data_ || now >= next_look_) {
    std::error_code unreadable;
    there_ = std::filesystem::exists(data, unreadable);
    data_ = data;
    next_look_ = now + kSecondsBetweenLooks;
  }
  return there_;
}

bool data_source_combo(Frame& frame, const char* id, std::string& data, float width) {
  const std::string name = verbatim(data_name(data)), whole = verbatim(data);
  const bool own = !data.empty() && procedural_index(data) < 0;
  std::vector<const char*> labels;
  for (const char* set : kProceduralSets) labels.push_back(verbatim(set));
  if (own) labels.push_back(name.c_str());
  const int folder = static_cast<int>(labels.size());
  labels.push_back(tr("Image folder…"));
  labels.push_back(tr("Packed file…"));
  int chosen = own ? folder - 1 : procedural_index(data);
  if (!combo(frame.theme, id, labels, chosen, width, own ? whole.c_str() : nullptr, tr("choose images")))
    return false;
  if (chosen == folder) frame.out.dialog = DialogKind::kFolder;
  if (chosen == folder + 1) frame.out.dialog = DialogKind::kPacked;
  if (chosen >= static_cast<int>(kProceduralSets.size())) return false;
  data = kProceduralSets[static_cast<std::size_t>(chosen)];
  return true;
}

}  // namespace ui
