#include "core/run/option_table.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/run/option_error.h"
#include "core/run/recipe.h"
#include "core/run/step_estimate.h"
#include "tests/support/other_option.h"

namespace {

/// Becomes any member of an aggregate; never called.
struct Anything {
  template <class Member>
  operator Member() const;
};

template <class... Members>
consteval std::size_t count_members() {
  if constexpr (requires { core::TrainOptions{Members{}..., Anything{}}; })
    return count_members<Members..., Anything>();
  else
    return sizeof...(Members);
}

/// Just outside of the range, at both ends, and what is no number.
template <class Value>
std::vector<Value> outside(const core::Range<double>& range) {
  const auto low = static_cast<Value>(range.low), high = static_cast<Value>(range.high);
  if constexpr (std::is_floating_point_v<Value>) {
    constexpr Value kInfinity = std::numeric_limits<Value>::infinity();
    return {std::nextafter(low, -kInfinity), std::nextafter(high, kInfinity), kInfinity,
            std::numeric_limits<Value>::quiet_NaN()};
  } else {
    return {static_cast<Value>(low - 1), static_cast<Value>(high + 1), std::numeric_limits<Value>::max(),
            std::numeric_limits<Value>::min()};
  }
}

}  // namespace

TEST_CASE("every member of the options has one row, with a name, a flag and a word of help") {
  std::set<std::string> names, flags;
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.name);
    CHECK(names.insert(option.name).second);
    CHECK(flags.insert(option.flag).second);
    CHECK(std::string(option.help).size() > 5);
    CHECK((*option.label != '\0') == (option.line != 0));
    CHECK(core::find_option(option.name) == &option);
  }
  CHECK(names.size() == count_members());
  CHECK(core::find_option("epochs") == nullptr);
}

TEST_CASE("another value of an option is a difference, is said by the command, and only that one") {
  for (const std::string& preset : core::train_presets()) {
    core::TrainOptions base = core::preset_options(preset);
    base.data = "rooms";
    for (const core::TrainOption& option : core::option_table()) {
      CAPTURE(option.name);
      const core::TrainOptions other = test::with_other(base, option);
      const auto found = core::differences(base, other);
      REQUIRE(found.size() == 1);
      CHECK(found[0].name == option.name);
      CHECK(found[0].base == core::option_text(base, option));
      CHECK(found[0].now == core::option_text(other, option));
      CHECK(core::recipe_differences(base, other).size() == (option.recipe ? 1 : 0));
      const std::string command = core::train_command(other);
      CHECK(command != core::train_command(base));
      if (std::string_view(option.name) != "data")
        CHECK(command.find(" " + std::string(option.flag)) != std::string::npos);
    }
  }
}

TEST_CASE("a number outside the range of its option is refused, and a word that is no choice") {
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.name);
    std::visit(
        [&]<class Value>(Value core::TrainOptions::*member) {
          core::TrainOptions options;
          if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
            if (!option.range) return;
            for (const Value value : outside<Value>(*option.range)) {
              options.*member = value;
              CHECK_THROWS_AS(core::check(options), core::UsageError);
            }
          } else if constexpr (std::is_same_v<Value, std::string>) {
            options.*member = "unheard of";
            CHECK(test::is_legal(options) == option.choices.empty());
          }
        },
        option.member);
  }
  core::TrainOptions grey;
  grey.channels = 2;
  CHECK_THROWS_WITH_AS(core::check(grey), "option channels cannot be 2 (allowed: 1, 3)", core::OptionError);
  grey = {};
  grey.nz = 5000;
  CHECK_THROWS_WITH_AS(core::check(grey), "option nz cannot be 5000 (allowed: 1 to 4096)", core::OptionError);
}

TEST_CASE(
    "a resumed run may change how long and how fast it learns, what it saves and where it is, nothing else") {
  for (const char* name : {"run", "follow_links", "data", "steps", "minutes", "lr_g", "lr_d",
                           "checkpoint_every", "keep", "sample_every", "threads", "device", "half"})
    CHECK(core::find_option(name)->may_change);
  for (const char* name : {"data_count",
                           "preset",
                           "layout",
                           "size",
                           "channels",
                           "nz",
                           "ngf",
                           "ndf",
                           "prior",
                           "batch",
                           "beta1",
                           "beta2",
                           "adam_eps",
                           "weight_decay",
                           "batch_norm_eps",
                           "alternate",
                           "label_real",
                           "ema",
                           "flip",
                           "shift",
                           "lr_decay_from",
                           "init",
                           "init_discriminator",
                           "seed"})
    CHECK_FALSE(core::find_option(name)->may_change);
}

TEST_CASE("a step is measured again for exactly the options that cost time") {
  const core::TrainOptions base;
  for (const core::TrainOption& option : core::option_table()) {
    CAPTURE(option.name);
    const core::TrainOptions other = test::with_other(base, option);
    CHECK((core::step_part(other) != core::step_part(base)) == option.costs_time);
  }
}
