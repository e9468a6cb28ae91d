#include "core/io/weights/pth/pickle_stack.h"

#include "core/io/weights/pth/pickle_limits.h"

namespace io {

std::size_t PickleStack::reachable() const {
  return values_.size() - (marks_.empty() ? 0 : marks_.back());
}

void PickleStack::push(PickleRef value) {
  if (values_.size() + marks_.size() >= kMaxPickleStack)
    cursor_.fail("a stack of at most " + std::to_string(kMaxPickleStack));
  values_.push_back(value);
}

PickleRef PickleStack::pop() {
  const PickleRef value = top();
  values_.pop_back();
  return value;
}

PickleRef PickleStack::top() const {
  if (reachable() == 0) cursor_.fail("a value on the stack");
  return values_.back();
}

void PickleStack::mark() {
  if (values_.size() + marks_.size() >= kMaxPickleStack)
    cursor_.fail("a stack of at most " + std::to_string(kMaxPickleStack));
  marks_.push_back(values_.size());
}

std::vector<PickleRef> PickleStack::pop_to_mark() {
  if (marks_.empty()) cursor_.fail("a MARK on the stack");
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  std::vector<PickleRef> values(first, values_.end());
  values_.erase(first, values_.end());
  marks_.pop_back();
  return values;
}

void PickleStack::put(std::uint32_t index) {
  const PickleRef value = top();
  memo_[index] = value;
  ++puts_;
  if (memo_.size() > kMaxPickleMemo)
    cursor_.fail("a memo of at most " + std::to_string(kMaxPickleMemo) + " entries");
}

void PickleStack::get(std::uint32_t index) {
  const auto found = memo_.find(index);
  if (found == memo_.end()) cursor_.fail("a memo entry that was put before");
  ++gets_;
  if (gets_ > kMaxPickleGetsPerPut * puts_)
    cursor_.fail("at most " + std::to_string(kMaxPickleGetsPerPut) + " GETs for each PUT");
  push(found->second);
}

}  // namespace io
