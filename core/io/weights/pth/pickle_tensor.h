#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/io/weights/pth/pickle_cursor.h"
#include "core/io/weights/pth/pickle_value.h"

namespace io {

/// Turns persistent ids and the arguments of _rebuild_tensor_v2 into storages and tensors of a graph. Refuses
/// at the cursor's opcode.
class PickleTensors {
 public:
  PickleTensors(PickleGraph& graph, PersistentIds ids, const PickleCursor& cursor)
      : graph_(graph), ids_(ids), cursor_(cursor) {}

  /// The storage view that the persistent id `id` names. Two ids with one key must agree.
  PickleStorageRef storage(PickleRef id);
  /// (storage, first, sizes, strides, requires_grad, hooks[, metadata])
  PickleTensorRef rebuild(PickleRef arguments);
  /// (tensor, requires_grad, hooks): the tensor itself.
  PickleTensorRef parameter(PickleRef arguments);

 private:
  std::int64_t integer(PickleRef ref, const char* what) const;
  std::uint64_t natural(PickleRef ref, const char* what) const;
  std::string storage_key(PickleRef ref) const;
  std::uint32_t declare(PickleStorage declared);
  PickleStorageView view_of(PickleRef metadata, std::uint32_t storage) const;
  void read_dimensions(PickleTensor& tensor, PickleRef sizes, PickleRef strides) const;
  void check_bounds(const PickleTensor& tensor, const PickleStorageView& view, std::uint64_t first) const;

  PickleGraph& graph_;
  PersistentIds ids_;
  const PickleCursor& cursor_;
  std::unordered_map<std::string, std::uint32_t> by_key_;
};

}  // namespace io
