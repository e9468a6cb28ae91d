#include "core/io/weights/torch7/torch7_objects.h"

#include <charconv>
#include <optional>

#include "core/base/printable.h"
#include "core/io/arrays/array_limits.h"
#include "core/io/byte_reader.h"

namespace io {
namespace {

constexpr std::uint32_t kMaxObjects = 1'000'000;
constexpr int kMaxDepth = 64;
constexpr std::int32_t kMaxString = 1 << 20;
constexpr std::size_t kSmallestEntry = 12;  // bytes of a table's key and value: an empty string and nil

/// The type words of Torch7's files.
enum Type { kNil, kNumber, kString, kTable, kTorch, kBoolean, kFunction, kOldRecursive, kRecursive };

const char* const kHint =
    "give the binary file that torch.save(FILE, net:clearState()) writes, whole and not as ascii";

std::string long_hint(int long_bytes) {
  return long_bytes == 8 ? "a file written on a 32-bit machine has longs of 4 bytes: try --t7-long 4"
                         : "only files from 32-bit machines have longs of 4 bytes: try --t7-long 8";
}

std::string numbered(std::size_t index, std::string_view class_name = {}) {
  std::string entry = "object " + std::to_string(index);
  if (!class_name.empty()) entry += " (" + core::printable(class_name.substr(0, 80)) + ")";
  return entry;
}

/// Whatever is read while it lives is named `entry` in messages.
class EntryScope {
 public:
  EntryScope(ByteReader& reader, std::string entry)
      : reader_(reader), before_(reader.set_entry(std::move(entry))) {}

  ~EntryScope() { reader_.set_entry(std::move(before_)); }

  EntryScope(const EntryScope&) = delete;
  EntryScope& operator=(const EntryScope&) = delete;

 private:
  ByteReader& reader_;
  std::string before_;
};

class ObjectReader {
 public:
  ObjectReader(std::span<const std::byte> bytes, const std::string& where, int long_bytes)
      : reader_(bytes, where, "the file's object", kHint),
        file_bytes_(bytes.size()),
        long_bytes_(long_bytes) {}

  Torch7Objects read() {
    result_.root = value(0);
    if (reader_.left() != 0) reader_.fail("the end of the file after its one object");
    return std::move(result_);
  }

 private:
  Torch7Value value(int depth);
  Torch7Value indexed(std::int32_t type, std::uint64_t at, int depth);
  void check_reference(const Torch7Object& object, std::int32_t type, std::uint64_t at) const;
  void table(Torch7Object& self, int depth);
  void function(int depth);
  void torch_object(Torch7Object& self, std::size_t index, int depth);
  void module(Torch7Object& self, std::string_view class_name, int version, int depth);
  void tensor(Torch7Object& self, const Torch7Element& element, int depth);
  void check_storage(const Torch7Tensor& tensor, const Torch7Value& storage, std::uint64_t at) const;
  std::string_view string(const char* what);
  bool boolean();

  ByteReader reader_;
  std::uint64_t file_bytes_;
  int long_bytes_;
  std::uint32_t values_ = 0;
  std::size_t tensors_ = 0;
  Torch7Objects result_;
};

Torch7Value ObjectReader::value(int depth) {
  const std::uint64_t at = reader_.offset();
  if (depth > kMaxDepth) reader_.fail("at most " + std::to_string(kMaxDepth) + " objects inside one another");
  if (++values_ > kMaxObjects) reader_.fail("at most " + std::to_string(kMaxObjects) + " objects");
  const std::int32_t type = reader_.i32("an object's type");
  switch (type) {
    case kNil:
      return {};
    case kNumber:
      return reader_.f64("a number");
    case kString:
      return string("a string");
    case kBoolean:
      return boolean();
    case kFunction:  // the one function without an index
      function(depth);
      return {};
    case kTable:
    case kTorch:
    case kOldRecursive:
    case kRecursive:
      return indexed(type, at, depth);
    default:
      reader_.fail_at(at, "an object's type, 0 to 8, found " + std::to_string(type));
  }
}

/// Writers number objects in the order in which they begin, so an index is a known object's or the next one.
Torch7Value ObjectReader::indexed(std::int32_t type, std::uint64_t at, int depth) {
  const std::size_t known = result_.objects.size();
  const std::uint64_t index_at = reader_.offset();
  const std::int32_t index = reader_.i32("an object's index");
  if (index < 1 || static_cast<std::size_t>(index) > known + 1) {
    reader_.fail_at(index_at, "the index of one of the " + std::to_string(known) +
                                  " objects so far or of the next one, found " + std::to_string(index));
  }
  const Torch7Ref ref{static_cast<std::uint32_t>(index - 1)};
  if (ref.id < known) {
    check_reference(result_.objects[ref.id], type, index_at);
    return ref;
  }
  Torch7Object& self = result_.objects.emplace_back();
  self.at = at;
  const EntryScope scope(reader_, numbered(known + 1));
  if (type == kTable) {
    table(self, depth);
  } else if (type == kTorch) {
    torch_object(self, known + 1, depth);
  } else {
    self.body = Torch7Function{};
    function(depth);
  }
  return ref;
}

void ObjectReader::check_reference(const Torch7Object& object, std::int32_t type, std::uint64_t at) const {
  const bool is_table = std::holds_alternative<Torch7Table>(object.body);
  const bool is_function = std::holds_alternative<Torch7Function>(object.body);
  if (std::holds_alternative<std::monostate>(object.body))
    reader_.fail_at(at, "a finished object, found a tensor that refers to itself");
  const bool fits = type == kTable ? is_table : type == kTorch ? !is_table && !is_function : is_function;
  if (!fits) reader_.fail_at(at, "the index of an object of type " + std::to_string(type));
}

void ObjectReader::table(Torch7Object& self, int depth) {
  auto& entries = self.body.emplace<Torch7Table>().entries;
  const std::uint64_t at = reader_.offset();
  const std::int32_t count = reader_.i32("a number of entries");
  const std::size_t most = reader_.left() / kSmallestEntry;
  if (count < 0 || static_cast<std::size_t>(count) > most) {
    reader_.fail_at(at, "at most " + std::to_string(most) +
                            " entries, for which bytes are left in the file, found " + std::to_string(count));
  }
  for (std::int32_t i = 0; i < count; ++i) {
    const std::uint64_t key_at = reader_.offset();
    Torch7Value key = value(depth + 1);
    if (std::holds_alternative<std::monostate>(key)) reader_.fail_at(key_at, "a key that is not nil");
    entries.emplace_back(std::move(key), value(depth + 1));
  }
}

/// The bytecode is never looked at. The upvalues are read because later objects may refer to them.
void ObjectReader::function(int depth) {
  const std::uint64_t at = reader_.offset();
  const std::int32_t size = reader_.i32("a function's size");
  if (size < 0) reader_.fail_at(at, "a function's size of at least 0, found " + std::to_string(size));
  reader_.skip(static_cast<std::uint64_t>(size), "a function");
  value(depth + 1);
}

void ObjectReader::torch_object(Torch7Object& self, std::size_t index, int depth) {
  const std::uint64_t at = reader_.offset();
  std::string_view class_name = string("a class version");
  int version = 0;
  if (class_name.starts_with("V ")) {
    const char* end = class_name.data() + class_name.size();
    const auto [stop, error] = std::from_chars(class_name.data() + 2, end, version);
    if (error != std::errc{} || stop != end || version < 0) reader_.fail_at(at, "\"V \" and a whole number");
    class_name = string("a class name");
  }
  reader_.set_entry(numbered(index, class_name));
  if (class_name.starts_with("nn.") || class_name.starts_with("cudnn."))
    return module(self, class_name, version, depth);
  const std::optional<Torch7Class> found = find_torch7_class(class_name, long_bytes_);
  if (!found) reader_.fail_at(at, "a class of nn or cudnn, a tensor or a storage");
  if (found->is_storage) {
    const std::string hint = reader_.set_hint(long_hint(long_bytes_));
    self.body = read_torch7_storage(reader_, found->element, long_bytes_);
    reader_.set_hint(hint);
  } else {
    tensor(self, found->element, depth);
  }
}

void ObjectReader::module(Torch7Object& self, std::string_view class_name, int version, int depth) {
  const std::uint64_t at = reader_.offset();
  const Torch7Ref next{static_cast<std::uint32_t>(result_.objects.size())};
  self.body = Torch7Module{class_name, version, next};
  const Torch7Value fields = value(depth + 1);
  const auto* ref = std::get_if<Torch7Ref>(&fields);
  // A writer makes this table anew for every module; shared, it could be searched any number of times.
  if (ref == nullptr || ref->id != next.id || result_.as<Torch7Table>(fields) == nullptr)
    reader_.fail_at(at, "a table of the module's fields");
}

void ObjectReader::tensor(Torch7Object& self, const Torch7Element& element, int depth) {
  if (++tensors_ > kMaxTensors) reader_.fail("at most " + std::to_string(kMaxTensors) + " tensors");
  const std::string hint = reader_.set_hint(long_hint(long_bytes_));
  auto tensor =
      std::make_unique<Torch7Tensor>(read_torch7_tensor(reader_, element, long_bytes_, file_bytes_));
  const std::uint64_t at = reader_.offset();
  const Torch7Value storage = value(depth + 1);
  check_storage(*tensor, storage, at);
  if (const auto* ref = std::get_if<Torch7Ref>(&storage)) tensor->storage = *ref;
  self.body = std::move(tensor);
  reader_.set_hint(hint);
}

void ObjectReader::check_storage(const Torch7Tensor& tensor, const Torch7Value& value,
                                 std::uint64_t at) const {
  const auto* storage = result_.as<Torch7Storage>(value);
  const std::string name = "torch." + std::string(tensor.element.name) + "Storage";
  if (storage == nullptr) {
    if (!std::holds_alternative<std::monostate>(value)) reader_.fail_at(at, "a " + name + " or nil");
    if (tensor.count() != 0) reader_.fail_at(at, "a " + name + ", since the tensor is not empty");
    return;
  }
  if (storage->element.name != tensor.element.name) reader_.fail_at(at, "a " + name);
  const std::uint64_t needed = *tensor.end();
  if (needed > storage->bytes.size() / item_size(storage->element.type))
    reader_.fail_at(at, "a storage of at least " + std::to_string(needed) + " elements");
}

std::string_view ObjectReader::string(const char* what) {
  const std::uint64_t at = reader_.offset();
  const std::int32_t size = reader_.i32(what);
  if (size < 0 || size > kMaxString) {
    reader_.fail_at(at, std::string(what) + " of at most " + std::to_string(kMaxString) + " bytes, found " +
                            std::to_string(size));
  }
  const auto bytes = reader_.take(static_cast<std::uint64_t>(size), what);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool ObjectReader::boolean() {
  const std::uint64_t at = reader_.offset();
  const std::int32_t truth = reader_.i32("a boolean");
  if (truth != 0 && truth != 1) reader_.fail_at(at, "a boolean, 0 or 1");
  return truth == 1;
}

}  // namespace

std::string Torch7Objects::entry(Torch7Ref ref) const {
  const auto* module = std::get_if<Torch7Module>(&objects[ref.id].body);
  return numbered(ref.id + std::size_t{1}, module == nullptr ? std::string_view() : module->class_name);
}

Torch7Objects read_torch7_objects(std::span<const std::byte> bytes, const std::string& where,
                                  int long_bytes) {
  return ObjectReader(bytes, where, long_bytes).read();
}

}  // namespace io
