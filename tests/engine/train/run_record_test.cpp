#include "core/run/run_record.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/engine/nets/open_model.h"

namespace {

std::filesystem::path bundled(const std::string& name) {
  return std::filesystem::path(GANSCOPE_SOURCE_DIR) / "assets/models" / name / "model.safetensors";
}

}  // namespace

TEST_CASE("the curves of every bundled model belong to it and are read to their end") {
  for (const char* name : {"faces", "portraits", "rooms"}) {
    CAPTURE(name);
    const core::FrozenModelPtr model = engine::load_frozen(bundled(name), at::kCPU);
    const core::RunRecord record = core::read_run_record(model->info());
    CHECK(record.problem == "");
    REQUIRE(record.history);
    CHECK(record.history->size() > 500);
  }
}

TEST_CASE("a bundled model does not take the curves of another for its own") {
  for (const auto& [name, other] :
       {std::pair{"faces", "rooms"}, {"rooms", "portraits"}, {"portraits", "faces"}}) {
    CAPTURE(name);
    core::ModelInfo info = engine::load_frozen(bundled(name), at::kCPU)->info();
    info.source.file = bundled(other).string();
    CHECK(core::read_run_record(info).history == nullptr);
  }
}
