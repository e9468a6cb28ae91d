#include "core/io/weights/pth/pickle_value.h"

#include <type_traits>
#include <utility>

namespace io {

PickleRef PickleGraph::add(PickleContent content, std::uint32_t at) {
  values_.push_back({std::move(content), at});
  return static_cast<PickleRef>(values_.size() - 1);
}

PickleItems* PickleGraph::mutable_items(PickleRef ref) {
  return std::visit(
      [](auto& content) -> PickleItems* {
        if constexpr (std::is_base_of_v<PickleItems, std::remove_cvref_t<decltype(content)>>) {
          return &content;
        } else {
          return nullptr;
        }
      },
      values_[ref].content);
}

const PickleItems* PickleGraph::items_of(PickleRef ref) const {
  return const_cast<PickleGraph*>(this)->mutable_items(ref);
}

bool PickleGraph::is_dict(PickleRef ref) const {
  return get_if<PickleDict>(ref) != nullptr || get_if<PickleOrderedDict>(ref) != nullptr;
}

void PickleGraph::append(PickleRef container, PickleRef value, PickleRef key) {
  PickleItems* items = mutable_items(container);
  const auto place = static_cast<std::uint32_t>(items_.size());
  items_.push_back({key, value, kNoPickleRef});
  if (items->first == kNoPickleRef) {
    items->first = place;
  } else {
    items_[items->last].next = place;
  }
  items->last = place;
}

std::optional<std::string_view> PickleGraph::text(PickleRef ref) const {
  const auto* text = get_if<PickleText>(ref);
  if (text == nullptr) return std::nullopt;
  return std::string_view(reinterpret_cast<const char*>(pickle_.data()) + text->begin, text->size);
}

std::optional<std::vector<PickleRef>> PickleGraph::values(const PickleItems& items, std::size_t limit) const {
  std::vector<PickleRef> values;
  for (std::uint32_t at = items.first; at != kNoPickleRef; at = items_[at].next) {
    if (values.size() == limit) return std::nullopt;
    values.push_back(items_[at].value);
  }
  return values;
}

std::optional<std::vector<PickleRef>> PickleGraph::tuple(PickleRef ref, std::size_t limit) const {
  const auto* tuple = get_if<PickleTuple>(ref);
  return tuple == nullptr ? std::nullopt : values(*tuple, limit);
}

}  // namespace io
