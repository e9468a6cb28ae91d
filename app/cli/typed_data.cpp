#include "app/cli/typed_data.h"

#include <cstdio>
#include <utility>

#include "core/run/procedural_sets.h"

namespace app {

std::string data_named(const std::string& word) {
  core::TypedData typed = core::typed_data(word);
  if (typed.folder_first)
    std::fprintf(stderr,
                 "ganscope: %s is taken, which lies here, not the drawn set (drawn:%s means the set)\n",
                 typed.data.c_str(), word.c_str());
  return std::move(typed.data);
}

}  // namespace app
