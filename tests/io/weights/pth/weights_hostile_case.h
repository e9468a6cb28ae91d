#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tests/io/weights/pth/pth_bytes.h"

namespace tests {

/// A file that is valid up to its one fault, and a part of the refusal it must get.
struct HostileCase {
  int row = 0;       // of docs/promises.md: Hostile archives and pickles, for safetensors of Hostile weights
  std::string name;  // "persistent id with a key of letters, zip"
  std::string bytes;
  std::string expected;
  std::string kind = "pth";  // the file's ending
  std::string inside{};      // what the refusal names behind the file: ", b.npy"
};

using HostileCases = std::vector<HostileCase>;

/// `read` must refuse the file in time (TimeLimit) and within `allowed` bytes more of memory, with `where` as
/// its path, an entry, a byte of the file, what was expected there (`expected` or `or_expected` among it) and
/// a hint, all of it printable.
void check_refused(const HostileCase& hostile, const std::string& where, std::size_t allowed,
                   const std::function<void()>& read, const std::string& or_expected = {});

/// Adds the file that `make` builds in both forms.
inline void add_both(HostileCases& cases, int row, const std::string& name,
                     const std::function<std::string(PthForm)>& make, const std::string& expected) {
  cases.push_back({row, name + ", zip", make(PthForm::kZip), expected});
  cases.push_back({row, name + ", legacy", make(PthForm::kLegacy), expected});
}

/// Adds a value beside a good tensor, in both forms.
inline void add_value(HostileCases& cases, int row, const std::string& name, const std::string& value,
                      const std::string& expected) {
  add_both(
      cases, row, name, [&](PthForm form) { return pth_with(form, value); }, expected);
}

/// Adds a whole pickled object that names no storage, in both forms.
inline void add_object(HostileCases& cases, int row, const std::string& name, const std::string& object,
                       const std::string& expected) {
  add_both(
      cases, row, name, [&](PthForm form) { return pth_of(form, object, {}); }, expected);
}

/// The pickle of a good zip file, one tensor.
inline std::string good_zip_pickle() {
  return pickle(dict({text("w"), TensorCall{}.opcodes(PthForm::kZip)}));
}

/// Adds a good archive after `lie` has changed one thing of row 13; entry 2 is the storage.
inline void add_zip(HostileCases& cases, const std::string& name, const std::function<void(ZipBytes&)>& lie,
                    const std::string& expected) {
  ZipBytes zip = zip_of(good_zip_pickle());
  lie(zip);
  cases.push_back({13, name + ", zip", zip.bytes(), expected});
}

HostileCases hostile_calls();      // rows 1 to 4
HostileCases hostile_storages();   // rows 5 and 6
HostileCases hostile_tensors();    // row 7
HostileCases hostile_streams();    // rows 8 to 12
HostileCases hostile_entries();    // row 13, entries
HostileCases hostile_archives();   // row 13, records at the end, and row 14
HostileCases hostile_old_files();  // rows 15 and 17
HostileCases hostile_pth();        // all of these

HostileCases hostile_safetensors();  // A1's bug list
HostileCases hostile_npy();          // row 16
HostileCases hostile_npz();          // row 16
HostileCases hostile_torch7();       // row 18

}  // namespace tests
