#include "tests/io/weights/pth/weights_hostile_case.h"

namespace tests {
namespace {

const std::string kNoOpcode = "an opcode that PyTorch's weights files use, at ";

void add_memo(HostileCases& cases) {
  constexpr const char* kUnset = "a memo entry that was put before";
  constexpr const char* kCycle = "no container inside itself";
  add_value(cases, 8, "GET of nothing", get(0), kUnset);
  add_value(cases, 8, "GET of index 2^32 - 1", get(0xFFFFFFFF), kUnset);
  add_value(cases, 8, "BINGET of nothing", "h\x05", kUnset);
  add_value(cases, 8, "GET before its PUT", list({get(3), text("a") + put(3)}), kUnset);
  add_object(cases, 8, "PUT on an empty stack", pickle(put(0) + kNone), "a value on the stack");
  add_object(cases, 8, "PUT on a MARK", pickle("(" + put(0) + "t"), "a value on the stack");
  add_value(cases, 8, "list inside itself", "]" + put(9) + get(9) + "a", kCycle);
  add_value(cases, 8, "dict inside itself", "}" + put(9) + text("a") + get(9) + "s", kCycle);
  add_value(cases, 8, "OrderedDict inside itself", ordered_dict() + put(9) + text("a") + get(9) + "s",
            kCycle);
  add_value(cases, 8, "list inside a dict inside itself", "]" + put(9) + "}" + text("a") + get(9) + "s" + "a",
            kCycle);
  add_value(cases, 8, "tuple inside a list inside itself", "]" + put(9) + get(9) + "\x85" + "a", kCycle);
  std::string many = "](";
  for (std::uint32_t i = 0; i <= 100'000; ++i) {
    many += kNone + put(i);
    if (i % 5'000 == 4'999) many += "e(";
  }
  add_value(cases, 8, "memo of 100,001", many + "e", "a memo of at most 100000 entries");
}

/// Ten of `part(ref)` in each of eight levels: a hundred million values from a few hundred bytes.
std::string laughs(const std::string& open, const std::string& close, bool keyed) {
  std::string out = open + "(" + (keyed ? text("0") : "") + text("ha") + close + put(100);
  for (std::uint32_t level = 1; level <= 8; ++level) {
    out += open + "(";
    for (int i = 0; i < 10; ++i) out += (keyed ? text(std::to_string(i)) : "") + get(99 + level);
    out += close + put(100 + level) + put(200 + level) + put(300 + level);
  }
  // All levels lie on the stack: one tuple round them, which the walk enters in order.
  return out;
}

void add_expansion(HostileCases& cases) {
  constexpr const char* kShared = "values, shared ones counted each time";
  constexpr const char* kDeep = "at most 64 containers inside one another";
  add_value(cases, 9, "billion laughs of lists", "(" + laughs("]", "e", false) + "t", kShared);
  add_value(cases, 9, "billion laughs of dicts", "(" + laughs("}", "u", true) + "t", kShared);
  add_value(cases, 9, "billion laughs of tuples", "(" + laughs("", "t", false) + "t", kShared);
  add_value(cases, 9, "DUP", text("a") + "2\x86", kNoOpcode + "DUP");
  add_value(cases, 9, "POP", text("a") + "0" + kNone, kNoOpcode + "POP");
  add_value(cases, 9, "65 lists", repeated("]", 65) + repeated("a", 64), kDeep);
  add_value(cases, 9, "9,000 lists", repeated("]", 9'000) + repeated("a", 8'999), kDeep);
  add_value(cases, 9, "50,000 tuples", kEmptyTuple + repeated("\x85", 50'000), kDeep);
  add_value(cases, 9, "70 dicts", repeated("}" + text("k"), 70) + kNone + repeated("s", 70), kDeep);
  add_value(cases, 9, "51 GETs of one PUT", text("a") + put(0) + "(" + repeated(get(0), 51) + "t\x86",
            "at most 50 GETs for each PUT");
  std::string pairs = "](" + repeated(tuple({text("k"), kNone}), 3'000) + "e" + put(0);
  const std::string again = call(global("collections", "OrderedDict"), get(0) + "\x85") + put(1);
  add_value(cases, 9, "one list of 3,000 pairs made 400 dicts", "(" + pairs + repeated(again, 400) + "t",
            " items of containers, at REDUCE");
  add_value(cases, 9, "million opcodes", "]" + repeated(kNone + "a", 500'000), "at most 1000000 opcodes");
  add_value(cases, 9, "stack of 10,001", "(" + repeated(kNone, 10'001) + "t", "a stack of at most 10000");
  add_value(cases, 9, "10,001 MARKs", repeated("(", 10'001) + "t", "a stack of at most 10000");
}

void add_stack(HostileCases& cases) {
  constexpr const char* kValue = "a value on the stack";
  constexpr const char* kMark = "a MARK on the stack";
  const auto add = [&](const std::string& name, const std::string& body, const char* expected) {
    add_object(cases, 10, name, pickle(body), expected);
  };
  add("STOP on an empty stack", "", kValue);
  add("REDUCE on an empty stack", "R", kValue);
  add("SETITEM on an empty stack", "s", kValue);
  add("APPEND of nothing to nothing", "a", kValue);
  add("APPENDS without a list", "(" + kNone + "e", kValue);
  add("BUILD without an object", "}b", kValue);
  add("BINPERSID on an empty stack", "Q", kValue);
  add("TUPLE3 of two", kNone + kNone + "\x87", kValue);
  add("TUPLE2 that reaches below a MARK", kNone + "(" + kNone + "\x86t\x86", kValue);
  add("TUPLE without a MARK", kNone + "t", kMark);
  add("SETITEMS without a MARK", "}u", kMark);
  add("APPENDS without a MARK", "]e", kMark);
  add("two values left at STOP", dict({text("a"), kNone}) + "}", "one value left on the stack");
  add("MARK left at STOP", "(" + dict({text("a"), kNone}), "one value left on the stack");
  const auto zipped = [&](const std::string& name, const std::string& data_pkl, const std::string& expected) {
    cases.push_back({10, name + ", zip", zip_of(data_pkl, {}).bytes(), expected});
  };
  zipped("no STOP", "\x80\x02}", "the next opcode, STOP as the last");
  zipped("empty pickle", "", "the next opcode");
  zipped("second pickle behind STOP", pickle("}") + pickle("}"), "the end of data.pkl behind STOP");
  zipped("second STOP", pickle("}") + ".", "the end of data.pkl behind STOP");
  cases.push_back(
      {10, "second pickle behind STOP, legacy",
       legacy_of(pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kLegacy)})) + pickle("}")).bytes(),
       "a list of storage keys"});
}

void add_protocols(HostileCases& cases) {
  for (const int version : {0, 1, 3, 4, 5, 6, 255}) {
    add_object(cases, 10, "PROTO " + std::to_string(version),
               "\x80" + std::string(1, static_cast<char>(version)) + "}.", "pickle protocol 2, the only one");
  }
  add_object(cases, 10, "no PROTO", "}.", "a pickle of protocol 2, which begins with PROTO");
  add_object(cases, 10, "PROTO twice", "\x80\x02\x80\x02}.", kNoOpcode + "PROTO");
}

std::string frame(std::uint64_t claimed, const std::string& content) {
  return "\x95" + little_endian(claimed, 8) + content;
}

void add_frames(HostileCases& cases) {
  const std::string value = text("a");
  add_value(cases, 11, "FRAME that fits", frame(value.size(), value), kNoOpcode + "FRAME");
  add_value(cases, 11, "FRAME longer than the file", frame(1u << 30, value), kNoOpcode + "FRAME");
  add_value(cases, 11, "FRAME of 2^64 - 1", frame(~std::uint64_t{0}, value), kNoOpcode + "FRAME");
  add_value(cases, 11, "FRAME shorter than its value", frame(3, value), kNoOpcode + "FRAME");
  add_value(cases, 11, "FRAME in a FRAME", frame(9 + value.size(), frame(value.size(), value)),
            kNoOpcode + "FRAME");
  add_value(cases, 11, "empty FRAME", frame(0, value), kNoOpcode + "FRAME");
  add_value(cases, 11, "MEMOIZE", value + "\x94", kNoOpcode + "MEMOIZE");
  add_value(cases, 11, "SHORT_BINUNICODE",
            "\x8C\x01"
            "a",
            kNoOpcode + "SHORT_BINUNICODE");
  add_object(cases, 11, "protocol 4 in one FRAME", "\x80\x04" + frame(2, "}."),
             "pickle protocol 2, the only one");
}

void add_lengths(HostileCases& cases) {
  constexpr const char* kLong = "a text of at most 1 MiB";
  const std::string digits(1'000'000, '9');
  add_value(cases, 12, "BINUNICODE of 4 GiB", "X\xFF\xFF\xFF\xFF", kLong);
  add_value(cases, 12, "BINUNICODE one over 1 MiB", "X" + little_endian((1u << 20) + 1, 4), kLong);
  add_value(cases, 12, "BINSTRING of length -1", "T\xFF\xFF\xFF\xFF", kLong);
  const auto cut = [&](const std::string& name, const std::string& body, const std::string& expected) {
    cases.push_back({12, name + " beyond its end, zip", zip_of("\x80\x02" + body, {}).bytes(), expected});
  };
  cut("BINUNICODE", "X" + little_endian(1u << 20, 4) + "s.", "a text of 1048576 bytes, 2 are left");
  cut("SHORT_BINSTRING", "U\xFF.", "a text of 255 bytes, 1 are left");
  cut("BINFLOAT", "G1234", "a BINFLOAT of 8 bytes, 4");
  cut("LONG1", "\x8A\x08.", "a LONG1 of 8 bytes, 1");
  cut("GLOBAL", "ctorch", "a module's name of 1 bytes");
  add_value(cases, 12, "BINUNICODE8 of 2^63", "\x8D" + little_endian(std::uint64_t{1} << 63, 8),
            kNoOpcode + "BINUNICODE8");
  add_value(cases, 12, "BINBYTES8 of 2^63", "\x8E" + little_endian(std::uint64_t{1} << 63, 8),
            kNoOpcode + "BINBYTES8");
  add_value(cases, 12, "BINBYTES of 4 GiB", "B\xFF\xFF\xFF\xFF", kNoOpcode + "BINBYTES");
  add_value(cases, 12, "LONG4 of 2 GiB", "\x8B\xFF\xFF\xFF\x7F", kNoOpcode + "LONG4");
  add_value(cases, 12, "LONG1 of 9 bytes", "\x8A\x09" + std::string(9, '\x01'),
            "a LONG1 of at most 8 bytes, it has 9");
  add_value(cases, 12, "LONG1 of 255 bytes", "\x8A\xFF" + std::string(255, '\x01'),
            "a LONG1 of at most 8 bytes");
  add_value(cases, 12, "INT of a million digits", "I" + digits + "\n", kNoOpcode + "INT");
  add_value(cases, 12, "LONG of a million digits", "L" + digits + "L\n", kNoOpcode + "LONG");
  add_value(cases, 12, "UNICODE line", "Vabc\n", kNoOpcode + "UNICODE");
  add_value(cases, 12, "GLOBAL with a name of 300", global("torch", std::string(300, 'n')),
            "a global's name of at most 256");
  add_value(cases, 12, "GLOBAL with a module of 300", global(std::string(300, 'm'), "Size"),
            "a module's name of at most 256");
  add_value(cases, 12, "text that is no UTF-8", text("\xC0\xAF"), "UTF-8 text");
  add_value(cases, 12, "name of 2,000 bytes", dict({text(std::string(2'000, 'n')), kNone}),
            "names of at most 1024 bytes");
  add_value(cases, 12, "name that is taken", dict({text("a"), kNone, text("a"), kNone}),
            "a name that nothing before it has");
  add_both(
      cases, 12, "name of a tensor that is taken",
      [](PthForm form) {
        const std::string w = TensorCall{}.opcodes(form);
        return pth_of(form, pickle(dict({text("a.b"), w, text("a"), dict({text("b"), w})})));
      },
      "a name that nothing before it has");
}

}  // namespace

HostileCases hostile_streams() {
  HostileCases cases;
  add_memo(cases);
  add_expansion(cases);
  add_stack(cases);
  add_protocols(cases);
  add_frames(cases);
  add_lengths(cases);
  return cases;
}

}  // namespace tests
