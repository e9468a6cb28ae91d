#include <string>

#include "core/io/weights/pth/pickle_limits.h"
#include "core/io/weights/pth/pickle_machine.h"

// The opcodes of PickleMachine that name or call something.
namespace io {

bool PickleMachine::object(PickleOpcode opcode) {
  switch (opcode) {
    case PickleOpcode::kGlobal:
      global();
      return true;
    case PickleOpcode::kBinPersId:
      push(tensors_.storage(stack_.pop()));
      return true;
    case PickleOpcode::kReduce:
      reduce();
      return true;
    case PickleOpcode::kBuild:
      build();
      return true;
    default:
      return false;
  }
}

std::string_view PickleMachine::line(const char* what) {
  std::size_t size = 0;
  ByteReader ahead = cursor_.bytes;
  while (ahead.u8(what) != '\n') {
    if (++size > kMaxPickleGlobalName)
      cursor_.fail(std::string(what) + " of at most " + std::to_string(kMaxPickleGlobalName) + " bytes");
  }
  const auto bytes = cursor_.bytes.take(size, what);
  cursor_.bytes.skip(1, what);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void PickleMachine::global() {
  const std::string_view module = line("a module's name");
  const std::string_view name = line("a global's name");
  const auto found = find_pickle_global(module, name);
  if (!found) {
    const ForeignGlobal foreign = describe_foreign_global(module, name);
    cursor_.fail("a name that weights files use, found " + foreign.what, foreign.hint);
  }
  push(*found);
}

void PickleMachine::reduce() {
  const PickleRef arguments = stack_.pop();
  const PickleRef callable = stack_.pop();
  const auto* global = graph_.get_if<PickleGlobal>(callable);
  if (global == nullptr || global->kind == PickleGlobalKind::kStorage)
    cursor_.fail("a call of OrderedDict, Size, _rebuild_tensor_v2 or _rebuild_parameter");
  if (graph_.get_if<PickleTuple>(arguments) == nullptr) cursor_.fail("arguments that are a tuple");
  push(call(global->kind, arguments));
}

PickleContent PickleMachine::call(PickleGlobalKind callable, PickleRef arguments) {
  switch (callable) {
    case PickleGlobalKind::kRebuildTensor:
      return tensors_.rebuild(arguments);
    case PickleGlobalKind::kRebuildParameter:
      return tensors_.parameter(arguments);
    case PickleGlobalKind::kSize: {
      const auto parts = graph_.tuple(arguments, 1);
      const auto* sizes = parts && parts->size() == 1 ? graph_.get_if<PickleTuple>(parts->front()) : nullptr;
      if (sizes == nullptr) cursor_.fail("one tuple as the argument of Size");
      return *sizes;
    }
    default:
      return ordered_dict(arguments);
  }
}

/// Python 3 calls OrderedDict() and sets the items afterwards, Python 2 hands over a list of pairs.
PickleContent PickleMachine::ordered_dict(PickleRef arguments) {
  const auto parts = graph_.tuple(arguments, 1);
  const auto* pairs = parts && parts->size() == 1 ? graph_.get_if<PickleList>(parts->front()) : nullptr;
  if (!parts || (!parts->empty() && pairs == nullptr))
    cursor_.fail("no argument of OrderedDict, or a list of pairs");
  if (pairs == nullptr) return PickleOrderedDict{};
  const PickleRef built = graph_.add(PickleOrderedDict{}, cursor_.at());
  const std::size_t most = most_shared_values(graph_.size());  // one list may be handed over many times
  for (std::uint32_t at = pairs->first; at != kNoPickleRef; at = graph_.item(at).next) {
    const PickleRef pair = graph_.item(at).value;
    const auto* items = graph_.is_dict(pair) ? nullptr : graph_.items_of(pair);
    const std::uint32_t key = items == nullptr ? kNoPickleRef : items->first;
    const std::uint32_t value = key == kNoPickleRef ? kNoPickleRef : graph_.item(key).next;
    if (value == kNoPickleRef || graph_.item(value).next != kNoPickleRef)
      cursor_.fail("pairs of a key and a value for OrderedDict");
    if (graph_.item_count() >= most) cursor_.fail("at most " + std::to_string(most) + " items of containers");
    graph_.append(built, graph_.item(value).value, graph_.item(key).value);
  }
  return graph_[built].content;
}

/// An OrderedDict's attributes are _metadata, which says nothing about weights: dropped.
void PickleMachine::build() {
  const PickleRef state = stack_.pop();
  if (graph_.get_if<PickleOrderedDict>(stack_.top()) == nullptr)
    cursor_.fail("an OrderedDict to give attributes to");
  if (!graph_.is_dict(state)) cursor_.fail("a dict of attributes");
}

}  // namespace io
