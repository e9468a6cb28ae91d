#include "tests/io/weights_hostile_case.h"

#include <iterator>

namespace tests {

HostileCases all_hostile_cases() {
  HostileCases all;
  for (auto* rows : {hostile_calls, hostile_storages, hostile_tensors, hostile_streams, hostile_entries,
                     hostile_archives, hostile_old_files}) {
    HostileCases cases = rows();
    all.insert(all.end(), std::make_move_iterator(cases.begin()), std::make_move_iterator(cases.end()));
  }
  return all;
}

}  // namespace tests
