#pragma once

// Precompiled for `engine` and its tests: parsing LibTorch takes ten times as long as any file of ours.
#include <torch/torch.h>
