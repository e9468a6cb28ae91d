#include <string>
#include <vector>

#include "tests/io/weights/npy/npy_bytes.h"
#include "tests/io/weights/pth/weights_hostile_case.h"
#include "tests/io/weights/safetensors/safetensors_bytes.h"

namespace tests {
namespace {

/// A fault, a part of the answer it must get, and the file that has it alone.
struct Fault {
  std::string name;
  std::string expected;
  std::vector<std::byte> bytes;
};

using Faults = std::vector<Fault>;

/// Six values of a type, each of `item` bytes.
std::vector<std::byte> npy_with_type(const std::string& descr, std::size_t item = 4) {
  NpyBytes file;
  file.header = npy_header(descr, "(2, 3)");
  file.data_bytes = 6 * item;
  return file.bytes();
}

/// A good file with one part changed.
template <class Change>
std::vector<std::byte> changed(Change change) {
  NpyBytes file;
  file.header = npy_header("'<f4'", "(2, 3)");
  file.data_bytes = 24;
  change(file);
  return file.bytes();
}

/// Objects, records and types that are not plain little-endian numbers.
Faults types() {
  return {
      {"object", "the type <f4", npy_with_type("'|O'", 8)},
      {"object-with-size", "the type <f4", npy_with_type("'|O8'", 8)},
      {"big-endian", "the type <f4", npy_with_type("'>f4'")},
      {"native-order", "the type <f4", npy_with_type("'=f4'")},
      {"complex", "the type <f4", npy_with_type("'<c8'", 8)},
      {"text", "the type <f4", npy_with_type("'<U6'", 24)},
      {"void", "the type <f4", npy_with_type("'|V4'")},
      {"long-double", "the type <f4", npy_with_type("'<f16'", 16)},
      {"unsigned-32", "the type <f4", npy_with_type("'<u4'")},
      {"empty-type", "the type <f4", npy_with_type("''")},
      {"long-type", "the type <f4", npy_with_type("'" + std::string(5000, 'f') + "'")},
      {"tuple-type", "one type word in quotes", npy_with_type("('<f4', (2,))", 8)},
      {"record-of-an-object", "one type word in quotes", npy_with_type("[('a', '|O')]", 8)},
      {"record-type", "one type word in quotes", npy_with_type("[('a', '<f4')]")},
      {"dictionary-type", "one type word in quotes", npy_with_type("{'names': ['a'], 'formats': ['<f4']}")},
      {"call-as-type", "one type word in quotes", npy_with_type("__import__('os').system('id')")},
      {"double-quotes", "one type word in quotes", npy_with_type("\"<f4\"")},
  };
}

/// Header lengths, to be held against the limit and the file before they are used.
Faults lengths() {
  return {
      {"header-of-65535", "a header of at most 10000 bytes",
       changed([](NpyBytes& file) { file.header_length = 65'535; })},
      {"header-over-limit", "a header of at most 10000 bytes",
       npy_with_header(npy_header("'<f4'", "(2, 3)").substr(0, 60) + std::string(9'950, ' ') + "\n")},
      {"header-of-4-gigabytes", "a header of at most 10000 bytes", changed([](NpyBytes& file) {
         file.major = 2;
         file.header_length = 0xFFFFFFFF;
       })},
      {"header-longer-than-file", "a header of 9000 bytes",
       changed([](NpyBytes& file) { file.header_length = 9'000; })},
      {"header-of-zero", "{", changed([](NpyBytes& file) { file.header_length = 0; })},
      {"header-cut", "'shape':", changed([](NpyBytes& file) { file.header_length = 40; })},
      {"header-into-data", "nothing but spaces and one line feed", changed([](NpyBytes& file) {
         file.header_length = static_cast<std::int64_t>(file.header.size()) + 8;
       })},
  };
}

/// Files that are not .npy, version 1.0 or 2.0.
Faults beginnings() {
  return {
      {"wrong-magic", "the beginning of a .npy file",
       changed([](NpyBytes& file) { file.magic = "\x93NUMPX"; })},
      {"zip", "the beginning of a .npy file",
       changed([](NpyBytes& file) { file.magic = "PK\x03\x04\x14\x01"; })},
      {"pickle", "the beginning of a .npy file",
       changed([](NpyBytes& file) { file.magic = "\x80\x02]q\x01."; })},
      {"version-0", "version 1.0 or 2.0", changed([](NpyBytes& file) { file.major = 0; })},
      {"version-1.1", "version 1.0 or 2.0", changed([](NpyBytes& file) { file.minor = 1; })},
      {"version-3", "version 1.0 or 2.0", changed([](NpyBytes& file) { file.major = 3; })},
      {"version-255", "version 1.0 or 2.0", changed([](NpyBytes& file) { file.major = 255; })},
  };
}

/// Shapes that do not fill the file, to be refused before anything is allocated.
Faults shapes() {
  NpyBytes declares_32_gib;
  declares_32_gib.header = npy_header("'<f8'", "(4294967296,)");
  return {
      {"80-bytes-declare-32-gib", "34359738368 bytes, found 0", declares_32_gib.bytes()},
      {"one-row-more", "36 bytes, found 24", npy_with_shape("(3, 3)")},
      {"trailing-bytes", "20 bytes, found 24", npy_with_shape("(5,)")},
      {"short-data", "24 bytes, found 23", changed([](NpyBytes& file) { file.data_bytes = 23; })},
      {"no-data", "24 bytes, found 0", changed([](NpyBytes& file) { file.data_bytes = 0; })},
      {"empty-shape", "4 bytes, found 24", npy_with_shape("()")},
      {"zero-size", "0 bytes, found 24", npy_with_shape("(0, 6)")},
      {"dimension-of-2-to-64", "a size of 0 to 2^63 - 1", npy_with_shape("(18446744073709551616,)")},
      {"dimension-of-2-to-64-plus-6", "a size of 0 to 2^63 - 1", npy_with_shape("(18446744073709551622,)")},
      {"dimension-of-2-to-63", "a size of 0 to 2^63 - 1", npy_with_shape("(9223372036854775808,)")},
      {"dimension-of-9000-digits", "a size of 0 to 2^63 - 1",
       npy_with_shape("(" + std::string(9'000, '9') + ",)")},
      {"product-wraps-to-zero", "numbers of less than 2^63 bytes",
       npy_with_shape("(4294967296, 4294967296)")},
      {"product-wraps-to-size", "numbers of less than 2^63 bytes", npy_with_shape("(4611686018427387910,)")},
      {"wrap-hidden-by-zero", "numbers of less than 2^63 bytes",
       npy_with_shape("(0, 4294967296, 4294967296)")},
      {"negative-size", "a size of 0 to 2^63 - 1", npy_with_shape("(-2, -3)")},
      {"fraction", ")", npy_with_shape("(2.0, 3)")},
      {"hexadecimal", ")", npy_with_shape("(0x2, 3)")},
      {"expression", ")", npy_with_shape("(2*3,)")},
      {"call-as-shape", "a size of 0 to", npy_with_shape("(exit(), 6)")},
      {"shape-is-a-list", "(", npy_with_shape("[2, 3]")},
      {"shape-is-a-number", "(", npy_with_shape("6")},
      {"nested-shape", "a size of 0 to", npy_with_shape("((2, 3),)")},
      {"two-commas", "a size of 0 to", npy_with_shape("(2,, 3)")},
      {"rank-bomb", "at most 8 dimensions",
       npy_with_shape("(6" +
                      [] {
                        std::string ones;
                        for (int i = 0; i < 2'000; ++i) ones += ", 1";
                        return ones;
                      }() +
                      ")")},
  };
}

/// Headers that are not numpy's one dictionary.
Faults dictionaries() {
  const std::string good = npy_header("'<f4'", "(2, 3)");
  return {
      {"no-dictionary", "{", npy_with_header("['descr', '<f4']\n")},
      {"other-key-first",
       "'descr':", npy_with_header("{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4', }\n")},
      {"extra-key", "}",
       npy_with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1, }\n")},
      {"key-missing", "'fortran_order':", npy_with_header("{'descr': '<f4', 'shape': (2, 3), }\n")},
      {"order-is-a-number", "False", npy_with_header(npy_header("'<f4'", "(2, 3)", "0"))},
      {"order-is-a-call", "False", npy_with_header(npy_header("'<f4'", "(2, 3)", "print(1)"))},
      {"open-quote", "the type", npy_with_header("{'descr': '<f4\n")},
      {"two-dictionaries", "nothing but spaces",
       npy_with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }{}\n")},
      {"two-line-feeds", "nothing but spaces", npy_with_header(good + "\n")},
      {"zero-byte", "nothing but spaces",
       npy_with_header(good.substr(0, good.size() - 1) + std::string(1, '\0'))},
      {"brackets-without-end", "one type word in quotes",
       npy_with_header("{'descr': " + std::string(9'000, '['))},
  };
}

/// Bools that are neither 0 nor 1.
Faults bools() {
  NpyBytes file;
  file.header = npy_header("'|b1'", "(4,)");
  file.data = {std::byte{0}, std::byte{1}, std::byte{2}, std::byte{1}};
  return {{"bool-of-2", "a bool of 0 or 1", file.bytes()}};
}

}  // namespace

HostileCases hostile_npy() {
  HostileCases cases;
  for (auto* list : {types, lengths, beginnings, shapes, dictionaries, bools})
    for (const Fault& fault : list())
      cases.push_back({16, fault.name, text_of(fault.bytes), ": expected " + fault.expected, "npy"});
  return cases;
}

}  // namespace tests
