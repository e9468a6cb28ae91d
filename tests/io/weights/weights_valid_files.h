#pragma once

#include <string>
#include <vector>

namespace tests {

struct ValidFile {
  std::string name;
  std::string bytes;
};

/// Small PyTorch files that must open, in both forms: what the tests and a fuzzer start from.
std::vector<ValidFile> valid_pth_files();

}  // namespace tests
