#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/nets/layouts/layout.h"

namespace nets {

/// A kind of nets. A layout is added by a file that defines its row and its line in layout_table.cpp; one
/// that can be trained also by its name in core/model/layout_names.h.
struct LayoutKind {
  std::string_view name;
  bool follows_from_sizes = true;  // the spec needs no list of stages: it can be trained
  bool authors = false;            // of the paper's authors: their .npy sets hold its tensors in their order
  int kernel = 0;                  // side of its convolutions' kernels; 0 = what its stages say
  const char* title = "";          // what a model of it is called
  const char* torch7_title = "";   // the same out of a .t7 file
  void (*check)(const LayoutSpec&) = nullptr;  // throws core::UsageError naming the first illegal value
  std::vector<StageLayout> (*generator)(const LayoutSpec&) = nullptr;
  std::vector<StageLayout> (*discriminator)(const LayoutSpec&) = nullptr;
  /// What metadata hold of it besides the sizes.
  void (*read_metadata)(const std::map<std::string, std::string>& metadata, const std::string& where,
                        LayoutSpec& spec) = nullptr;
};

// One file each.
extern const LayoutKind kClassicLayoutKind, kPaperLayoutKind, kChainLayoutKind;

std::span<const LayoutKind* const> layout_table();
/// Null for an unknown name.
const LayoutKind* find_layout(std::string_view name);
/// Throws core::UsageError for an unknown name.
const LayoutKind& layout_of(const LayoutSpec& spec);

}  // namespace nets
