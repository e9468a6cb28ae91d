#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/pth/pickle_globals.h"

namespace io {

using PickleRef = std::uint32_t;  // a value's place in its graph
inline constexpr PickleRef kNoPickleRef = 0xFFFFFFFFu;

struct PickleNone {};

struct PickleText {
  std::uint32_t begin = 0, size = 0;  // in the pickle
};

/// The chain of a container's items.
struct PickleItems {
  std::uint32_t first = kNoPickleRef, last = kNoPickleRef;
};

struct PickleTuple : PickleItems {};

struct PickleList : PickleItems {};

struct PickleDict : PickleItems {};

struct PickleOrderedDict : PickleItems {};

struct PickleStorageRef {
  std::uint32_t index = 0;  // in PickleGraph::views
};

struct PickleTensorRef {
  std::uint32_t index = 0;  // in PickleGraph::tensors
};

using PickleContent =
    std::variant<PickleNone, bool, std::int64_t, double, PickleText, PickleTuple, PickleList, PickleDict,
                 PickleOrderedDict, PickleGlobal, PickleStorageRef, PickleTensorRef>;

struct PickleValue {
  PickleContent content;
  std::uint32_t at = 0;  // of its opcode, in the pickle
};

struct PickleItem {
  PickleRef key = kNoPickleRef;  // of a dict's item
  PickleRef value = kNoPickleRef;
  std::uint32_t next = kNoPickleRef;
};

/// Raw data outside the pickle, as a persistent id declares it.
struct PickleStorage {
  std::string key;  // decimal digits
  DType type = DType::kF32;
  std::uint64_t count = 0;  // of elements
  std::uint32_t at = 0;     // of the first persistent id with this key
};

/// The part of a storage that one persistent id names: all of it but in old files with storage views.
struct PickleStorageView {
  std::uint32_t storage = 0;  // in PickleGraph::storages
  std::uint64_t first = 0;    // element of the storage
  std::uint64_t count = 0;
};

inline constexpr std::size_t kMaxPickleRank = 8;

/// A tensor over a storage, proven to stay inside it: every reachable element lies in [0, count).
struct PickleTensor {
  std::uint32_t storage = 0;  // in PickleGraph::storages
  std::uint64_t first = 0;    // element of the storage
  std::size_t rank = 0;
  std::array<std::int64_t, kMaxPickleRank> sizes{}, strides{};  // strides in elements
};

/// All values of one pickle in one arena. Containers hold places, not owners, so that tearing down is a flat
/// loop however deep the values nest, and a cycle leaks nothing. About 36 bytes an opcode.
class PickleGraph {
 public:
  explicit PickleGraph(std::span<const std::byte> pickle) : pickle_(pickle) {}

  PickleRef add(PickleContent content, std::uint32_t at);
  /// Appends to a list, tuple or dict; `key` for dicts only.
  void append(PickleRef container, PickleRef value, PickleRef key = kNoPickleRef);

  const PickleValue& operator[](PickleRef ref) const { return values_[ref]; }

  const PickleItem& item(std::uint32_t index) const { return items_[index]; }

  std::size_t size() const { return values_.size(); }

  std::size_t item_count() const { return items_.size(); }

  template <typename T>
  const T* get_if(PickleRef ref) const {
    return std::get_if<T>(&values_[ref].content);
  }

  /// The items of a list, tuple or dict of either kind; null for anything else.
  const PickleItems* items_of(PickleRef ref) const;
  /// The values of a list or tuple, or of a dict, with at most `limit` of them; nothing when it has more.
  std::optional<std::vector<PickleRef>> values(const PickleItems& items, std::size_t limit) const;
  bool is_dict(PickleRef ref) const;
  std::optional<std::string_view> text(PickleRef ref) const;
  /// The values of a tuple with at most `limit` of them; nothing for anything else.
  std::optional<std::vector<PickleRef>> tuple(PickleRef ref, std::size_t limit) const;

  std::vector<PickleStorage> storages;
  std::vector<PickleStorageView> views;
  std::vector<PickleTensor> tensors;

 private:
  PickleItems* mutable_items(PickleRef ref);

  std::span<const std::byte> pickle_;
  std::deque<PickleValue> values_;  // grows without holding two copies
  std::deque<PickleItem> items_;
};

}  // namespace io
