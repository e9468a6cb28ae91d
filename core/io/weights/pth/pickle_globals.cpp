#include "core/io/weights/pth/pickle_globals.h"

#include <array>

#include "core/io/resave_hints.h"

namespace io {
namespace {

struct KnownGlobal {
  std::string_view module;
  std::string_view name;
  PickleGlobal global;
};

constexpr KnownGlobal storage(std::string_view name, DType type) {
  return {"torch", name, {PickleGlobalKind::kStorage, type}};
}

constexpr std::array kWhitelist = {
    KnownGlobal{"collections", "OrderedDict", {PickleGlobalKind::kOrderedDict}},
    KnownGlobal{"torch._utils", "_rebuild_tensor_v2", {PickleGlobalKind::kRebuildTensor}},
    KnownGlobal{"torch._utils", "_rebuild_parameter", {PickleGlobalKind::kRebuildParameter}},
    KnownGlobal{"torch", "Size", {PickleGlobalKind::kSize}},
    storage("FloatStorage", DType::kF32),
    storage("HalfStorage", DType::kF16),
    storage("BFloat16Storage", DType::kBF16),
    storage("DoubleStorage", DType::kF64),
    storage("LongStorage", DType::kI64),
    storage("IntStorage", DType::kI32),
    storage("ShortStorage", DType::kI16),
    storage("CharStorage", DType::kI8),
    storage("ByteStorage", DType::kU8),
    storage("BoolStorage", DType::kBool),
};

constexpr const char* kConvertHint = "convert it in Python before saving: tensor.float()";
constexpr const char* kPlainHint =
    "save only tensors, numbers and texts in Python: torch.save(net.state_dict(), \"model.pth\")";
constexpr const char* kAttributesHint =
    "save plain tensors in Python: torch.save({k: v.detach().clone() for k, v in "
    "net.state_dict().items()}, \"model.pth\")";

struct KnownForeigner {
  std::string_view module;
  std::string_view name;  // empty: any name of the module and of those below it
  const char* what;
  const char* hint;
};

/// The first line that fits is the answer.
constexpr std::array kForeigners = {
    KnownForeigner{"torch._utils", "_rebuild_qtensor", "a quantised tensor",
                   "convert it in Python before saving: tensor.dequantize()"},
    KnownForeigner{"torch._utils", "_rebuild_sparse_tensor", "a sparse tensor",
                   "convert it in Python before saving: tensor.to_dense()"},
    KnownForeigner{"torch._utils", "_rebuild_sparse_csr_tensor", "a sparse tensor",
                   "convert it in Python before saving: tensor.to_dense()"},
    KnownForeigner{"torch.serialization", "_get_layout", "a sparse tensor",
                   "convert it in Python before saving: tensor.to_dense()"},
    KnownForeigner{"torch._utils", "_rebuild_nested_tensor", "a nested tensor", kResaveHint},
    KnownForeigner{"torch._utils", "_rebuild_meta_tensor_no_storage", "a meta tensor, which has no data",
                   "save the net after its weights were put on a real device"},
    KnownForeigner{"torch._utils", "_rebuild_tensor_v3", "a tensor of a type that no layout here uses",
                   kConvertHint},
    KnownForeigner{"torch._utils", "_rebuild_tensor", "a tensor as PyTorch 0.3 and older wrote it",
                   kResaveHint},
    KnownForeigner{"torch._utils", "_rebuild_parameter_with_state", "a parameter with attributes of its own",
                   kAttributesHint},
    KnownForeigner{"torch._tensor", "_rebuild_from_type_v2",
                   "a tensor with attributes or of a class of its own", kAttributesHint},
    KnownForeigner{"torch._utils", "", "another kind of tensor", kResaveHint},
    KnownForeigner{"torch", "ComplexFloatStorage", "a complex tensor", kResaveHint},
    KnownForeigner{"torch", "ComplexDoubleStorage", "a complex tensor", kResaveHint},
    KnownForeigner{"torch", "QInt8Storage", "a quantised tensor",
                   "convert it in Python before saving: tensor.dequantize()"},
    KnownForeigner{"torch", "QUInt8Storage", "a quantised tensor",
                   "convert it in Python before saving: tensor.dequantize()"},
    KnownForeigner{"torch", "QInt32Storage", "a quantised tensor",
                   "convert it in Python before saving: tensor.dequantize()"},
    KnownForeigner{"torch.storage", "UntypedStorage", "a storage without a type", kConvertHint},
    KnownForeigner{"torch.jit", "", "a part of a TorchScript program", kResaveHint},
    KnownForeigner{"torch.nn", "", "a whole pickled nn.Module, which is code and not only weights",
                   kResaveHint},
    KnownForeigner{"__main__", "", "an object of a script's own class, perhaps a whole pickled nn.Module",
                   kResaveHint},
    KnownForeigner{"collections", "", "a container other than dict, OrderedDict, list and tuple", kPlainHint},
    KnownForeigner{"__builtin__", "set", "a set", kPlainHint},
    KnownForeigner{"_codecs", "encode", "raw bytes", kPlainHint},
    KnownForeigner{"numpy", "", "a numpy object",
                   "save numbers as Python's own, float(x), and arrays as tensors"},
    KnownForeigner{"argparse", "", "the options of a training script",
                   "save only the weights in Python: torch.save(checkpoint[\"state_dict\"], \"model.pth\")"},
    KnownForeigner{"torch", "", "another object of PyTorch", kPlainHint},
};

bool fits(const KnownForeigner& known, std::string_view module, std::string_view name) {
  if (!known.name.empty()) return module == known.module && name == known.name;
  return module.starts_with(known.module) &&
         (module.size() == known.module.size() || module[known.module.size()] == '.');
}

}  // namespace

std::optional<PickleGlobal> find_pickle_global(std::string_view module, std::string_view name) {
  for (const KnownGlobal& known : kWhitelist) {
    if (known.module == module && known.name == name) return known.global;
  }
  return std::nullopt;
}

ForeignGlobal describe_foreign_global(std::string_view module, std::string_view name) {
  for (const KnownForeigner& known : kForeigners) {
    if (fits(known, module, name)) return {known.what, known.hint};
  }
  return {"a name that no weights file needs: it could run code", kResaveHint};
}

}  // namespace io
