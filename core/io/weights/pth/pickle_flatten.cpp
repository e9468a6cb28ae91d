#include "core/io/weights/pth/pickle_flatten.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>

#include "core/io/arrays/array_limits.h"
#include "core/io/resave_hints.h"
#include "core/io/weights/pth/pickle_limits.h"

namespace io {
namespace {

constexpr std::size_t kMaxListMetadata = 64;
constexpr std::size_t kMaxPickleMetadata = 4'096;
constexpr std::size_t kMaxMetadataText = 4'096;
constexpr std::size_t kMaxNameBytes = std::size_t{8} << 20;  // of all tensors and metadata together

/// As Python prints it: the shortest text that reads back as the same number.
std::string double_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 32> digits;
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general);
  std::string text(digits.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// A container that is being walked.
struct Frame {
  PickleRef container = kNoPickleRef;
  std::uint32_t next = kNoPickleRef;  // item
  std::size_t place = 0;              // of that item
  std::size_t name_size = 0;          // of the container's own name
  bool keyed = false;
};

class PickleWalk {
 public:
  PickleWalk(const Pickle& pickle, const PickleSource& source)
      : graph_(pickle.graph),
        root_(pickle.root),
        source_(source),
        most_visits_(most_shared_values(graph_.size())) {}

  FlatPickle run();

 private:
  [[noreturn]] void fail(PickleRef ref, const std::string& expected) const;
  void visit(PickleRef ref, bool keep_metadata);
  void enter(PickleRef ref, const PickleItems& items);
  void step();
  void append_key(PickleRef key);
  void add_tensor(PickleRef ref, std::uint32_t index);
  void add_metadata(PickleRef ref);
  std::optional<std::string> plain_text(PickleRef ref) const;
  void claim_name(PickleRef ref, const std::string& name);

  const PickleGraph& graph_;
  PickleRef root_;
  const PickleSource& source_;
  std::size_t most_visits_;
  std::vector<Frame> frames_;
  std::string name_;  // of the value that is being visited
  std::size_t visited_ = 0;
  std::size_t name_bytes_ = 0;
  std::unordered_set<std::string> names_;
  FlatPickle flat_;
};

FlatPickle PickleWalk::run() {
  visit(root_, true);
  while (!frames_.empty()) step();
  return std::move(flat_);
}

void PickleWalk::fail(PickleRef ref, const std::string& expected) const {
  refuse_weights(source_.where, source_.entry, source_.first + graph_[ref].at, expected, kResaveHint);
}

void PickleWalk::visit(PickleRef ref, bool keep_metadata) {
  if (++visited_ > most_visits_)
    fail(ref, "at most " + std::to_string(most_visits_) + " values, shared ones counted each time");
  if (const PickleItems* items = graph_.items_of(ref)) {
    enter(ref, *items);
  } else if (const auto* tensor = graph_.get_if<PickleTensorRef>(ref)) {
    add_tensor(ref, tensor->index);
  } else if (graph_.get_if<PickleStorageRef>(ref) != nullptr || graph_.get_if<PickleGlobal>(ref) != nullptr) {
    fail(ref, "tensors, numbers and texts, not a bare storage or a name");
  } else if (keep_metadata) {
    add_metadata(ref);
  }
}

void PickleWalk::enter(PickleRef ref, const PickleItems& items) {
  const auto on_path = [&](const Frame& frame) { return frame.container == ref; };
  if (std::any_of(frames_.begin(), frames_.end(), on_path)) fail(ref, "no container inside itself");
  if (frames_.size() == kMaxPickleDepth)
    fail(ref, "at most " + std::to_string(kMaxPickleDepth) + " containers inside one another");
  frames_.push_back({ref, items.first, 0, name_.size(), graph_.is_dict(ref)});
}

void PickleWalk::step() {
  Frame& frame = frames_.back();
  name_.resize(frame.name_size);
  if (frame.next == kNoPickleRef) {
    frames_.pop_back();
    return;
  }
  const PickleItem& item = graph_.item(frame.next);
  const std::size_t place = frame.place++;
  frame.next = item.next;
  if (!name_.empty()) name_ += '.';
  if (frame.keyed) {
    append_key(item.key);
  } else {
    name_ += std::to_string(place);
  }
  if (name_.size() > kMaxKeyBytes)
    fail(frame.keyed ? item.key : item.value, "names of at most " + std::to_string(kMaxKeyBytes) + " bytes");
  visit(item.value, frame.keyed || place < kMaxListMetadata);
}

void PickleWalk::append_key(PickleRef key) {
  if (const auto text = graph_.text(key)) {
    name_ += text->substr(0, kMaxKeyBytes + 1);
  } else if (const auto* number = graph_.get_if<std::int64_t>(key)) {
    name_ += std::to_string(*number);
  } else {
    fail(key, "text or a whole number as a dict's key");
  }
}

/// A name that occurs twice is refused: two readers of the file could take different tensors for it.
void PickleWalk::claim_name(PickleRef ref, const std::string& name) {
  name_bytes_ += name.size();
  if (name_bytes_ > kMaxNameBytes) fail(ref, "names and texts of at most 8 MiB in all");
  if (!names_.insert(name).second) fail(ref, "a name that nothing before it has");
}

void PickleWalk::add_tensor(PickleRef ref, std::uint32_t index) {
  if (flat_.tensors.size() == kMaxPickleTensors)
    fail(ref, "at most " + std::to_string(kMaxPickleTensors) + " tensors");
  const std::string name = frames_.empty() ? "tensor" : name_;
  claim_name(ref, name);
  const std::size_t around = frames_.empty() ? 0 : frames_.back().name_size;
  flat_.tensors.push_back({name, graph_.tensors[index], graph_[ref].at, around > 0 ? around + 1 : 0});
}

void PickleWalk::add_metadata(PickleRef ref) {
  if (frames_.empty()) fail(ref, "a dict of tensors");
  if (flat_.metadata.size() == kMaxPickleMetadata) return;
  std::optional<std::string> text = plain_text(ref);
  if (!text) return;
  claim_name(ref, name_);
  name_bytes_ += text->size();
  flat_.metadata.emplace(name_, *std::move(text));
}

std::optional<std::string> PickleWalk::plain_text(PickleRef ref) const {
  if (const auto text = graph_.text(ref)) {
    if (text->size() > kMaxMetadataText) return std::nullopt;
    return std::string(*text);
  }
  if (const auto* number = graph_.get_if<std::int64_t>(ref)) return std::to_string(*number);
  if (const auto* number = graph_.get_if<double>(ref)) return double_text(*number);
  if (const auto* flag = graph_.get_if<bool>(ref)) return *flag ? "True" : "False";
  return "None";
}

}  // namespace

FlatPickle flatten_pickle(const Pickle& pickle, const PickleSource& source) {
  return PickleWalk(pickle, source).run();
}

}  // namespace io
