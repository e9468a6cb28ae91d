#include "core/engine/convert/convert_model.h"

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/ending.h"
#include "core/base/error.h"
#include "core/engine/convert/chain_loss.h"
#include "core/engine/convert/convert_notes.h"
#include "core/engine/convert/hugging_face_model.h"
#include "core/engine/convert/npy_sets.h"
#include "core/engine/convert/onnx_generator.h"
#include "core/engine/convert/portable_weights.h"
#include "core/engine/nets/device.h"
#include "core/engine/nets/tensors.h"
#include "core/io/weights/hugging_face/hugging_face.h"
#include "core/io/weights/npy/npy_writer.h"
#include "core/io/weights/onnx/onnx_writer.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/tasks/work.h"

namespace engine {
namespace {

using Nets = core::ConvertNets;

const char* net_words(Nets nets) {
  switch (nets) {
    case Nets::kAll:
      return "all nets";
    case Nets::kGenerator:
      return "the generator";
    case Nets::kDiscriminator:
      break;
  }
  return "the discriminator";
}

/// One net, for formats that hold one: what was asked for, else the generator where there is one.
Nets one_net(const core::ConvertRequest& request, const PortableWeights& model) {
  const Nets wanted = request.nets.value_or(model.has_generator() ? Nets::kGenerator : Nets::kDiscriminator);
  if (wanted == Nets::kAll)
    throw core::UsageError("this format is written one net at a time", request.out.string(),
                           "--net generator or --net discriminator");
  return wanted;
}

core::ConvertResult write_pth(const core::ConvertRequest& request, const PortableWeights& model) {
  const Nets nets = one_net(request, model);
  const io::WeightsFile weights = model.module_order(nets);
  const std::string loss = chain_loss(model, nets, weights, request.out.string());
  io::write_pth(weights, request.out);
  return {request.out, "PyTorch .pth", net_words(nets) + loss};
}

core::ConvertResult write_onnx(const core::ConvertRequest& request, const PortableWeights& model) {
  if (one_net(request, model) != Nets::kGenerator)
    throw core::UsageError("only a generator is written as ONNX", request.out.string(), "write D as .pth");
  io::write_onnx(onnx_generator(model.nets().best(), request.out.stem().string(), model.metadata()),
                 request.out);
  return {request.out, "ONNX", "the generator, BatchNorm folded"};
}

core::ConvertResult write_npy(const core::ConvertRequest& request, const PortableWeights& model) {
  const Nets nets = request.nets.value_or(Nets::kAll);
  if (const auto sets = authors_sets(model, nets)) {
    io::write_npy_folder(sets->weights, request.out, sets->order);
    return {request.out, "numbered .npy set",
            std::string(net_words(nets)) + " in the authors' order; they keep no BatchNorm statistics"};
  }
  io::WeightsFile weights = model.selected(nets, false);
  weights.kind = io::WeightsKind::kNpySet;
  std::sort(
      weights.arrays.begin(), weights.arrays.end(),
      [](const io::NamedArray& a, const io::NamedArray& b) { return a.name < b.name; });  // as files are
  const std::string loss = chain_loss(model, nets, weights, request.out.string());
  io::write_npy_folder(weights, request.out);
  return {request.out, ".npy files", std::string(net_words(nets)) + ", one file a tensor" + loss};
}

core::ConvertResult write_safetensors(const core::ConvertRequest& request, const PortableWeights& model) {
  const Nets nets = request.nets.value_or(Nets::kAll);
  io::write_safetensors(model.selected(nets), request.out);
  return {request.out, "safetensors", net_words(nets)};
}

core::ConvertResult write_hugging_face(const core::ConvertRequest& request, const PortableWeights& model) {
  if (!model.has_generator() || request.nets == Nets::kDiscriminator)
    throw core::UsageError("a Hugging Face folder needs a generator", request.out.string(),
                           "write D as .pth or safetensors");
  const Nets nets = request.nets.value_or(Nets::kAll);
  io::write_hugging_face_folder(request.out, hugging_face_model(model, nets));
  return {request.out, "Hugging Face folder", net_words(nets)};
}

core::ConvertResult written(const std::string& ending, const core::ConvertRequest& request,
                            const PortableWeights& model) {
  if (ending == ".pth" || ending == ".pt") return write_pth(request, model);
  if (ending == ".onnx") return write_onnx(request, model);
  if (ending == ".npy") return write_npy(request, model);
  return ending.empty() ? write_hugging_face(request, model) : write_safetensors(request, model);
}

}  // namespace

core::ConvertResult convert_model(const core::ConvertRequest& request, const at::Device& device,
                                  const core::Progress& progress) {
  return translated("cannot convert the model", [&] {
    const std::string ending = core::ending_of(request.out);
    const bool folder = ending.empty() || ending == ".npy";
    constexpr std::array<const char*, 4> kFiles{".safetensors", ".pth", ".pt", ".onnx"};
    if (!folder && std::find(kFiles.begin(), kFiles.end(), ending) == kFiles.end())
      throw core::UsageError("no format ends in this", request.out.string(),
                             ".safetensors, .pth, .onnx, FOLDER.npy, or a folder for Hugging Face");
    core::check_keeps_source(request);
    const PortableWeights model = PortableWeights::open(
        request.source, {request.half, ending == ".onnx", request.statistics}, device, progress);
    core::ConvertResult result = written(ending, request, model);
    result.notes = conversion_notes(model, request, ending);
    return result;
  });
}

}  // namespace engine

namespace tasks {

core::ConvertResult perform(const Work<core::ConvertRequest>& work) {
  return engine::convert_model(work.request, engine::parse_device(work.device), work.progress);
}

}  // namespace tasks
