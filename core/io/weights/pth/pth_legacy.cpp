#include "core/io/weights/pth/pth_legacy.h"

#include <unordered_map>
#include <utility>

#include "core/io/byte_reader.h"
#include "core/io/resave_hints.h"
#include "core/io/weights/pth/pickle_flatten.h"
#include "core/io/weights/pth/pth.h"
#include "core/io/weights/pth/pth_arrays.h"

namespace io {
namespace {

constexpr std::size_t kMagicBytes = 15;  // checked as literal bytes: a LONG1 of ten bytes is no number here
constexpr std::int64_t kProtocol = 1001;

/// The pickles of the file, one behind the other.
class PickleSequence {
 public:
  PickleSequence(std::span<const std::byte> file, std::string where, std::size_t at)
      : file_(file), where_(std::move(where)), at_(at) {}

  Pickle next(const std::string& entry, PersistentIds ids) {
    source_ = {file_.subspan(at_), where_, entry, at_, ids};
    Pickle pickle = read_pickle(source_);
    at_ += pickle.size;
    return pickle;
  }

  const PickleSource& source() const { return source_; }  // of the last

  std::size_t at() const { return at_; }

  [[noreturn]] void fail(const std::string& expected) const {
    refuse_weights(where_, source_.entry, source_.first, expected, kResaveHint);
  }

 private:
  std::span<const std::byte> file_;
  std::string where_;
  std::size_t at_ = 0;
  PickleSource source_;
};

void read_protocol(PickleSequence& pickles) {
  const Pickle pickle = pickles.next("pickle 2 (protocol)", PersistentIds::kNone);
  const auto* protocol = pickle.graph.get_if<std::int64_t>(pickle.root);
  if (protocol == nullptr || *protocol != kProtocol) pickles.fail("the protocol 1001");
}

/// The writer's sizes: of them only the byte order matters, raw elements have their types' own sizes.
void read_system(PickleSequence& pickles) {
  const Pickle pickle = pickles.next("pickle 3 (system)", PersistentIds::kNone);
  if (!pickle.graph.is_dict(pickle.root)) pickles.fail("a dict that describes the writer");
  std::size_t found = 0;
  const PickleItems* items = pickle.graph.items_of(pickle.root);
  for (std::uint32_t at = items->first; at != kNoPickleRef; at = pickle.graph.item(at).next) {
    const PickleItem& item = pickle.graph.item(at);
    if (pickle.graph.text(item.key) != "little_endian") continue;
    const auto* little = pickle.graph.get_if<bool>(item.value);
    if (little == nullptr || !*little) pickles.fail("little_endian to be True");
    ++found;
  }
  if (found != 1) pickles.fail("little_endian to be said once");
}

/// The storages' places among the declared ones, in the order of their raw data: each of them once.
std::vector<std::size_t> read_keys(PickleSequence& pickles, const std::vector<PickleStorage>& declared) {
  const Pickle pickle = pickles.next("pickle 5 (storage keys)", PersistentIds::kNone);
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < declared.size(); ++i) places.emplace(declared[i].key, i);
  const auto* list = pickle.graph.get_if<PickleList>(pickle.root);
  if (list == nullptr) pickles.fail("a list of storage keys");
  std::vector<std::size_t> order;
  for (std::uint32_t at = list->first; at != kNoPickleRef; at = pickle.graph.item(at).next) {
    const auto key = pickle.graph.text(pickle.graph.item(at).value);
    const auto place = key ? places.find(*key) : places.end();
    if (place == places.end()) pickles.fail("each key to name a storage of the object, and only once");
    order.push_back(place->second);
    places.erase(place);
  }
  if (!places.empty()) pickles.fail("the key of every storage of the object");
  return order;
}

void read_storages(std::span<const std::byte> file, std::size_t at, const std::vector<std::size_t>& order,
                   PthStorages& storages) {
  storages.bytes.resize(storages.declared.size());
  ByteReader reader(file.subspan(at), storages.where, "raw storages", kDamagedHint, at);
  for (const std::size_t place : order) {
    const PickleStorage& declared = storages.declared[place];
    const std::uint64_t count_at = reader.offset();
    const std::int64_t count = reader.i64("a storage's element count");
    if (count < 0 || static_cast<std::uint64_t>(count) != declared.count) {
      reader.fail_at(count_at, "a count of " + std::to_string(declared.count) +
                                   ", as the object declares, it is " + std::to_string(count));
    }
    storages.bytes[place] = reader.take(declared.count * item_size(declared.type), "a storage");
  }
  if (reader.left() > 0)
    reader.fail("the end of the file behind the last storage, " + std::to_string(reader.left()) +
                " bytes are left");
}

}  // namespace

WeightsFile parse_pth_legacy(std::span<const std::byte> file, const std::string& where) {
  if (!begins_as_legacy_pth(file))
    refuse_weights(where, "pickle 1 (magic)", 0, "the magic number of PyTorch before 1.6", kResaveHint);
  PickleSequence pickles(file, where, kMagicBytes);
  read_protocol(pickles);
  read_system(pickles);

  PthStorages storages;
  storages.where = where;
  storages.file_bytes = file.size();
  FlatPickle flat;
  {
    Pickle object = pickles.next("pickle 4 (object)", PersistentIds::kLegacy);
    storages.entry = pickles.source().entry;
    storages.first = pickles.source().first;
    storages.declared = std::move(object.graph.storages);
    flat = flatten_pickle(object, pickles.source());
  }  // the graph goes before the arrays come: peak memory
  const std::vector<std::size_t> order = read_keys(pickles, storages.declared);
  read_storages(file, pickles.at(), order, storages);
  WeightsFile weights;
  weights.kind = WeightsKind::kPthLegacy;
  weights.metadata = std::move(flat.metadata);
  weights.arrays = materialize_tensors(std::move(flat.tensors), storages);
  return weights;
}

}  // namespace io
