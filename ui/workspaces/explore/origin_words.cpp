#include "ui/workspaces/explore/origin_words.h"

#include "ui/look/tr_format.h"
#include "ui/widgets/sum_text.h"

namespace ui::explore {
namespace {

/// One function a kind of place: a kind that is forgotten does not compile.
struct PlaceWords {
  std::string operator()(const core::FromSeed& from) const {
    return tr_format("drawn from seed {}", from.seed);
  }

  std::string operator()(const core::FromPin& from) const { return tr_format("pin {}", from.pin + 1); }

  std::string operator()(const core::BetweenPins& from) const {
    return tr_format("pins {} to {}, t = {:.2f}", from.from + 1, from.to + 1, from.t);
  }

  std::string operator()(const core::FromHome&) const { return tr("home"); }

  std::string operator()(const core::FromBin&) const { return tr("z without seed"); }

  std::string operator()(const core::FromSum& from) const { return sum_text(from); }
};

const char* change_words(core::ZChange change) {
  switch (change) {
    case core::ZChange::kDragged:
      return tr("then dragged");
    case core::ZChange::kEdited:
      return tr("then edited");
    case core::ZChange::kScaled:
      return tr("then scaled");
  }
  return "";
}

}  // namespace

std::string origin_words(const core::Origin& origin) {
  std::string words = std::visit(PlaceWords{}, origin.place);
  for (const core::ZChange change : origin.changes) words += std::string(", ") + change_words(change);
  return words;
}

}  // namespace ui::explore
