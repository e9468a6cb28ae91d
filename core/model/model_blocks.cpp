#include "core/model/model_blocks.h"

#include "core/base/error.h"

namespace core {

void check_block(int block, const std::vector<BlockShape>& blocks, const char* net) {
  if (block < 1 || block > static_cast<int>(blocks.size()))
    throw UsageError(std::string("the ") + net + " has no such block", std::to_string(block),
                     "blocks: 1 to " + std::to_string(blocks.size()));
}

void check_maps(int block, const std::vector<int>& maps, const std::vector<BlockShape>& blocks,
                const char* net) {
  check_block(block, blocks, net);
  const int count = blocks[static_cast<std::size_t>(block) - 1].channels;
  for (const int map : maps)
    if (map < 0 || map >= count)
      throw UsageError(std::string("the ") + net + "'s block " + std::to_string(block) + " has no such map",
                       std::to_string(map), "maps: 0 to " + std::to_string(count - 1));
}

}  // namespace core
