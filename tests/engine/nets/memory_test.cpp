#include <ATen/ATen.h>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <limits>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string_view>

#include "core/base/library_error.h"
#include "core/base/progress.h"
#include "core/engine/nets/frozen.h"
#include "core/engine/nets/tensors.h"
#include "tests/engine/nets/nets.h"
#include "tests/nets/layouts/chain_specs.h"

namespace {

/// This process gets no more than `bytes` of address space beyond what it has, until the end of the scope.
class MemoryLimit {
 public:
  explicit MemoryLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_AS, &before_);
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlimit limit{pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_AS, &limit);
  }

  ~MemoryLimit() { ::setrlimit(RLIMIT_AS, &before_); }

  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;

 private:
  rlimit before_{};
};

template <class Work>
std::string refusal(Work&& work) {
  try {
    engine::translated("cannot draw", work);
  } catch (const core::LibraryError& error) {
    return error.what();
  }
  return {};
}

/// A person who has seen enough after a few pictures: every batch takes the same memory.
core::Progress stopped_soon() {
  const auto stop = std::make_shared<std::stop_source>();
  return {[stop](std::int64_t done, std::int64_t, std::string_view) {
            if (done > 0) stop->request_stop();
          },
          stop->get_token()};
}

}  // namespace

TEST_CASE("memory that LibTorch does not get is one line with numbers and what to lower") {
  const std::string line = refusal([] { at::empty({std::int64_t{1} << 44}, at::kByte); });
  CAPTURE(line);
  CHECK(line.starts_with("cannot draw, out of memory, 17,592,187 MB more were asked for, "));
  CHECK(line.find(" (ask for fewer or smaller images") != std::string::npos);
  CHECK(line.find("enforce fail") == std::string::npos);
  const MemoryLimit limit(64 << 20);
  const std::string small = refusal([] { at::empty({std::int64_t{1} << 30}, at::kByte); });
  CAPTURE(small);
  CHECK(small.find("allowed (ulimit -v)") != std::string::npos);
}

TEST_CASE(
    "what LibTorch says of other failures is told without where in LibTorch it was, other exceptions pass") {
  CHECK(refusal([] { throw std::runtime_error("[enforce fail at shape.cpp:12] shapes differ\nframe #0"); }) ==
        "cannot draw: shapes differ");
  CHECK(refusal([] { throw std::runtime_error("could not create a primitive"); }).find("out of memory") !=
        std::string::npos);
  CHECK_THROWS_AS(engine::translated("x", [] { throw core::Cancelled(); }), core::Cancelled);
  CHECK_THROWS_AS(engine::translated("x", [] { throw std::bad_alloc(); }), std::bad_alloc);
}

TEST_CASE("four pictures of 512 pixels are opened, judged and drawn within 350 MB, by any statistics") {
  const nets::LayoutSpec spec = test::large_chain();
  const engine::Generator g = test::seeded_generator(spec);
  core::ModelInfo info;
  info.name = "large";
  const std::vector<core::Latent> z = test::seeded_latents(4, spec.nz);
  for (const core::StatisticsKind kind : {core::StatisticsKind::kRunning, core::StatisticsKind::kNone}) {
    const MemoryLimit limit(350 << 20);
    core::FrozenModelPtr model;
    REQUIRE_NOTHROW(model = engine::freeze(g, nullptr, info, {.generator = kind}));
    CHECK_THROWS_AS(model->with_settled_statistics(stopped_soon()), core::Cancelled);
    for (const core::BatchNormMode mode : model->info().modes) {
      std::vector<core::Image> images;
      REQUIRE_NOTHROW(images = model->generate(z, {mode, {}}));
      CHECK(images[3].width == 512);
    }
  }
}
