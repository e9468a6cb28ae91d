#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/weights/npy.h"
#include "tests/io/corpus.h"
#include "tests/io/npy_bytes.h"
#include "tests/io/peak_memory.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/time_limit.h"

using tests::npy_header;
using tests::NpyBytes;

namespace {

/// A file that is valid up to its one fault, and a part of the answer it must get.
struct Hostile {
  std::string name;
  std::string expected;
  std::vector<std::byte> bytes;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_refused(const std::vector<Hostile>& all) {
  for (const Hostile& hostile : all) {
    CAPTURE(hostile.name);
    tests::write_corpus("npy", "row16-" + hostile.name + ".npy", hostile.bytes);
    const tests::TimeLimit limit(hostile.bytes.size());
    const tests::PeakMemory memory;
    try {
      io::parse_npy_array(hostile.bytes, "stranger.npy");
      FAIL_CHECK("accepted");
    } catch (const core::Error& error) {
      INFO(std::string(error.what()));
      CHECK(error.where() == "stranger.npy");
      CHECK(!error.hint().empty());
      CHECK((error.failed().starts_with("header, byte ") || error.failed().starts_with("data, byte ")));
      CHECK(contains(error.failed(), "expected " + hostile.expected));
      CHECK(error.failed().size() < 300);
    }
    CHECK(memory.growth() <= tests::allowed_growth(hostile.bytes.size()));
    CHECK(limit.kept());
  }
}

/// A file of six floats whose header is `header`.
std::vector<std::byte> with_header(const std::string& header) {
  NpyBytes file;
  file.header = header;
  file.data_bytes = 24;
  return file.bytes();
}

std::vector<std::byte> with_type(const std::string& descr) {
  return with_header(npy_header(descr, "(2, 3)"));
}

std::vector<std::byte> with_shape(const std::string& shape) {
  return with_header(npy_header("'<f4'", shape));
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

}  // namespace

TEST_CASE("the hostile .npy files' frame is read when nothing is wrong with it") {
  CHECK(io::parse_npy_array(with_shape("(2, 3)"), "good").bytes.size() == 24);
}

TEST_CASE("objects, records and types that are not plain little-endian numbers are refused") {
  check_refused({
      {"object", "the type <f4", with_type("'|O'")},
      {"object-with-size", "the type <f4", with_type("'|O8'")},
      {"big-endian", "the type <f4", with_type("'>f4'")},
      {"native-order", "the type <f4", with_type("'=f4'")},
      {"complex", "the type <f4", with_type("'<c8'")},
      {"text", "the type <f4", with_type("'<U6'")},
      {"void", "the type <f4", with_type("'|V4'")},
      {"long-double", "the type <f4", with_type("'<f16'")},
      {"unsigned-32", "the type <f4", with_type("'<u4'")},
      {"empty-type", "the type <f4", with_type("''")},
      {"long-type", "the type <f4", with_type("'" + std::string(5000, 'f') + "'")},
      {"tuple-type", "one type word in quotes", with_type("('<f4', (2,))")},
      {"record-type", "one type word in quotes", with_type("[('a', '<f4')]")},
      {"dictionary-type", "one type word in quotes", with_type("{'names': ['a'], 'formats': ['<f4']}")},
      {"call-as-type", "one type word in quotes", with_type("__import__('os').system('id')")},
      {"double-quotes", "one type word in quotes", with_type("\"<f4\"")},
  });
}

TEST_CASE("a header length is held against the limit and the file before it is used") {
  check_refused({
      {"header-of-65535", "a header of at most 10000 bytes",
       changed([](NpyBytes& file) { file.header_length = 65'535; })},
      {"header-over-limit", "a header of at most 10000 bytes",
       with_header(npy_header("'<f4'", "(2, 3)").substr(0, 60) + std::string(9'950, ' ') + "\n")},
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
  });
}

TEST_CASE("files that are not .npy, version 1.0 or 2.0, are refused") {
  check_refused({
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
  });
  try {
    io::parse_npy_array(changed([](NpyBytes& file) { file.magic = "PK\x03\x04\x14\x01"; }), "set.npz");
    FAIL("read a zip archive");
  } catch (const core::Error& error) {
    CHECK(contains(error.hint(), "unpack"));
  }
}

TEST_CASE("a shape that does not fill the file is refused before anything is allocated") {
  NpyBytes declares_32_gib;
  declares_32_gib.header = npy_header("'<f8'", "(4294967296,)");
  REQUIRE(declares_32_gib.bytes().size() == 80);
  check_refused({
      {"80-bytes-declare-32-gib", "34359738368 bytes, found 0", declares_32_gib.bytes()},
      {"one-row-more", "36 bytes, found 24", with_shape("(3, 3)")},
      {"trailing-bytes", "20 bytes, found 24", with_shape("(5,)")},
      {"short-data", "24 bytes, found 23", changed([](NpyBytes& file) { file.data_bytes = 23; })},
      {"no-data", "24 bytes, found 0", changed([](NpyBytes& file) { file.data_bytes = 0; })},
      {"empty-shape", "4 bytes, found 24", with_shape("()")},
      {"zero-size", "0 bytes, found 24", with_shape("(0, 6)")},
      {"dimension-of-2-to-64", "a size of 0 to 2^63 - 1", with_shape("(18446744073709551616,)")},
      {"dimension-of-2-to-64-plus-6", "a size of 0 to 2^63 - 1", with_shape("(18446744073709551622,)")},
      {"dimension-of-2-to-63", "a size of 0 to 2^63 - 1", with_shape("(9223372036854775808,)")},
      {"dimension-of-9000-digits", "a size of 0 to 2^63 - 1",
       with_shape("(" + std::string(9'000, '9') + ",)")},
      {"product-wraps-to-zero", "numbers of less than 2^63 bytes", with_shape("(4294967296, 4294967296)")},
      {"product-wraps-to-size", "numbers of less than 2^63 bytes", with_shape("(4611686018427387910,)")},
      {"wrap-hidden-by-zero", "numbers of less than 2^63 bytes", with_shape("(0, 4294967296, 4294967296)")},
      {"negative-size", "a size of 0 to 2^63 - 1", with_shape("(-2, -3)")},
      {"fraction", ")", with_shape("(2.0, 3)")},
      {"hexadecimal", ")", with_shape("(0x2, 3)")},
      {"expression", ")", with_shape("(2*3,)")},
      {"call-as-shape", "a size of 0 to", with_shape("(exit(), 6)")},
      {"shape-is-a-list", "(", with_shape("[2, 3]")},
      {"shape-is-a-number", "(", with_shape("6")},
      {"nested-shape", "a size of 0 to", with_shape("((2, 3),)")},
      {"two-commas", "a size of 0 to", with_shape("(2,, 3)")},
      {"rank-bomb", "at most 8 dimensions",
       with_shape("(6" +
                  [] {
                    std::string ones;
                    for (int i = 0; i < 2'000; ++i) ones += ", 1";
                    return ones;
                  }() +
                  ")")},
  });
}

TEST_CASE("a header that is not numpy's one dictionary is refused") {
  const std::string good = npy_header("'<f4'", "(2, 3)");
  check_refused({
      {"no-dictionary", "{", with_header("['descr', '<f4']\n")},
      {"other-key-first",
       "'descr':", with_header("{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4', }\n")},
      {"extra-key", "}",
       with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1, }\n")},
      {"key-missing", "'fortran_order':", with_header("{'descr': '<f4', 'shape': (2, 3), }\n")},
      {"order-is-a-number", "False", with_header(npy_header("'<f4'", "(2, 3)", "0"))},
      {"order-is-a-call", "False", with_header(npy_header("'<f4'", "(2, 3)", "print(1)"))},
      {"open-quote", "the type", with_header("{'descr': '<f4\n")},
      {"two-dictionaries", "nothing but spaces",
       with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }{}\n")},
      {"two-line-feeds", "nothing but spaces", with_header(good + "\n")},
      {"zero-byte", "nothing but spaces",
       with_header(good.substr(0, good.size() - 1) + std::string(1, '\0'))},
      {"brackets-without-end", "one type word in quotes",
       with_header("{'descr': " + std::string(9'000, '['))},
  });
}

TEST_CASE("a bool that is neither 0 nor 1 is refused at its byte") {
  NpyBytes file;
  file.header = npy_header("'|b1'", "(4,)");
  file.data = {std::byte{0}, std::byte{1}, std::byte{2}, std::byte{1}};
  check_refused({{"bool-of-2", "a bool of 0 or 1", file.bytes()}});
}

TEST_CASE("a .npy file cut at any length is refused") {
  const std::vector<std::byte> whole = with_shape("(2, 3)");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_THROWS_AS(io::parse_npy_array(cut, "cut"), core::Error);
  }
}

TEST_CASE("any flipped byte of a .npy file is refused or read within the file") {
  for (const char* order : {"False", "True"}) {
    const std::vector<std::byte> whole = with_header(npy_header("'<f4'", "(2, 3)", order));
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (int value = 0; value < 256; ++value) {
        std::vector<std::byte> flipped = whole;
        flipped[at] = static_cast<std::byte>(value);
        try {
          CHECK(io::parse_npy_array(flipped, "flipped").bytes.size() == 24);
        } catch (const core::Error&) {
        }
      }
    }
  }
}

TEST_CASE("rows of z are refused when they are not finite floats of the model's nz") {
  const tests::TemporaryFolder folder("npy-rows");
  const auto refusal = [&](const std::vector<std::byte>& bytes, int columns) -> std::string {
    tests::write_bytes(folder / "z.npy", bytes);
    try {
      io::read_npy_rows(folder / "z.npy", columns);
    } catch (const core::Error& error) {
      CHECK(!error.hint().empty());
      return error.failed();
    }
    return {};
  };
  CHECK(refusal(with_shape("(2, 3)"), 3).empty());
  CHECK(contains(refusal(with_shape("(2, 3)"), 2), "do not have 2 numbers"));
  CHECK(contains(refusal(with_shape("(1, 2, 3)"), 3), "shape is not"));
  CHECK(contains(refusal(with_header(npy_header("'<i4'", "(2, 3)")), 3), "not float32 or float64"));
  CHECK(contains(refusal(with_header(npy_header("'<f4'", "(2, 3)", "True")), 3), "Fortran order"));
  CHECK(contains(refusal(with_shape("(2, 4)"), 4), "its shape does not fit its size"));
  const float infinite = std::numeric_limits<float>::infinity();
  CHECK(contains(refusal(tests::npy_floats("(2,)", {1, infinite}), 2), "not finite"));
}
