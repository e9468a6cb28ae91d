#include "core/base/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "core/base/format.h"

namespace core {
namespace {

std::string megabytes(std::uint64_t bytes) {
  return thousands(static_cast<std::int64_t>((bytes + 999'999) / 1'000'000)) + " MB";
}

/// Bytes of address space and of memory that this process has.
struct InUse {
  std::uint64_t addresses = 0, memory = 0;
};

InUse in_use() {
  unsigned long addresses = 0, memory = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%lu %lu", &addresses, &memory) != 2) addresses = memory = 0;
    std::fclose(file);
  }
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return {addresses * page, memory * page};
}

}  // namespace

std::optional<std::uint64_t> addresses_left() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  const std::uint64_t used = in_use().addresses;
  return limit.rlim_cur > used ? limit.rlim_cur - used : 0;
}

std::string state_of_memory() {
  const InUse now = in_use();
  if (const auto left = addresses_left())
    return megabytes(now.addresses) + " in use of " + megabytes(now.addresses + *left) +
           " allowed (ulimit -v)";
  const auto all = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                   static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return megabytes(now.memory) + " in use, the machine has " + megabytes(all);
}

Error out_of_memory(std::uint64_t asked, const std::string& where) {
  std::string what = "out of memory, ";
  if (asked > 0) what += megabytes(asked) + " more were asked for, ";
  return Error(what + state_of_memory(), where,
               "ask for fewer or smaller images, a smaller batch, size or model, or close other programs");
}

}  // namespace core
