#include <algorithm>
#include <cstring>

#include "core/nets/recognise/recognise_arrays.h"

namespace nets {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t number_start(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? 0 : dot + 1;
}

bool is_whole(const io::NamedArray& array) {
  std::size_t count = 1;
  for (const std::int64_t length : array.shape) {
    if (length < 1 || length > (1 << 24) || count > (std::size_t{1} << 28)) return false;
    count *= static_cast<std::size_t>(length);
  }
  return array.bytes.size() == count * io::item_size(array.type);
}

io::NamedArray transposed(const io::NamedArray& array) {
  io::NamedArray result{array.name, array.type, {array.shape[1], array.shape[0]}, {}};
  const std::size_t rows = static_cast<std::size_t>(array.shape[0]);
  const std::size_t columns = static_cast<std::size_t>(array.shape[1]), size = io::item_size(array.type);
  result.bytes.resize(array.bytes.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column)
      std::memcpy(result.bytes.data() + (column * rows + row) * size,
                  array.bytes.data() + (row * columns + column) * size, size);
  }
  return result;
}

/// Both spatial axes reversed: each kernel's numbers in reverse order.
io::NamedArray flipped(const io::NamedArray& array) {
  io::NamedArray result = array;
  const std::size_t area = static_cast<std::size_t>(array.shape[2] * array.shape[3]);
  const std::size_t size = io::item_size(array.type), count = array.bytes.size() / size;
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t place = index % area;
    std::memcpy(result.bytes.data() + (index - place + area - 1 - place) * size,
                array.bytes.data() + index * size, size);
  }
  return result;
}

io::NamedArray constant(std::string name, std::int64_t length, float value) {
  const std::vector<float> values(static_cast<std::size_t>(length), value);
  io::NamedArray array{std::move(name), io::DType::kF32, {length}, {}};
  array.bytes.resize(values.size() * sizeof(float));
  std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return array;
}

class NetConverter {
 public:
  NetConverter(const std::vector<const io::NamedArray*>& arrays, io::WeightsFile& out)
      : arrays_(arrays), out_(out) {
    const bool no_gains = std::none_of(arrays.begin(), arrays.end(),
                                       [](const io::NamedArray* array) { return array->shape.size() == 1; });
    implied_norms_ = no_gains && arrays.size() > 2;
  }

  void convert();

 private:
  void add_weight(std::size_t index);

  const std::vector<const io::NamedArray*>& arrays_;
  io::WeightsFile& out_;
  bool implied_norms_ = false;
};

/// In a generator all but the last weight have BatchNorm, in a discriminator all but the first and the last.
void NetConverter::add_weight(std::size_t index) {
  const io::NamedArray& array = *arrays_[index];
  const std::size_t number = number_start(array.name);
  const bool linear = array.shape.size() == 2;
  io::NamedArray weight = linear ? transposed(array) : flipped(array);
  weight.name.insert(number, "w");
  weight.name += ".weight";
  const std::vector<std::int64_t> shape = weight.shape;
  out_.arrays.push_back(std::move(weight));
  const bool is_generator = arrays_.front()->shape.size() == 2;
  if (!implied_norms_ || index + 1 == arrays_.size() || (index == 0 && !is_generator)) return;
  const std::int64_t features = linear || !is_generator ? shape[0] : shape[1];
  const std::string norm = array.name.substr(0, number) + "g" + array.name.substr(number);
  out_.arrays.push_back(constant(norm + ".weight", features, 1));
  out_.arrays.push_back(constant(norm + ".bias", features, 0));
}

void NetConverter::convert() {
  for (std::size_t index = 0; index < arrays_.size(); ++index) {
    const io::NamedArray& array = *arrays_[index];
    const std::size_t rank = array.shape.size();
    if (is_whole(array) && (rank == 2 || rank == 4)) {
      add_weight(index);
      continue;
    }
    const bool gain = rank == 1 && index + 1 < arrays_.size() && arrays_[index + 1]->shape == array.shape;
    std::string norm = array.name;
    norm.insert(number_start(norm), "g");
    out_.arrays.push_back(array);
    out_.arrays.back().name = norm + ".weight";
    if (!gain) continue;
    out_.arrays.push_back(*arrays_[++index]);
    out_.arrays.back().name = norm + ".bias";
  }
}

}  // namespace

bool is_authors_set(const io::WeightsFile& file) {
  return file.kind == io::WeightsKind::kNpySet && !file.arrays.empty() &&
         std::all_of(file.arrays.begin(), file.arrays.end(), [](const io::NamedArray& array) {
           return is_number(array.name.substr(number_start(array.name)));
         });
}

io::WeightsFile as_pytorch_arrays(const io::WeightsFile& authors) {
  io::WeightsFile file;
  file.kind = authors.kind;
  file.metadata = authors.metadata;
  file.metadata[kAuthorsKey] = "yes";
  std::vector<const io::NamedArray*> net;
  const auto group = [](const io::NamedArray& array) {
    return array.name.substr(0, number_start(array.name));
  };
  for (const io::NamedArray& array : authors.arrays) {
    if (!net.empty() && group(*net.front()) != group(array)) {
      NetConverter(net, file).convert();
      net.clear();
    }
    net.push_back(&array);
  }
  if (!net.empty()) NetConverter(net, file).convert();
  return file;
}

}  // namespace nets
