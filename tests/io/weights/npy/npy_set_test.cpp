#include "core/io/weights/npy/npy_set.h"

#include <cstdlib>
#include <cstring>

#include <doctest/doctest.h>
#include "core/base/error.h"
#include "core/io/arrays/non_finite.h"
#include "core/io/weights/npy/npy.h"
#include "tests/io/corpus.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/npy/npy_bytes.h"

using io::DType;
using io::NamedArray;
using io::WeightsFile;
using tests::npy_header;
using tests::NpyBytes;

namespace {

using Names = std::vector<std::string>;

Names names(const WeightsFile& weights) {
  Names all;
  for (const NamedArray& array : weights.arrays) all.push_back(array.name);
  return all;
}

/// Writes files of one float each; the float is the place in the list.
void write(const tests::TemporaryFolder& folder, const Names& files) {
  for (std::size_t i = 0; i < files.size(); ++i)
    tests::write_bytes(folder / files[i], tests::npy_floats("(1,)", {static_cast<float>(i)}));
}

std::string refusal(const std::filesystem::path& path) {
  try {
    io::read_npy_set(path);
  } catch (const core::Error& error) {
    CHECK(!error.where().empty());
    CHECK(!error.hint().empty());
    return error.failed();
  }
  return {};
}

/// Too large for the repository; without it the test that reads it is skipped.
std::filesystem::path released_set() {
  return std::filesystem::path(GANSCOPE_SOURCE_DIR) / "../shared/data/svhn-dcgan-2015.tar.gz";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

NamedArray parse(const std::string& name, const NpyBytes& file) {
  tests::write_corpus("npy", "valid-" + name + ".npy", file.bytes());
  return io::parse_npy_array(file.bytes(), name);
}

}  // namespace

TEST_CASE("every type of numbers that weights come in is read, in versions 1.0 and 2.0") {
  const std::vector<std::pair<std::string, DType>> types = {
      {"<f4", DType::kF32},  {"<f8", DType::kF64}, {"<f2", DType::kF16},
      {"|b1", DType::kBool}, {"|u1", DType::kU8},  {"|i1", DType::kI8},
      {"<i2", DType::kI16},  {"<i4", DType::kI32}, {"<i8", DType::kI64}};
  for (const auto& [descr, type] : types) {
    for (const int major : {1, 2}) {
      CAPTURE(descr);
      NpyBytes file;
      file.major = major;
      file.header = npy_header("'" + descr + "'", "(2, 3)");
      file.data_bytes = 6 * io::item_size(type);
      const NamedArray array = parse(descr.substr(1) + "-version-" + std::to_string(major), file);
      CHECK(array.type == type);
      CHECK(array.shape == std::vector<std::int64_t>{2, 3});
      REQUIRE(array.bytes.size() == file.data_bytes);
      CHECK(array.bytes[1] == std::byte{1});
    }
  }
}

TEST_CASE("scalars, empty arrays, Python 2's longs and a shape without its last comma are legal") {
  NpyBytes file;
  file.header = npy_header("'<f4'", "()");
  file.data_bytes = 4;
  CHECK(parse("scalar", file).shape.empty());
  file.header = npy_header("'<f4'", "(0, 7)");
  file.data_bytes = 0;
  CHECK(parse("empty", file).bytes.empty());
  file.header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 1L)}";
  file.data_bytes = 8;
  CHECK(parse("python-2", file).shape == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("Fortran order is transposed to rows") {
  NpyBytes file;
  file.header = npy_header("'|u1'", "(2, 3, 2)", "True");
  for (int c = 0; c < 2; ++c)
    for (int b = 0; b < 3; ++b)
      for (int a = 0; a < 2; ++a) file.data.push_back(static_cast<std::byte>(100 * a + 10 * b + c));
  const NamedArray array = parse("fortran", file);
  std::vector<std::byte> rows;
  for (int a = 0; a < 2; ++a)
    for (int b = 0; b < 3; ++b)
      for (int c = 0; c < 2; ++c) rows.push_back(static_cast<std::byte>(100 * a + 10 * b + c));
  CHECK(array.shape == std::vector<std::int64_t>{2, 3, 2});
  CHECK(array.bytes == rows);
}

TEST_CASE("rows of z are read from one row, several rows and double numbers") {
  const tests::TemporaryFolder folder("npy-z");
  tests::write_bytes(folder / "one.npy", tests::npy_floats("(3,)", {1, 2, 3}));
  CHECK(io::read_npy_rows(folder / "one.npy", 3) == std::vector<std::vector<float>>{{1, 2, 3}});
  tests::write_bytes(folder / "two.npy", tests::npy_floats("(2, 2)", {1, 2, 3, 4}));
  CHECK(io::read_npy_rows(folder / "two.npy", 2) == std::vector<std::vector<float>>{{1, 2}, {3, 4}});
  NpyBytes doubles;
  doubles.header = npy_header("'<f8'", "(1, 1)");
  const double value = 0.5;
  doubles.data.resize(8);
  std::memcpy(doubles.data.data(), &value, 8);
  tests::write_bytes(folder / "double.npy", doubles.bytes());
  CHECK(io::read_npy_rows(folder / "double.npy", 1) == std::vector<std::vector<float>>{{0.5f}});
}

TEST_CASE("rows of z are read as everybody saves them: as PyTorch takes them, in Fortran order, in half") {
  const std::vector<std::vector<float>> rows{{1, 2, 3}, {4, 5, 6}};
  const std::vector<float> values{1, 2, 3, 4, 5, 6};
  CHECK(io::parse_npy_rows(tests::npy_floats("(2, 3, 1, 1)", values), "z", 3) == rows);
  CHECK(io::parse_npy_rows(tests::npy_floats("(6, 1, 1)", values), "z", 6) ==
        std::vector<std::vector<float>>{values});
  CHECK(io::parse_npy_rows(tests::npy_floats("(6, 1)", values), "z", 1).size() == 6);
  CHECK(io::parse_npy_rows(tests::npy_floats("(1, 1, 1, 1)", {7}), "z", 1) ==
        std::vector<std::vector<float>>{{7}});
  for (const char* shape : {"(2, 3)", "(2, 3, 1, 1)"}) {
    NpyBytes turned;
    turned.header = npy_header("'<f4'", shape, "True");
    const float columns[] = {1, 4, 2, 5, 3, 6};
    const auto bytes = std::as_bytes(std::span(columns));
    turned.data.assign(bytes.begin(), bytes.end());
    CHECK(io::parse_npy_rows(turned.bytes(), "z", 3) == rows);
  }
  NpyBytes half;
  half.header = npy_header("'<f2'", "(1, 3)");
  const std::uint16_t bits[] = {0x3C00, 0xC000, 0x3800};  // 1, -2, 0.5
  const auto bytes = std::as_bytes(std::span(bits));
  half.data.assign(bytes.begin(), bytes.end());
  CHECK(io::parse_npy_rows(half.bytes(), "z", 3) == std::vector<std::vector<float>>{{1, -2, 0.5f}});
}

TEST_CASE("a folder, any file of a set and its list all give both networks, the generator first") {
  const tests::TemporaryFolder folder("npy-set");
  write(folder, {"200_discrim_params.jl_02.npy", "200_gen_params.jl_03.npy", "200_gen_params.jl_01.npy",
                 "200_discrim_params.jl_01.npy", "200_gen_params.jl_02.npy"});
  for (const char* other : {"README", "LICENSE", "200_gen_params.jl", "200_discrim_params.jl"})
    tests::write_bytes(folder / other, {});
  for (const auto& path : {folder.path(), folder / "200_gen_params.jl_02.npy",
                           folder / "200_discrim_params.jl_01.npy", folder / "200_discrim_params.jl"}) {
    CAPTURE(path);
    const WeightsFile weights = io::read_npy_set(path);
    CHECK(weights.kind == io::WeightsKind::kNpySet);
    CHECK(names(weights) == Names{"gen.01", "gen.02", "gen.03", "discrim.01", "discrim.02"});
    float first = 0;
    REQUIRE(weights.arrays[0].bytes.size() == sizeof first);
    std::memcpy(&first, weights.arrays[0].bytes.data(), sizeof first);
    CHECK(first == 2);
    CHECK(weights.metadata.at("set") == "numbered");
    CHECK(weights.metadata.at("epoch") == "200");
    CHECK(!weights.metadata.contains("note"));
  }
}

TEST_CASE("of several epochs a folder gives the newest and says so, a file its own") {
  const tests::TemporaryFolder folder("npy-epochs");
  write(folder, {"25_gen.jl_01.npy", "25_discrim.jl_01.npy", "100_gen.jl_01.npy", "9_gen.jl_01.npy"});
  const WeightsFile newest = io::read_npy_set(folder.path());
  CHECK(names(newest) == Names{"gen.01"});
  CHECK(newest.metadata.at("epoch") == "100");
  CHECK(newest.metadata.at("note") == "epoch 100 is the newest in the folder (others: 9, 25)");
  const WeightsFile older = io::read_npy_set(folder / "25_discrim.jl_01.npy");
  CHECK(names(older) == Names{"gen.01", "discrim.01"});
  CHECK(older.metadata.at("epoch") == "25");
}

TEST_CASE("a set whose name tells no role is only numbered") {
  const tests::TemporaryFolder folder("npy-plain");
  Names files;
  for (int i = 1; i <= 11; ++i)
    files.push_back("params_" + std::string(i < 10 ? "0" : "") + std::to_string(i) + ".npy");
  write(folder, files);
  const WeightsFile weights = io::read_npy_set(folder.path());
  CHECK(weights.arrays.front().name == "01");
  CHECK(weights.arrays.back().name == "11");
  CHECK(!weights.metadata.contains("epoch"));
}

TEST_CASE("one file a named tensor gives the stems as names, 2 before 10") {
  const tests::TemporaryFolder folder("npy-named");
  write(folder, {"main.10.weight.npy", "main.2.weight.npy", "main.0.weight.npy", "main.2.bias.npy"});
  const Names expected = {"main.0.weight", "main.2.bias", "main.2.weight", "main.10.weight"};
  CHECK(names(io::read_npy_set(folder.path())) == expected);
  const WeightsFile weights = io::read_npy_set(folder / "main.2.bias.npy");
  CHECK(names(weights) == expected);
  CHECK(weights.metadata.at("set") == "named");
}

TEST_CASE("a set with a hole in its numbers, or that does not begin with 01, is refused") {
  const tests::TemporaryFolder folder("npy-holes");
  write(folder, {"gen_01.npy", "gen_02.npy", "gen_04.npy"});
  CHECK(contains(refusal(folder.path()), "no number 03 before 04"));
  std::filesystem::remove(folder / "gen_01.npy");
  CHECK(contains(refusal(folder / "gen_02.npy"), "no number 01 before 02"));
  write(folder, {"gen_01.npy", "gen_03.npy", "gen_003.npy"});
  CHECK(contains(refusal(folder.path()), "stands there twice"));
}

TEST_CASE("a folder that could mean two sets, or none, is refused") {
  const tests::TemporaryFolder folder("npy-ambiguous");
  CHECK(contains(refusal(folder.path()), "nor .npy files"));
  write(folder, {"a_01.npy", "b_01.npy"});
  CHECK(contains(refusal(folder.path()), "several sets of one epoch"));
  CHECK(names(io::read_npy_set(folder / "a_01.npy")) == Names{"01"});
  std::filesystem::remove(folder / "b_01.npy");
  write(folder, {"z.npy"});
  CHECK(contains(refusal(folder.path()), "numbered .npy files and others"));
  CHECK(names(io::read_npy_set(folder / "a_01.npy")) == Names{"01"});
}

TEST_CASE("what is no part of a .npy set is refused with advice") {
  const tests::TemporaryFolder folder("npy-foreign");
  for (const char* file : {"weights.bin", "lonely.jl"}) tests::write_bytes(folder / file, {});
  CHECK(contains(refusal(folder / "weights.bin"), "not a file of a .npy set"));
  CHECK(contains(refusal(folder / "lonely.jl"), "not beside it"));
  CHECK(contains(refusal(folder / "missing.npy"), "no such file"));
}

TEST_CASE("one broken file refuses its whole set and is named") {
  const tests::TemporaryFolder folder("npy-broken");
  write(folder, {"gen_01.npy", "gen_02.npy"});
  std::filesystem::resize_file(folder / "gen_02.npy", 79);
  try {
    io::read_npy_set(folder.path());
    FAIL("read a set with a short file");
  } catch (const core::Error& error) {
    CHECK(error.where() == (folder / "gen_02.npy").string());
  }
}

TEST_CASE("the DCGAN authors' released SVHN set has the ten and eight arrays of its documentation" *
          doctest::skip(!std::filesystem::exists(released_set()))) {
  const tests::TemporaryFolder folder("npy-released");
  const std::string unpack = "tar -xzf '" + released_set().string() + "' -C '" + folder.path().string() + "'";
  REQUIRE(std::system(unpack.c_str()) == 0);
  using Shape = std::vector<std::int64_t>;
  const std::vector<Shape> shapes = {
      {100, 4096}, {4096},        {4096},        {256, 128, 5, 5}, {128}, {128}, {128, 64, 5, 5},  {64},
      {64},        {64, 3, 5, 5}, {64, 3, 5, 5}, {128, 64, 5, 5},  {128}, {128}, {256, 128, 5, 5}, {256},
      {256},       {4096, 1}};
  const WeightsFile weights = io::read_npy_set(folder / "svhn-dcgan-2015");
  REQUIRE(weights.arrays.size() == shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    CHECK(weights.arrays[i].shape == shapes[i]);
    CHECK(weights.arrays[i].type == DType::kF32);
    CHECK(io::count_non_finite(weights.arrays[i]) == 0);
  }
  CHECK(weights.arrays[9].name == "gen.10");
  CHECK(weights.arrays[10].name == "discrim.01");
  CHECK(weights.metadata.at("epoch") == "200");
}

TEST_CASE("a set's folder is not read through a link that leads out, a file that a person names is") {
  const tests::TemporaryFolder folder("npy-links");
  std::filesystem::create_directory(folder / "set");
  write(folder, {"theirs.npy", "set/a_01.npy"});
  std::filesystem::create_symlink("../theirs.npy", folder / "set/a_02.npy");
  CHECK(contains(refusal(folder / "set"), "leads out of its folder"));
  CHECK(io::read_npy_set(folder / "set/a_02.npy").arrays.size() == 2);
  std::filesystem::remove(folder / "set/a_02.npy");
  std::filesystem::create_symlink("a_01.npy", folder / "set/a_02.npy");
  CHECK(refusal(folder / "set").empty());
}
