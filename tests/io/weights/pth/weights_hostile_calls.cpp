#include "tests/io/weights/pth/weights_hostile_case.h"

namespace tests {
namespace {

const std::string kDictClass = global("collections", "OrderedDict");
const std::string kForeign = "a name that weights files use, found ";
const std::string kNoOpcode = "an opcode that PyTorch's weights files use, at ";
constexpr const char* kFourCallables =
    "a call of OrderedDict, Size, _rebuild_tensor_v2 or _rebuild_parameter";

void add_routes(HostileCases& cases) {
  const std::string code = kForeign + "a name that no weights file needs: it could run code, at GLOBAL";
  add_value(cases, 1, "GLOBAL os system", global("os", "system"), code);
  add_value(cases, 1, "GLOBAL posix system, called", call(global("posix", "system"), tuple({text("id")})),
            code);
  add_value(cases, 1, "GLOBAL builtins eval", global("builtins", "eval"), code);
  add_value(cases, 1, "GLOBAL builtins getattr", global("builtins", "getattr"), code);
  add_value(cases, 1, "GLOBAL __main__ class", global("__main__", "Generator"),
            kForeign + "an object of a script");
  add_value(cases, 1, "GLOBAL torch.nn class", global("torch.nn.modules.container", "Sequential"),
            kForeign + "a whole pickled nn.Module");
  add_value(cases, 1, "STACK_GLOBAL", text("os") + text("system") + "\x93", kNoOpcode + "STACK_GLOBAL");
  add_value(cases, 1, "STACK_GLOBAL of a good name", text("torch") + text("Size") + "\x93",
            kNoOpcode + "STACK_GLOBAL (opcode 0x93)");
  add_value(cases, 1, "INST", "(" + text("id") + "ios\nsystem\n", kNoOpcode + "INST");
  add_value(cases, 1, "INST of a good name", "(icollections\nOrderedDict\n",
            kNoOpcode + "INST (opcode 0x69)");
  add_value(cases, 1, "OBJ", "(" + kDictClass + "o", kNoOpcode + "OBJ");
  add_value(cases, 1, "OBJ whose result is popped", "(" + kDictClass + "o0N", kNoOpcode + "OBJ");
  add_value(cases, 1, "NEWOBJ", kDictClass + ")\x81", kNoOpcode + "NEWOBJ");
  add_value(cases, 1, "NEWOBJ_EX", kDictClass + ")}\x92", kNoOpcode + "NEWOBJ_EX");
  add_value(cases, 1, "EXT1", "\x82\x01", kNoOpcode + "EXT1");
  add_value(cases, 1, "EXT2", std::string("\x83\x01\x01", 3), kNoOpcode + "EXT2");
  add_value(cases, 1, "EXT4", std::string("\x84\x01\x01\x01\x01", 5), kNoOpcode + "EXT4");
}

void add_names(HostileCases& cases) {
  add_value(cases, 2, "dotted name", global("torch", "_utils._rebuild_tensor_v2"), kForeign);
  add_value(cases, 2, "name joined into the module", global("torch._utils._rebuild_tensor_v2", ""), kForeign);
  add_value(cases, 2, "attribute of a good name", global("collections", "OrderedDict.fromkeys"), kForeign);
  add_value(cases, 2, "Python 2 name of builtins", global("__builtin__", "dict"), kForeign);
  add_value(cases, 2, "Python 2 name of copyreg", global("copy_reg", "_reconstructor"), kForeign);
  add_value(cases, 2, "Python 2 name of collections", global("UserDict", "UserDict"), kForeign);
  add_value(cases, 2, "good name with a tail", global("torch", "FloatStorageX"), kForeign);
  add_value(cases, 2, "start of a good name", global("torch", "Float"), kForeign);
  add_value(cases, 2, "good name in capitals", global("TORCH", "FloatStorage"), kForeign);
  add_value(cases, 2, "good name with a carriage return", global("torch", "Size\r"), kForeign);
  add_value(cases, 2, "good name with a NUL", global("torch", std::string("Size\0", 5)), kForeign);
  add_value(cases, 2, "good name of another module", global("torch.storage", "FloatStorage"), kForeign);
  add_value(cases, 2, "empty names", global("", ""), kForeign);
  add_value(cases, 2, "number as a module of REDUCE", call(integer(1), kEmptyTuple), kFourCallables);
  add_value(cases, 2, "number as a module of STACK_GLOBAL", integer(1) + text("Size") + "\x93",
            kNoOpcode + "STACK_GLOBAL");
  add_value(cases, 2, "text as a callable of the memo",
            text("Size") + put(7) + get(7) + kEmptyTuple + "R\x86", kFourCallables);
  add_value(cases, 2, "missing memo key", get(7), "a memo entry that was put before");
  add_value(cases, 2, "missing memo key as a callable", call(get(7), kEmptyTuple),
            "a memo entry that was put before");
  add_value(cases, 2, "memo key one beside a good one", list({text("a") + put(7), get(8)}),
            "a memo entry that was put before");
  add_value(cases, 2, "None as a dict's key", dict({kNone, integer(1)}),
            "text or a whole number as a dict's key");
  add_value(cases, 2, "tuple as a dict's key", dict({kEmptyTuple, integer(1)}), "text or a whole number");
  add_value(cases, 2, "number with a point as a dict's key", dict({real(1), integer(1)}),
            "text or a whole number");
  add_value(cases, 2, "class as a value", kDictClass, "not a bare storage or a name");
}

void add_reduces(HostileCases& cases) {
  add_value(cases, 3, "REDUCE on text", call(text("os.system"), kEmptyTuple), kFourCallables);
  add_value(cases, 3, "REDUCE on a dict", call(ordered_dict(), kEmptyTuple), kFourCallables);
  add_value(cases, 3, "REDUCE on a storage type", call(global("torch", "FloatStorage"), tuple({integer(9)})),
            kFourCallables);
  add_value(cases, 3, "REDUCE with a list", call(kDictClass, list({})), "arguments that are a tuple");
  add_value(cases, 3, "REDUCE with None", call(kDictClass, kNone), "arguments that are a tuple");
  add_value(cases, 3, "OrderedDict of a number", call(kDictClass, tuple({integer(1)})),
            "no argument of OrderedDict, or a list of pairs");
  add_value(cases, 3, "OrderedDict of two arguments", call(kDictClass, tuple({list({}), list({})})),
            "no argument of OrderedDict");
  add_value(cases, 3, "OrderedDict of triples",
            call(kDictClass, tuple({list({tuple({text("a"), kNone, kNone})})})),
            "pairs of a key and a value");
  add_value(cases, 3, "OrderedDict of dicts", call(kDictClass, tuple({list({dict({text("a"), kNone})})})),
            "pairs of a key and a value");
  add_value(cases, 3, "Size of a list", call(global("torch", "Size"), tuple({list({integer(1)})})),
            "one tuple as the argument of Size");
  add_value(cases, 3, "Size of nothing", call(global("torch", "Size"), kEmptyTuple), "one tuple");
}

void add_builds(HostileCases& cases) {
  constexpr const char* kOnlyOrdered = "an OrderedDict to give attributes to";
  add_value(cases, 3, "BUILD on a dict", dict({text("a"), kNone}) + dict({text("a"), kNone}) + "b",
            kOnlyOrdered);
  add_value(cases, 3, "BUILD on a list", list({kNone}) + dict({text("a"), kNone}) + "b", kOnlyOrdered);
  add_value(cases, 3, "BUILD on a class", kDictClass + dict({text("a"), kNone}) + "b", kOnlyOrdered);
  add_value(cases, 3, "BUILD on text", text("a") + dict({text("a"), kNone}) + "b", kOnlyOrdered);
  add_both(
      cases, 3, "BUILD on a tensor",
      [](PthForm form) {
        return pth_with(form, TensorCall{}.opcodes(form) + dict({text("a"), kNone}) + "b");
      },
      kOnlyOrdered);
  add_value(cases, 3, "BUILD with slot state",
            ordered_dict() + tuple({kNone, dict({text("a"), kNone})}) + "b", "a dict of attributes");
  add_value(cases, 3, "BUILD with text", ordered_dict() + text("__setstate__") + "b", "a dict of attributes");
  add_value(cases, 3, "BUILD with None", ordered_dict() + kNone + "b", "a dict of attributes");
}

void add_fills(HostileCases& cases) {
  constexpr const char* kDict = "a dict to set items of";
  constexpr const char* kList = "a list to append to";
  add_value(cases, 4, "SETITEM on a list", "]" + integer(0) + kNone + "s", kDict);
  add_value(cases, 4, "SETITEM on a tuple", kEmptyTuple + integer(0) + kNone + "s", kDict);
  add_value(cases, 4, "SETITEM on text", text("abc") + integer(0) + kNone + "s", kDict);
  add_both(
      cases, 4, "SETITEM on a tensor",
      [](PthForm form) { return pth_with(form, TensorCall{}.opcodes(form) + integer(0) + real(1) + "s"); },
      kDict);
  add_both(
      cases, 4, "SETITEMS on a storage",
      [](PthForm form) {
        return pth_with(form, StorageId{}.opcodes(form) + "(" + integer(0) + real(1) + "u");
      },
      kDict);
  add_value(cases, 4, "SETITEMS on a list", "](" + integer(0) + kNone + "u", kDict);
  add_value(cases, 4, "SETITEMS of three", "}(" + text("a") + kNone + text("b") + "u",
            "a value for every key, 3 are given");
  add_value(cases, 4, "SETITEMS of one", "}(" + text("a") + "u", "a value for every key, 1 are given");
  add_value(cases, 4, "SETITEMS of three on an OrderedDict",
            ordered_dict() + "(" + text("a") + kNone + text("b") + "u", "a value for every key, 3 are given");
  add_value(cases, 4, "APPEND on a dict", "}" + kNone + "a", kList);
  add_value(cases, 4, "APPEND on an OrderedDict", ordered_dict() + kNone + "a", kList);
  add_value(cases, 4, "APPENDS on a tuple", kEmptyTuple + "(" + kNone + "e", kList);
  add_both(
      cases, 4, "APPENDS on a tensor",
      [](PthForm form) { return pth_with(form, TensorCall{}.opcodes(form) + "(" + real(1) + "e"); }, kList);
}

}  // namespace

HostileCases hostile_calls() {
  HostileCases cases;
  add_routes(cases);
  add_names(cases);
  add_reduces(cases);
  add_builds(cases);
  add_fills(cases);
  return cases;
}

}  // namespace tests
