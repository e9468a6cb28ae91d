#pragma once

#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>

/// A new folder on a disk of its own with room for `bytes`, until the end of the scope. Where this process
/// may not mount one, no file of it and of the programs it starts grows beyond `bytes` instead.
class SmallDisk {
 public:
  SmallDisk(std::filesystem::path folder, rlim_t bytes) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    const std::string size = "size=" + std::to_string(bytes);
    mounted_ = ::mount("ganscope-test", folder_.c_str(), "tmpfs", 0, size.c_str()) == 0;
    if (mounted_) return;
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }

  ~SmallDisk() {
    if (mounted_) {
      ::umount2(folder_.c_str(), MNT_DETACH);
      return;
    }
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_empty() const { return std::filesystem::is_empty(folder_); }

 private:
  std::filesystem::path folder_;
  bool mounted_ = false;
  rlimit before_{};
  void (*handler_)(int) = SIG_DFL;
};
