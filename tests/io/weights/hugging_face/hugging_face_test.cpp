#include "core/io/weights/hugging_face/hugging_face.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "tests/io/temporary_folder.h"
#include "tests/io/weights/sample_weights.h"

namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
  const auto bytes = core::read_file(file);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TEST_CASE("a Hugging Face folder holds four files, the weights bit for bit") {
  const tests::TemporaryFolder parent("hugging");
  const io::HuggingFaceModel model = tests::example_hugging_face();
  io::write_hugging_face_folder(parent / "model", model);
  CHECK(std::distance(fs::directory_iterator(parent / "model"), {}) == 4);
  CHECK(core::read_file(parent / "model/model.safetensors") == io::serialize_safetensors(model.weights));
  CHECK(core::parse_json(text_of(parent / "model/config.json"), "test") == model.config);
  CHECK(text_of(parent / "model/README.md") == io::model_card_text(model.card));
  CHECK(text_of(parent / "model/load.py") == model.load_py);
  CHECK_THROWS_WITH_AS(io::write_hugging_face_folder(parent / "model", model), doctest::Contains("not empty"),
                       core::Error);
}

TEST_CASE("a configuration load.py could not use is refused and leaves no folder") {
  const tests::TemporaryFolder parent("hugging");
  const auto refused = [&](auto change, const char* words) {
    io::HuggingFaceModel model = tests::example_hugging_face();
    change(model);
    CHECK_THROWS_WITH_AS(io::write_hugging_face_folder(parent / "model", model), doctest::Contains(words),
                         core::Error);
  };
  refused([](auto& m) { m.config.erase("nz"); }, "\"nz\"");
  refused([](auto& m) { m.config["nz"] = "8"; }, "\"nz\"");
  refused([](auto& m) { m.config["prior"] = "cauchy"; }, "\"prior\"");
  refused([](auto& m) { m.config["generator"] = core::Json::array(); }, "\"generator\"");
  refused([](auto& m) { m.config = core::Json::array(); }, "\"generator\"");
  refused([](auto& m) { m.config["generator"][1]["kind"] = "dense"; }, "kind");
  refused([](auto& m) { m.config["generator"][1] = 3; }, "kind");
  refused([](auto& m) { m.config["generator"][1]["activation"] = "swish"; }, "activation");
  refused([](auto& m) { m.config["generator"][1]["weight"] = "nowhere"; }, "\"nowhere\"");
  refused([](auto& m) { m.config["generator"][1]["norm"] = "elsewhere"; }, "\"elsewhere.");
  refused([](auto& m) { m.config.erase("other_tensors"); }, "\"D.main.0.weight\"");
  refused([](auto& m) { m.config["generator"].erase(4); }, "\"G.main.12.weight\"");
  CHECK(fs::is_empty(parent.path()));
}

TEST_CASE("a model card keeps a stranger's text from becoming markup") {
  io::ModelCard card;
  card.title = "x\n---\nlicense: mit | <script>";
  card.licence = "other";
  card.licence_name = "UTKFace: \"research\"\n- only";
  card.tags = {"a: b", "c"};
  card.facts = {{"a|b", "`c`\n# d"}};
  card.limits = "None known.";
  const std::string text = io::model_card_text(card);
  const std::string front = text.substr(0, text.find("---\n", 4) + 4);
  CHECK(front ==
        "---\nlicense: \"other\"\nlicense_name: \"UTKFace: \\\"research\\\"?- only\"\nlibrary_name: pytorch\n"
        "pipeline_tag: unconditional-image-generation\ntags:\n- \"a: b\"\n- \"c\"\n---\n");
  CHECK(text.find("\n# x?---?license: mit \\| \\<script\\>\n") != std::string::npos);
  CHECK(text.find("\n| a\\|b | \\`c\\`?\\# d |\n") != std::string::npos);
  CHECK(text.find("\n## Limits\n\nNone known.\n") != std::string::npos);
  CHECK(text.find("## Provenance") == std::string::npos);
  CHECK(io::model_card_text({}).find("license: \"unknown\"") != std::string::npos);
}
