#pragma once

#include <stdexcept>
#include <string>

namespace core {

/// A failure a person can act on: what failed, on which path or value, and what to try.
/// `what()` is the whole message on one printable line: "WHAT: WHERE (HINT)"; empty parts are left out.
class Error : public std::runtime_error {
 public:
  explicit Error(std::string what, std::string where = {}, std::string hint = {});

  const std::string& failed() const noexcept { return failed_; }

  const std::string& where() const noexcept { return where_; }

  const std::string& hint() const noexcept { return hint_; }

 private:
  std::string failed_;
  std::string where_;
  std::string hint_;
};

/// The request itself is wrong (unknown option, illegal size): exit status 2 on the command line.
class UsageError : public Error {
 public:
  using Error::Error;
};

/// Work was stopped by the person who started it. Not a failure: exit status 130, no error toast.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("cancelled") {}
};

}  // namespace core
