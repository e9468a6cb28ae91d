#include "tests/ui/window/model_files.h"

#include <functional>
#include <span>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/io/weights/npy/npy_writer.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/io/zip/zip_writer.h"
#include "core/latent/random.h"
#include "tests/io/weights/pth/pickle_bytes.h"

namespace test {
namespace {

namespace fs = std::filesystem;

constexpr int kNz = 100;

io::NamedArray tensor(const std::string& name, std::vector<std::int64_t> shape,
                      const std::function<float()>& value) {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& one : values) one = value();
  const auto bytes = std::as_bytes(std::span(values));
  return {name, io::DType::kF32, std::move(shape), {bytes.begin(), bytes.end()}};
}

/// A net's tensors in the order of its modules.
class Net {
 public:
  Net& weight(const std::string& module, std::vector<std::int64_t> shape) {
    file_.arrays.push_back(tensor(module + ".weight", std::move(shape),
                                  [&] { return static_cast<float>(random_.uniform() - 0.5) * 0.1f; }));
    return *this;
  }

  Net& norm(const std::string& module, std::int64_t features) {
    for (const auto& [part, value] :
         {std::pair{".weight", 1.f}, {".bias", 0.f}, {".running_mean", 0.f}, {".running_var", 1.f}})
      file_.arrays.push_back(tensor(module + part, {features}, [value = value] { return value; }));
    return *this;
  }

  const io::WeightsFile& file() const { return file_; }

 private:
  core::CounterRandom random_{1, 2};
  io::WeightsFile file_;
};

io::WeightsFile residual_classifier() {
  return Net()
      .weight("conv1", {8, 3, 7, 7})
      .norm("bn1", 8)
      .weight("layer1.0.conv1", {8, 8, 3, 3})
      .norm("layer1.0.bn1", 8)
      .weight("layer1.0.conv2", {8, 8, 3, 3})
      .norm("layer1.0.bn2", 8)
      .weight("fc", {10, 8})
      .file();
}

io::WeightsFile perceptron() {
  return Net().weight("net.0", {128, 784}).weight("net.2", {64, 128}).weight("net.4", {10, 64}).file();
}

void write_archive(const fs::path& file, const std::vector<std::pair<std::string, std::string>>& entries) {
  io::ZipWriter zip;
  for (const auto& [name, text] : entries) zip.add(name, std::as_bytes(std::span(text)));
  core::write_file_atomically(file, zip.finish());
}

/// torch.save(net, file): the class is named, its attributes follow.
std::string pickled_module() {
  return tests::pickle(
      tests::global("my_gan.models", "Generator") + ")\x81" +
      tests::dict({tests::text("training"), tests::kFalse, tests::text("_modules"), tests::ordered_dict()}) +
      "b");
}

/// numpy.savez(file, images = 16 pictures)
void write_pictures(const fs::path& file) {
  const io::NamedArray images{
      "images", io::DType::kU8, {16, 64, 64, 3}, std::vector<std::byte>(16 * 64 * 64 * 3)};
  io::ZipWriter zip;
  zip.add("images.npy", io::serialize_npy(images));
  core::write_file_atomically(file, zip.finish());
}

}  // namespace

io::WeightsFile classic_generator(int ngf) {
  Net net;
  net.weight("G.main.0", {kNz, ngf * 8, 4, 4}).norm("G.main.1", ngf * 8);
  for (int i = 1; i < 4; ++i)
    net.weight("G.main." + std::to_string(3 * i), {ngf * 16 >> i, ngf * 8 >> i, 4, 4})
        .norm("G.main." + std::to_string(3 * i + 1), ngf * 8 >> i);
  return net.weight("G.main.12", {ngf, 3, 4, 4}).file();
}

io::WeightsFile classic_discriminator(int ndf, int channels) {
  Net net;
  net.weight("D.main.0", {ndf, channels, 4, 4});
  for (int i = 1; i < 4; ++i)
    net.weight("D.main." + std::to_string(3 * i - 1), {ndf << i, ndf << (i - 1), 4, 4})
        .norm("D.main." + std::to_string(3 * i), ndf << i);
  return net.weight("D.main.11", {1, ndf * 8, 4, 4}).file();
}

io::WeightsFile joined(io::WeightsFile a, const io::WeightsFile& b) {
  a.arrays.insert(a.arrays.end(), b.arrays.begin(), b.arrays.end());
  return a;
}

std::vector<fs::path> well_formed_strangers(const fs::path& folder) {
  io::write_safetensors(residual_classifier(), folder / "resnet.safetensors");
  io::write_pth(residual_classifier(), folder / "resnet.pth");
  io::write_pth(perceptron(), folder / "mlp.pth");
  write_archive(folder / "script.pt", {{"net/data.pkl", tests::pickle(tests::kNone)},
                                       {"net/code/__torch__.py", "class Net(Module):\n"},
                                       {"net/constants.pkl", tests::pickle(tests::kEmptyTuple)},
                                       {"net/version", "3\n"}});
  write_archive(
      folder / "module.pth",
      {{"module/data.pkl", pickled_module()}, {"module/byteorder", "little"}, {"module/version", "3\n"}});
  io::write_safetensors(classic_discriminator(4, 1), folder / "grey-d.safetensors");
  write_pictures(folder / "images.npz");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  return files;
}

}  // namespace test
