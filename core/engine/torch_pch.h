#pragma once

// Precompiled for the files of `engine` and of its tests that use LibTorch. Not <torch/torch.h>: its data
// loaders, optimisers and layers double the time that every one of those files takes, and nothing here uses
// them.
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>
#include <torch/utils.h>
