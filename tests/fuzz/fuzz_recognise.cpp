#include <set>

#include "core/nets/layouts/layout_chain.h"
#include "core/nets/recognise/recognise.h"
#include "tests/fuzz/reader_target.h"
#include "tests/fuzz/tensor_list.h"

namespace {

constexpr std::size_t kMostBytes = 4u << 20;  // of the arrays: a few copies stay below what is allowed
constexpr std::string_view kSecondFile = "\n---\n";

/// Counts the arrays of one net and checks their shapes.
std::size_t check_net(const nets::Recognised& model, const std::string& prefix,
                      const std::vector<nets::StageLayout>& stages) {
  for (const nets::StageLayout& stage : stages) {
    const io::NamedArray* weight = model.weights.find(prefix + stage.module + ".weight");
    if (weight == nullptr || weight->shape != stage.shape) tests::finding("a stage without its weight");
    if (stage.norm.empty()) continue;
    const io::NamedArray* variance = model.weights.find(prefix + stage.norm + ".running_var");
    if (variance == nullptr || variance->shape != std::vector<std::int64_t>{stage.features})
      tests::finding("a BatchNorm without its statistics");
  }
  const std::vector<std::string> names = nets::tensor_names(stages);
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size())
    tests::finding("two tensors of one name");
  return names.size();
}

/// What every model owes whoever builds its nets: a spec that passes its check, and exactly the arrays its
/// stages name.
void check_model(const nets::Recognised& model) {
  nets::check(model.spec);
  tests::check_arrays(model.weights);
  std::size_t expected = 0;
  if (model.has_generator) expected += check_net(model, "G.", nets::generator_stages(model.spec));
  if (model.has_ema) expected += check_net(model, "G_ema.", nets::generator_stages(model.spec));
  if (model.has_discriminator) expected += check_net(model, "D.", nets::discriminator_stages(model.spec));
  if (expected == 0 || model.weights.arrays.size() != expected) tests::finding("arrays that no stage names");
  if (model.words.find('\n') != std::string::npos) tests::finding("words of more than one line");
}

/// A chain that was recognised can be written and reads as the same.
void check_metadata(const nets::Recognised& model) {
  if (model.spec.layout != nets::kChainLayout) return;
  std::map<std::string, std::string> metadata;
  nets::write_chain(model.spec, metadata);
  nets::write_source_tensors(model.source, metadata);
  nets::LayoutSpec back = model.spec;
  back.generator.clear(), back.discriminator.clear(), back.classes = 0;
  nets::read_chain(metadata, tests::kStranger, back);
  if (!(back == model.spec)) tests::finding("a chain that does not survive writing");
  if (nets::read_source_tensors(metadata, model.weights, back, tests::kStranger) != model.source)
    tests::finding("names of a source that do not survive writing");
}

std::size_t bytes_of_arrays(const io::WeightsFile& file) {
  std::size_t bytes = 0;
  for (const io::NamedArray& array : file.arrays) bytes += array.bytes.size();
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find(kSecondFile);
  const io::WeightsFile file = tests::from_tensor_list(text.substr(0, cut), kMostBytes);
  io::WeightsFile second;
  if (cut != std::string_view::npos)
    second = tests::from_tensor_list(text.substr(cut + kSecondFile.size()), kMostBytes);
  tests::run_reader(bytes_of_arrays(file) + bytes_of_arrays(second), [&] {
    const nets::Recognised model = nets::recognise(file, tests::kStranger);
    tests::owed("a model that does not pass its check", [&] { check_model(model); });
    tests::owed("a chain that cannot be read again", [&] { check_metadata(model); });
    if (second.arrays.empty()) return;
    const nets::Recognised other = nets::recognise(second, tests::kStranger);
    const nets::Recognised both = nets::joined(model, other, tests::kStranger);
    tests::owed("a joined model that does not pass its check", [&] { check_model(both); });
  });
  return 0;
}
