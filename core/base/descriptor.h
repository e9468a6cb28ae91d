#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

namespace core {

/// Calls the system until no signal cuts in.
template <typename Call>
auto again_when_interrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// An open descriptor; closes it without a word unless close() was called.
class Descriptor {
 public:
  Descriptor() = default;

  explicit Descriptor(int number) : number_(number) {}

  Descriptor(const std::filesystem::path& path, int flags)
      : number_(again_when_interrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, 0666); })) {}

  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  bool is_open() const { return number_ >= 0; }

  int number() const { return number_; }

  int close() { return ::close(std::exchange(number_, -1)); }

  /// Whether `path`, a link not followed, is what this descriptor has open.
  bool is_at(const std::filesystem::path& path) const {
    struct stat here {
    }, there{};

    return ::fstat(number_, &here) == 0 && ::lstat(path.c_str(), &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
  }

 private:
  int number_ = -1;
};

}  // namespace core
