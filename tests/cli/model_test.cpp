#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <limits>
#include <vector>

#include "core/base/json.h"
#include "tests/cli/program.h"

using test::one_clear_line;
using test::Outcome;
using test::TinyModel;

namespace fs = std::filesystem;

namespace {

struct Written {
  std::string name;
  std::vector<int> shape;
  float mean, spread;
};

/// A safetensors file as strangers write them, of numbers in mean +- spread.
void write_stranger(const fs::path& file, const std::vector<Written>& tensors) {
  std::string header = "{", bytes;
  std::uint32_t random = 1;
  for (const Written& tensor : tensors) {
    int count = 1;
    for (const int length : tensor.shape) count *= length;
    const std::size_t begin = bytes.size();
    for (int i = 0; i < count; ++i) {
      random = random * 1664525 + 1013904223;
      const float value = tensor.mean + tensor.spread * (static_cast<float>(random >> 8) / (1 << 23) - 1);
      bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    header += (header.size() > 1 ? "," : "") + core::Json(tensor.name).dump() +
              R"(:{"dtype":"F32","shape":)" + core::Json(tensor.shape).dump() + R"(,"data_offsets":[)" +
              std::to_string(begin) + "," + std::to_string(bytes.size()) + "]}";
  }
  header += "}";
  std::ofstream out(file, std::ios::binary);
  for (int byte = 0; byte < 8; ++byte) out << static_cast<char>(header.size() >> (8 * byte) & 0xFF);
  out << header << bytes;
}

}  // namespace

TEST_CASE("a model is described, verified, and written in every format") {
  const TinyModel tiny;
  REQUIRE(tiny.trained().status == 0);
  const core::Json info = core::parse_json(tiny.run("$G --json model info tiny.safetensors").out, "info");
  CHECK(info["format"] == "safetensors");
  CHECK(info["layout"] == "classic");
  CHECK(info["words"] == "");
  CHECK_FALSE(info["prior_is_guess"].get<bool>());

  const Outcome verified = tiny.run("$G --quiet --json model verify tiny.safetensors --out verify.png");
  CHECK(verified.status == 0);
  const core::Json report = core::parse_json(verified.out, "report");
  CHECK(report["sound"] == true);
  CHECK(report["tensors"].size() > 10);
  CHECK(fs::exists(tiny.file("verify.png")));

  for (const char* out : {"g.pth", "g.onnx", "set.npy", "hub", "copy.safetensors"}) {
    CAPTURE(out);
    const Outcome converted = tiny.run(std::string("$G --quiet model convert tiny.safetensors ") + out);
    CHECK(converted.status == 0);
    CHECK(converted.err.empty());
    CHECK(fs::exists(tiny.file(out)));
  }
  // Every one that can be read draws the very pictures of the original.
  REQUIRE(tiny.run("$G --quiet sample tiny.safetensors --count 4 --out a.png").status == 0);
  for (const char* from : {"copy.safetensors", "hub/model.safetensors"}) {
    CAPTURE(from);
    REQUIRE(tiny.run(std::string("$G --quiet sample ") + from + " --count 4 --bn population --out b.png")
                .status == 0);
  }
  const core::Json pth = core::parse_json(tiny.run("$G --json model info g.pth").out, "info");
  CHECK(pth["format"] == "PyTorch .pth");
  CHECK(pth["prior_is_guess"] == true);
  CHECK_FALSE(pth["words"].get<std::string>().empty());
}

TEST_CASE("the table of a model has its metadata, that of a discriminator alone no z") {
  const TinyModel tiny;
  const Outcome both = tiny.run("$G model info tiny.safetensors");
  CHECK(both.status == 0);
  for (const char* part :
       {"metadata      ", "recipe = ", "data_sha256 = ", "program = ", "\nz ", "\ntensors "}) {
    CAPTURE(part);
    CHECK(both.out.find(part) != std::string::npos);
  }
  REQUIRE(tiny.run("$G --quiet model convert --net discriminator tiny.safetensors d.pth").status == 0);
  const Outcome alone = tiny.run("$G model info d.pth");
  CHECK(alone.status == 0);
  CHECK(alone.out.find("\nz ") == std::string::npos);
  CHECK(alone.out.find("ngf") == std::string::npos);
  CHECK(alone.out.find("no G, D ") != std::string::npos);
}

TEST_CASE("model info lists every tensor of a file that is not recognised, and fails") {
  const TinyModel tiny;
  constexpr int kTensors = 14;
  std::string header;
  for (int i = 0; i < kTensors; ++i)
    header += (i == 0 ? "{" : ",") + ("\"odd" + std::to_string(i)) +
              R"(":{"dtype":"F32","shape":[1],"data_offsets":[)" + std::to_string(4 * i) + "," +
              std::to_string(4 * i + 4) + "]}";
  header += "}";
  std::ofstream file(tiny.file("odd.safetensors"), std::ios::binary);
  for (int byte = 0; byte < 8; ++byte) file << static_cast<char>(header.size() >> (8 * byte) & 0xFF);
  file << header << std::string(4 * kTensors, '\0');
  file.close();

  const Outcome listed = tiny.run("$G model info odd.safetensors");
  CHECK(listed.status == 1);
  for (int i = 0; i < kTensors; ++i)
    CHECK(listed.out.find("odd" + std::to_string(i) + "  1\n") != std::string::npos);
  CHECK(listed.out.find("14 tensors") != std::string::npos);
  CHECK(listed.err.find("and 2 more, which ganscope model info lists") != std::string::npos);
  const Outcome json = tiny.run("$G --json model info odd.safetensors");
  CHECK(json.status == 1);
  const core::Json object = core::parse_json(json.out, "list");
  CHECK(object["tensors"].size() == kTensors);
  CHECK(object["error"]["what"] == "these tensors are no DCGAN that can be opened");
  CHECK(object["error"]["where"] == "odd.safetensors");
  CHECK(object["error"]["hint"].get<std::string>().find("and 2 more, which") != std::string::npos);
  CHECK(object.size() == 2);
  CHECK(one_clear_line(tiny.run("$G --quiet sample odd.safetensors --out a.png"), "2 more"));
}

TEST_CASE("a conversion says what it changes or cannot keep, and a guessed prior stays a guess") {
  const TinyModel tiny;
  const Outcome pth = tiny.run("$G model convert tiny.safetensors g.pth");
  CHECK(pth.status == 0);
  for (const char* part : {"ganscope: a .pth file holds tensors alone", "the discriminator is left out"}) {
    CAPTURE(part);
    CHECK(pth.err.find(part) != std::string::npos);
  }
  const core::Json json =
      core::parse_json(tiny.run("$G --json --quiet model convert tiny.safetensors h.pth").out, "result");
  CHECK(json["notes"].size() == 2);
  const auto guess = [&](const std::string& options) {
    REQUIRE(tiny.run("$G --quiet model convert g.pth back.safetensors " + options).status == 0);
    return core::parse_json(tiny.run("$G --json model info back.safetensors").out, "info")["prior_is_guess"]
        .get<bool>();
  };
  CHECK(guess(""));
  CHECK_FALSE(guess("--prior gaussian"));
  const Outcome same = tiny.run("$G model convert tiny.safetensors copy.safetensors");
  CHECK(same.status == 0);
  CHECK(same.err.empty());
}

TEST_CASE("generator and discriminator open from two files") {
  const TinyModel tiny;
  REQUIRE(tiny.run("$G --quiet model convert tiny.safetensors g.pth && "
                   "$G --quiet model convert --net discriminator tiny.safetensors d.pth")
              .status == 0);
  const core::Json both =
      core::parse_json(tiny.run("$G --json model info g.pth --discriminator d.pth").out, "info");
  CHECK(both["generator"] == true);
  CHECK(both["discriminator"] == true);
  CHECK(core::parse_json(tiny.run("$G --json model info d.pth --discriminator g.pth").out, "info") == both);
  CHECK(one_clear_line(tiny.run("$G --quiet model info d.pth --discriminator d.pth"),
                       "both files hold a discriminator only: d.pth and d.pth"));
  const core::Json alone = core::parse_json(tiny.run("$G --json model info d.pth").out, "info");
  CHECK(alone["generator"] == false);
  CHECK(one_clear_line(tiny.run("$G --quiet sample d.pth --out a.png"), "discriminator only"));
}

TEST_CASE("what cannot be opened or written is one line and leaves nothing") {
  const TinyModel tiny;
  const auto refused = [&](const std::string& command, const std::string& part) {
    const Outcome outcome = tiny.run("$G --quiet " + command);
    CAPTURE(command);
    CAPTURE(outcome.err);
    CHECK((outcome.status == 1 || outcome.status == 2));
    CHECK(one_clear_line(outcome, part));
  };
  REQUIRE(tiny.run("printf 'not weights' > text.pth && head -c 300 tiny.safetensors > cut.safetensors && "
                   "printf '\\200\\002c__builtin__\\neval\\n.' > code.pth && mkdir empty && "
                   "$G --quiet model convert tiny.safetensors whole.pth && head -c 900 whole.pth > cut.pth")
              .status == 0);
  refused("model info text.pth", "text.pth");
  refused("model info cut.safetensors", "cut.safetensors");
  refused("model info cut.pth", "cut.pth");
  refused("model info code.pth", "code.pth");
  refused("model info empty", "empty");
  refused("model info absent.t7", "absent.t7");
  refused("model convert tiny.safetensors a.zip", "no format ends in this");
  refused("model convert tiny.safetensors /proc/nowhere/a.pth", "/proc/nowhere");
  refused("model convert --net discriminator tiny.safetensors d.onnx", "only a generator");
  refused("sample tiny.safetensors --class 3 --out a.png", "no such label");
  refused("sample tiny.safetensors --prior poisson --out a.png", "unknown prior");
  CHECK_FALSE(fs::exists(tiny.file("a.zip")));
  CHECK_FALSE(fs::exists(tiny.file("d.onnx")));
}

TEST_CASE("a training starts from the weights of a model") {
  const TinyModel tiny;
  const std::string sizes = "--size 16 --ngf 4 --ndf 4 --nz 8 --batch 8 --data-count 64 --threads 1 ";
  CHECK(
      tiny.run("$G --quiet train rooms " + sizes + "--steps 1 --init tiny.safetensors --out second").status ==
      0);
  const Outcome other = tiny.run(
      "$G --quiet train rooms --size 16 --ngf 8 --ndf 4 --nz 8 --batch 8 --data-count 64 "
      "--steps 1 --init tiny.safetensors --out third");
  CHECK(other.status == 2);
  CHECK(one_clear_line(other, "other sizes"));
  CHECK_FALSE(fs::exists(tiny.file("third")));
}

TEST_CASE("verifying ends in what is wrong with the statistics alone, or in that there are none") {
  const TemporaryFolder folder;
  const std::vector<Written> plain{{"main.0.weight", {8, 16, 4, 4}, 0, 0.3F},
                                   {"main.2.weight", {16, 8, 4, 4}, 0, 0.3F},
                                   {"main.4.weight", {8, 3, 4, 4}, 0, 0.3F}};
  write_stranger(folder / "plain.safetensors", plain);
  const Outcome info = test::shell(folder, "$G model info plain.safetensors");
  CHECK(info.out.find("BatchNorm     none in the generator\n") != std::string::npos);
  const Outcome none = test::shell(folder, "$G --quiet model verify plain.safetensors");
  CHECK(none.out.find("\nno BatchNorm\n") != std::string::npos);
  const std::string guess = "ReLU (a guess; --activation changes it)\n";
  CHECK(info.out.find("activation    " + guess) != std::string::npos);
  CHECK(none.out.find("\nactivation " + guess) != std::string::npos);
  CHECK(none.out.ends_with("\nsound\n"));
  CHECK(none.out.find("statistics") == std::string::npos);
  const core::Json json =
      core::parse_json(test::shell(folder, "$G --quiet --json model info plain.safetensors").out, "info");
  CHECK(json["batch_norm"].empty());

  std::vector<Written> spoiled = plain;
  spoiled[1].name = "main.3.weight", spoiled[2].name = "main.6.weight";
  for (const auto& [norm, width] : {std::pair{"main.1", 16}, {"main.4", 8}})
    for (const Written& part : {Written{".weight", {width}, 1, 0.1F},
                                {".bias", {width}, 0, 0.1F},
                                {".running_mean", {width}, 3, 0},
                                {".running_var", {width}, 50, 0}})
      spoiled.push_back({norm + part.name, part.shape, part.mean, part.spread});
  write_stranger(folder / "spoiled.safetensors", spoiled);
  const Outcome verified = test::shell(folder, "$G --quiet model verify spoiled.safetensors");
  CHECK(verified.status == 0);
  CHECK(verified.out.find("\nsound apart from its BatchNorm statistics, which change the picture by 0.") !=
        std::string::npos);
  CHECK(verified.out.ends_with(" of its range: use --bn population\n"));
  const core::Json report = core::parse_json(
      test::shell(folder, "$G --quiet --json model verify spoiled.safetensors").out, "report");
  CHECK(report["statistics_spoiled"] == true);
  CHECK(report["verdict"].get<std::string>().ends_with("use --bn population"));
}

TEST_CASE("statistics for another prior are said to be, and values that are no numbers are named") {
  const TinyModel tiny;
  const Outcome other = tiny.run("$G --quiet model verify tiny.safetensors --prior uniform");
  CHECK(
      other.out.find("the file's statistics are for prior N(0, I); those gathered over 8,192 z for U(-1, 1) "
                     "change the picture by 0.") != std::string::npos);
  const Outcome json = tiny.run("$G --quiet --json model verify tiny.safetensors --prior uniform");
  CHECK(core::parse_json(json.out, "report")["statistics_prior"] == "gaussian");
  const float infinite = std::numeric_limits<float>::infinity();
  write_stranger(tiny.file("bad.safetensors"), {{"main.0.weight", {8, 16, 4, 4}, infinite, 1},
                                                {"main.2.weight", {16, 8, 4, 4}, 0, 1},
                                                {"main.4.weight", {8, 3, 4, 4}, 0, 1}});
  CHECK(tiny.run("$G model info bad.safetensors").out.find("3, \"main.0.weight\" holds NaN or infinity (") !=
        std::string::npos);
}

TEST_CASE("an activation that the file does not say is a guess until one is asked for") {
  const TemporaryFolder folder;
  write_stranger(folder / "plain.safetensors", {{"main.0.weight", {8, 16, 4, 4}, 0, 0.3F},
                                                {"main.2.weight", {16, 8, 4, 4}, 0, 0.3F},
                                                {"main.4.weight", {8, 3, 4, 4}, 0, 0.3F}});
  const auto json = [&](const std::string& command) {
    return core::parse_json(test::shell(folder, "$G --quiet --json model " + command).out, "model");
  };
  CHECK(json("info plain.safetensors")["activation_is_guess"] == true);
  CHECK(json("info plain.safetensors")["activation"] == "relu");
  CHECK(json("verify plain.safetensors")["guessed_activation"] == "relu");
  CHECK(json("info plain.safetensors --activation leaky")["activation_is_guess"] == false);
  CHECK(json("info plain.safetensors --activation leaky")["activation"] == "leaky");
  CHECK_FALSE(json("verify plain.safetensors --activation leaky").contains("guessed_activation"));
  const Outcome said = test::shell(folder, "$G model info plain.safetensors --activation leaky");
  CHECK(said.out.find("a guess; --activation") == std::string::npos);

  const auto picture = [&](const std::string& options) {
    REQUIRE(
        test::shell(folder, "$G --quiet sample plain.safetensors --count 2 --out a.png " + options).status ==
        0);
    return test::text_of(folder / "a.png");
  };
  CHECK(picture("") != picture("--activation leaky"));
  const Outcome unknown = test::shell(folder, "$G sample plain.safetensors --activation gelu --out b.png");
  CHECK(unknown.status == 2);
  CHECK(one_clear_line(unknown, "unknown activation: gelu (relu or leaky)"));
  CHECK(test::shell(folder, "$G sample --help").out.find("--activation") != std::string::npos);
}
