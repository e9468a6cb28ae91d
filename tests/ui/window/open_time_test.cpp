#include <doctest/doctest.h>
#include <sys/times.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "app/window.h"
#include "core/engine/torch_engine.h"
#include "core/io/weights/pth/pth_writer.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/model_files.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr bool kAsUsersRunIt = true;
#else
constexpr bool kAsUsersRunIt = false;
#endif

/// Processor seconds since the machine started that went to anything but this process.
double processor_seconds_of_others() {
  std::ifstream stat("/proc/stat");
  std::string cpu;
  std::array<double, 8> ticks{};  // user, nice, system, idle, waiting, two kinds of interrupts, stolen
  stat >> cpu;
  for (double& one : ticks) stat >> one;
  tms own{};
  times(&own);
  const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
  const auto used = static_cast<double>(own.tms_utime + own.tms_stime);
  return (busy - used) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// From the drop of a model to the swap of the frame with its first picture.
double seconds_to_first_picture(Hands& hands, const std::filesystem::path& file) {
  const std::uint64_t model = hands.snapshot().model_version;
  const std::uint64_t picture = hands.snapshot().surface(core::Surface::kCanvas)->version;
  const double begin = app::Window::now();
  hands.drop({file});
  hands.until("its first picture", [&] {
    const core::Snapshot& shown = hands.snapshot();
    return shown.model_version > model && shown.surface(core::Surface::kCanvas)->version != picture &&
           !hands.picture(core::Surface::kCanvas).empty();
  });
  return hands.stage().app().window().last_swap_time() - begin;
}

}  // namespace

TEST_CASE("from the drop of a .pth of 25 MB to its first picture passes less than a second") {
  constexpr double kAtMost = 1, kIdle = 0.25;  // seconds; cores that others may use
  if (!kAsUsersRunIt) {
    MESSAGE("left out: a debug build, or one under a sanitizer");
    return;
  }
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "g-and-d.pth";
  io::write_pth(test::joined(test::classic_generator(64), test::classic_discriminator(64)), file);
  REQUIRE(std::filesystem::file_size(file) > 25'000'000);
  std::array<double, 3> drops{};  // the median counts: one alone may meet a moment of other work
  double others = 0, passed = 0;
  for (double& seconds : drops) {
    Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      hands.frames(20);  // its sheet
      const double before = processor_seconds_of_others();
      seconds = seconds_to_first_picture(hands, file);
      others += processor_seconds_of_others() - before;
      passed += seconds;
    });
  }
  std::sort(drops.begin(), drops.end());
  MESSAGE("median of three drops: " << drops[1] << " s, others used " << others / passed << " cores");
  CHECK(drops[1] < 5 * kAtMost);
  if (others > kIdle * passed)
    MESSAGE("not held to a second: the machine has other work");
  else
    CHECK(drops[1] < kAtMost);
}
