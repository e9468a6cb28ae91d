#include "core/io/weights/pth/pickle_tensor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/io/arrays/array_limits.h"
#include "core/io/weights/pth/pickle_limits.h"

namespace io {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();

bool is_key(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && text.size() <= kMaxPickleStorageKey &&
         std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::int64_t PickleTensors::integer(PickleRef ref, const char* what) const {
  const auto* value = graph_.get_if<std::int64_t>(ref);
  if (value == nullptr) cursor_.fail(std::string(what) + " that is a whole number");
  return *value;
}

std::uint64_t PickleTensors::natural(PickleRef ref, const char* what) const {
  const std::int64_t value = integer(ref, what);
  if (value < 0) cursor_.fail(std::string(what) + " that is not negative, it is " + std::to_string(value));
  return static_cast<std::uint64_t>(value);
}

std::string PickleTensors::storage_key(PickleRef ref) const {
  const auto key = graph_.text(ref);
  if (!key || !is_key(*key)) cursor_.fail("a storage key of at most 20 decimal digits");
  return std::string(*key);
}

PickleStorageRef PickleTensors::storage(PickleRef id) {
  if (ids_ == PersistentIds::kNone) cursor_.fail("no persistent id in this part of the file");
  const std::size_t arity = ids_ == PersistentIds::kLegacy ? 6 : 5;
  const auto parts = graph_.tuple(id, arity);
  if (parts && !parts->empty() && graph_.text(parts->front()) == "module")
    cursor_.fail("a storage, not a whole pickled nn.Module: save its state_dict()");
  if (!parts || parts->size() != arity || graph_.text(parts->front()) != "storage")
    cursor_.fail("a persistent id that is a tuple of \"storage\" and " + std::to_string(arity - 1) + " more");
  const auto* type = graph_.get_if<PickleGlobal>((*parts)[1]);
  if (type == nullptr || type->kind != PickleGlobalKind::kStorage)
    cursor_.fail("a storage type in the persistent id");
  PickleStorage declared;
  declared.key = storage_key((*parts)[2]);
  declared.type = type->type;
  declared.at = cursor_.at();
  if (!graph_.text((*parts)[3])) cursor_.fail("a location that is text");
  declared.count = natural((*parts)[4], "a storage's element count");
  if (declared.count > kLargest / item_size(declared.type))
    cursor_.fail("a storage below 2^63 bytes, it counts " + std::to_string(declared.count) + " elements");
  if (graph_.views.size() == kMaxPickleTensors)
    cursor_.fail("at most " + std::to_string(kMaxPickleTensors) + " persistent ids");
  const std::uint32_t storage = declare(std::move(declared));
  PickleStorageView view{storage, 0, graph_.storages[storage].count};
  if (arity == 6 && graph_.get_if<PickleNone>((*parts)[5]) == nullptr) view = view_of((*parts)[5], storage);
  graph_.views.push_back(view);
  return {static_cast<std::uint32_t>(graph_.views.size() - 1)};
}

std::uint32_t PickleTensors::declare(PickleStorage declared) {
  const auto [found, added] =
      by_key_.emplace(declared.key, static_cast<std::uint32_t>(graph_.storages.size()));
  if (added) {
    graph_.storages.push_back(std::move(declared));
    return found->second;
  }
  const PickleStorage& before = graph_.storages[found->second];
  if (before.type != declared.type || before.count != declared.count)
    cursor_.fail("a storage of the type and count that its key had before");
  return found->second;
}

PickleStorageView PickleTensors::view_of(PickleRef metadata, std::uint32_t storage) const {
  const auto parts = graph_.tuple(metadata, 3);
  if (!parts || parts->size() != 3) cursor_.fail("None or three values as a storage's view");
  storage_key((*parts)[0]);
  const PickleStorageView view{storage, natural((*parts)[1], "a view's first element"),
                               natural((*parts)[2], "a view's element count")};
  const std::uint64_t count = graph_.storages[storage].count;
  if (view.first > count || view.count > count - view.first)
    cursor_.fail("a view inside its storage of " + std::to_string(count) + " elements");
  return view;
}

PickleTensorRef PickleTensors::rebuild(PickleRef arguments) {
  const auto parts = graph_.tuple(arguments, 7);
  if (!parts || parts->size() < 6) cursor_.fail("six or seven arguments of _rebuild_tensor_v2");
  const auto* storage = graph_.get_if<PickleStorageRef>((*parts)[0]);
  if (storage == nullptr) cursor_.fail("a storage as the first argument of _rebuild_tensor_v2");
  const PickleStorageView view = graph_.views[storage->index];
  const std::uint64_t first = natural((*parts)[1], "a tensor's offset");
  PickleTensor tensor;
  tensor.storage = view.storage;
  read_dimensions(tensor, (*parts)[2], (*parts)[3]);
  if (graph_.get_if<bool>((*parts)[4]) == nullptr) cursor_.fail("True or False as requires_grad");
  if (graph_.get_if<PickleOrderedDict>((*parts)[5]) == nullptr)
    cursor_.fail("an OrderedDict of backward hooks");
  // The metadata of a view that is lazily negated or conjugated: its elements are not its storage's.
  if (parts->size() == 7 && graph_.get_if<PickleNone>((*parts)[6]) == nullptr &&
      !(graph_.is_dict((*parts)[6]) && graph_.items_of((*parts)[6])->first == kNoPickleRef))
    cursor_.fail("a tensor that is not lazily negated or conjugated");
  check_bounds(tensor, view, first);
  tensor.first = view.first + first;
  if (graph_.tensors.size() == kMaxPickleTensors)
    cursor_.fail("at most " + std::to_string(kMaxPickleTensors) + " tensors");
  graph_.tensors.push_back(tensor);
  return {static_cast<std::uint32_t>(graph_.tensors.size() - 1)};
}

void PickleTensors::read_dimensions(PickleTensor& tensor, PickleRef sizes, PickleRef strides) const {
  const auto size_refs = graph_.tuple(sizes, kMaxPickleRank);
  if (!size_refs) cursor_.fail("sizes that are a tuple of at most " + std::to_string(kMaxPickleRank));
  const auto stride_refs = graph_.tuple(strides, kMaxPickleRank);
  if (!stride_refs || stride_refs->size() != size_refs->size())
    cursor_.fail("strides that are a tuple as long as the sizes");
  tensor.rank = size_refs->size();
  for (std::size_t d = 0; d < tensor.rank; ++d) {
    tensor.sizes[d] = static_cast<std::int64_t>(natural((*size_refs)[d], "a size"));
    tensor.strides[d] = static_cast<std::int64_t>(natural((*stride_refs)[d], "a stride"));
  }
}

/// The last reachable element, first + sum of (size - 1) x stride, must lie inside the view, unless there is
/// none.
void PickleTensors::check_bounds(const PickleTensor& tensor, const PickleStorageView& view,
                                 std::uint64_t first) const {
  const std::vector<std::int64_t> shape(tensor.sizes.begin(),
                                        tensor.sizes.begin() + static_cast<std::ptrdiff_t>(tensor.rank));
  std::uint64_t bytes = 0;
  if (!packed_bytes(shape, graph_.storages[tensor.storage].type, bytes))
    cursor_.fail("a shape below 2^63 bytes");
  if (bytes == 0) {
    if (first > view.count)
      cursor_.fail("an offset inside its storage of " + std::to_string(view.count) + " elements");
    return;
  }
  std::uint64_t last = first;
  for (std::size_t d = 0; d < tensor.rank; ++d) {
    const auto steps = static_cast<std::uint64_t>(tensor.sizes[d] - 1);
    const auto stride = static_cast<std::uint64_t>(tensor.strides[d]);
    if (last > kLargest || (stride != 0 && steps > (kLargest - last) / stride))
      cursor_.fail("sizes and strides whose elements lie below 2^63");
    last += steps * stride;
  }
  if (last >= view.count)
    cursor_.fail("elements inside a storage of " + std::to_string(view.count) +
                 ", the last would be number " + std::to_string(last));
}

PickleTensorRef PickleTensors::parameter(PickleRef arguments) {
  const auto parts = graph_.tuple(arguments, 3);
  if (!parts || parts->size() != 3) cursor_.fail("three arguments of _rebuild_parameter");
  const auto* tensor = graph_.get_if<PickleTensorRef>((*parts)[0]);
  if (tensor == nullptr) cursor_.fail("a tensor as the first argument of _rebuild_parameter");
  if (graph_.get_if<bool>((*parts)[1]) == nullptr) cursor_.fail("True or False as requires_grad");
  if (graph_.get_if<PickleOrderedDict>((*parts)[2]) == nullptr)
    cursor_.fail("an OrderedDict of backward hooks");
  return *tensor;
}

}  // namespace io
