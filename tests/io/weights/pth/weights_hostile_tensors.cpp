#include "tests/io/weights/pth/weights_hostile_case.h"

namespace tests {
namespace {

constexpr std::int64_t kMax = INT64_MAX;

void add_tensor(HostileCases& cases, const std::string& name, const TensorCall& tensor,
                const std::string& expected) {
  add_both(
      cases, 7, name, [&](PthForm form) { return pth_with_tensor(form, tensor); }, expected);
}

void add_numbers(HostileCases& cases) {
  add_tensor(cases, "negative size", {.sizes = integers({-2, 3})}, "a size that is not negative, it is -2");
  add_tensor(cases, "two negative sizes", {.sizes = integers({-2, -3})}, "a size that is not negative");
  add_tensor(cases, "negative stride", {.strides = integers({-3, 1})},
             "a stride that is not negative, it is -3");
  add_tensor(cases, "negative offset", {.offset = integer(-1)}, "a tensor's offset that is not negative");
  add_tensor(cases, "size with a point", {.sizes = tuple({real(2), real(3)})},
             "a size that is a whole number");
  add_tensor(cases, "size that is True", {.sizes = tuple({kTrue, kTrue})}, "a size that is a whole number");
  add_tensor(cases, "stride that is text", {.strides = tuple({text("3"), text("1")})},
             "a stride that is a whole");
  add_tensor(cases, "offset that is None", {.offset = kNone}, "a tensor's offset that is a whole number");
  add_tensor(cases, "sizes that are a list", {.sizes = list({integer(2), integer(3)})},
             "sizes that are a tuple of at most 8");
  add_tensor(cases, "strides that are a number", {.strides = integer(1)}, "strides that are a tuple as long");
  add_tensor(cases, "more sizes than strides", {.sizes = integers({1, 2, 3})},
             "a tuple as long as the sizes");
  add_tensor(cases, "fewer sizes than strides", {.sizes = integers({6})}, "a tuple as long as the sizes");
  add_tensor(
      cases, "rank 9",
      {.sizes = integers({1, 1, 1, 1, 1, 1, 1, 2, 3}), .strides = integers({6, 6, 6, 6, 6, 6, 6, 3, 1})},
      "sizes that are a tuple of at most 8");
  add_tensor(cases, "rank 5000", {.sizes = "(" + repeated(integer(1), 5000) + "t"}, "a tuple of at most 8");
}

void add_bounds(HostileCases& cases) {
  const std::int64_t wide = std::int64_t{1} << 32;
  add_tensor(cases, "last element one behind the storage", {.offset = integer(1)},
             "elements inside a storage of 6, the last would be number 6");
  add_tensor(cases, "row one behind the storage", {.sizes = integers({3, 3})}, "the last would be number 8");
  add_tensor(cases, "stride one too wide", {.strides = integers({4, 1})}, "the last would be number 6");
  add_tensor(cases, "offset far behind the storage", {.offset = integer(kMax)}, "elements lie below 2^63");
  add_tensor(cases, "product of sizes wraps to 0",
             {.sizes = integers({wide, wide}), .strides = integers({0, 0})}, "a shape below 2^63 bytes");
  add_tensor(cases, "product of sizes wraps beside a 0",
             {.sizes = integers({0, wide, wide}), .strides = integers({0, 0, 0})},
             "a shape below 2^63 bytes");
  add_tensor(cases, "bytes wrap to 0", {.sizes = integers({std::int64_t{1} << 62}), .strides = integers({0})},
             "a shape below 2^63 bytes");
  add_tensor(cases, "size x stride wraps to 0", {.sizes = integers({3, 1}), .strides = integers({kMax, 1})},
             "elements lie below 2^63");
  add_tensor(cases, "sum of strides wraps",
             {.sizes = integers({2, 2, 2}), .strides = integers({kMax, kMax, 2})}, "elements lie below 2^63");
  add_tensor(cases, "empty tensor behind the storage",
             {.offset = integer(7), .sizes = integers({0}), .strides = integers({1})},
             "an offset inside its storage");
  add_tensor(cases, "1 GiB of one element", {.sizes = integers({wide / 16}), .strides = integers({0})},
             "tensors of at most");
}

void add_arguments(HostileCases& cases) {
  add_tensor(cases, "five arguments", {.hooks = ""}, "six or seven arguments of _rebuild_tensor_v2");
  add_tensor(cases, "eight arguments", {.metadata = kNone + kNone}, "six or seven arguments");
  add_tensor(cases, "requires_grad that is a number", {.requires_grad = integer(1)}, "as requires_grad");
  add_tensor(cases, "hooks that are a list", {.hooks = list({})}, "an OrderedDict of backward hooks");
  add_tensor(cases, "lazily negated", {.metadata = dict({text("neg"), kTrue})},
             "not lazily negated or conjugated");
  add_tensor(cases, "metadata that is text", {.metadata = text("neg")}, "not lazily negated or conjugated");
  const std::string parameter = global("torch._utils", "_rebuild_parameter");
  add_value(cases, 7, "parameter of a number", call(parameter, tuple({integer(1), kTrue, ordered_dict()})),
            "a tensor as the first argument of _rebuild_parameter");
  add_value(cases, 7, "parameter of nothing", call(parameter, kEmptyTuple),
            "three arguments of _rebuild_parameter");
  add_value(cases, 7, "tensor of a number",
            call(global("torch._utils", "_rebuild_tensor_v2"),
                 tuple({integer(1), integer(0), kEmptyTuple, kEmptyTuple, kFalse, ordered_dict()})),
            "a storage as the first argument");
  add_both(
      cases, 7, "storage as a value", [](PthForm form) { return pth_with(form, StorageId{}.opcodes(form)); },
      "not a bare storage");
}

void add_others(HostileCases& cases) {
  const auto add = [&](const char* module, const char* name, const char* expected) {
    add_value(cases, 7, name, call(global(module, name), kEmptyTuple), std::string("found ") + expected);
  };
  add("torch._utils", "_rebuild_tensor", "a tensor as PyTorch 0.3");
  add("torch._utils", "_rebuild_tensor_v3", "a tensor of a type");
  add("torch._utils", "_rebuild_qtensor", "a quantised tensor");
  add("torch._utils", "_rebuild_sparse_tensor", "a sparse tensor");
  add("torch._utils", "_rebuild_sparse_csr_tensor", "a sparse tensor");
  add("torch._utils", "_rebuild_meta_tensor_no_storage", "a meta tensor");
  add("torch._utils", "_rebuild_nested_tensor", "a nested tensor");
  add("torch._utils", "_rebuild_wrapper_subclass", "another kind of tensor");
  add("torch._utils", "_rebuild_parameter_with_state", "a parameter with attributes");
  add("torch._tensor", "_rebuild_from_type_v2", "a tensor with attributes");
  add("torch", "QInt8Storage", "a quantised tensor");
}

/// Many good tensors over one storage: each is small, all together are not.
void add_many(HostileCases& cases) {
  add_both(
      cases, 7, "2000 tensors of 8 KiB over one float",
      [](PthForm form) {
        TensorCall tensor{.sizes = integers({2048}), .strides = integers({0})};
        std::string items = "}(";
        for (int i = 0; i < 200; ++i) {
          items += text("t" + std::to_string(i)) + (i == 0 ? tensor.opcodes(form) + put(0) : get(0) + put(0));
          for (int j = 0; j < 9; ++j)
            items += text("t" + std::to_string(i) + "." + std::to_string(j)) + get(0);
        }
        return pth_of(form, pickle(items + "u"));
      },
      "tensors of at most");
}

}  // namespace

HostileCases hostile_tensors() {
  HostileCases cases;
  add_numbers(cases);
  add_bounds(cases);
  add_arguments(cases);
  add_others(cases);
  add_many(cases);
  return cases;
}

}  // namespace tests
