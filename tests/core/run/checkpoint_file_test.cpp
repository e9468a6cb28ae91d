#include "core/run/checkpoint_file.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string_view>

#include "core/base/error.h"
#include "tests/core/temporary_folder.h"

using core::CheckpointSection;

namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

const std::vector<CheckpointSection> kSections = {
    {"run", bytes_of("{}")}, {"empty", {}}, {"G", bytes_of("weights and more")}};

bool equal(const std::vector<CheckpointSection>& a, const std::vector<CheckpointSection>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.name == y.name && x.bytes == y.bytes; });
}

}  // namespace

TEST_CASE("a checkpoint reads back what was written") {
  const TemporaryFolder folder;
  core::write_checkpoint(folder / "a.gsc", kSections);
  CHECK(equal(core::read_checkpoint(folder / "a.gsc"), kSections));
  CHECK((folder.names() == std::vector<std::string>{"a.gsc"}));
}

TEST_CASE("a checkpoint with any byte changed is refused") {
  const std::vector<std::byte> good = core::encode_checkpoint(kSections);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::vector<std::byte> bad = good;
    bad[i] ^= std::byte{1};
    CAPTURE(i);
    CHECK_THROWS_AS(core::decode_checkpoint(bad, "test"), core::Error);
  }
}

TEST_CASE("a checkpoint cut at any length or with bytes behind it is refused") {
  const std::vector<std::byte> good = core::encode_checkpoint(kSections);
  for (std::size_t length = 0; length < good.size(); ++length) {
    CHECK_THROWS_AS(core::decode_checkpoint(std::span(good).first(length), "test"), core::Error);
  }
  std::vector<std::byte> longer = good;
  longer.push_back(std::byte{0});
  CHECK_THROWS_AS(core::decode_checkpoint(longer, "test"), core::Error);
}

TEST_CASE("a section's name is a name and no message of a megabyte") {
  CHECK(core::decode_checkpoint(core::encode_checkpoint({{std::string(256, 'n'), {}}}), "test").size() == 1);
  const auto absurd = core::encode_checkpoint({{std::string(257, 'n'), {}}});
  CHECK_THROWS_WITH_AS(core::decode_checkpoint(absurd, "test"), doctest::Contains("absurd name"),
                       core::Error);
}

TEST_CASE("when the disk takes only part of a checkpoint the old one stays and nothing else") {
  const TemporaryFolder folder;
  core::write_checkpoint(folder / "a.gsc", kSections);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small = {4096, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const std::vector<CheckpointSection> large = {{"G", std::vector<std::byte>(100000)}};
  CHECK_THROWS_AS(core::write_checkpoint(folder / "a.gsc", large), core::Error);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old_handler);
  CHECK((folder.names() == std::vector<std::string>{"a.gsc"}));
  CHECK(equal(core::read_checkpoint(folder / "a.gsc"), kSections));
}
