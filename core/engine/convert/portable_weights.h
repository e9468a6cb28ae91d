#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/base/progress.h"
#include "core/engine/nets/loaded_model.h"
#include "core/request/model_files.h"

namespace engine {

struct PortableOptions {
  bool half = false;                                // weights of convolutions and linear layers in fp16
  bool folded = false;                              // a format that folds BatchNorm in
  std::optional<core::BatchNormMode> statistics{};  // core::ConvertRequest::statistics
};

/// A model's tensors as they leave the program: under the names of its layout, which of a chain are those of
/// the file it came from, with the bits of the file where nothing had to change. Never changes.
class PortableWeights {
 public:
  /// Without `half` each tensor has the type it had, fp64 apart, which becomes fp32. BatchNorm statistics
  /// are those core::ConvertRequest::statistics asks for. Throws core::Error, Cancelled.
  static PortableWeights open(const core::ModelSource& source, const PortableOptions& options,
                              const at::Device& device, const core::Progress& progress);

  bool has_generator() const { return !model_.nets.best().is_empty(); }

  bool has_discriminator() const { return !model_.nets.discriminator.is_empty(); }

  const LoadedModel& model() const { return model_; }

  const ModelNets& nets() const { return model_.nets; }

  const std::map<std::string, std::string>& metadata() const { return all_.metadata; }

  /// What happened to the generator's BatchNorm statistics, one line; empty where they are the file's and
  /// good.
  const std::string& statistics_note() const { return statistics_note_; }

  /// Whether the generator's BatchNorm statistics are left out where its owner's state_dict is written, which
  /// has none.
  bool adds_statistics() const;

  /// Whether a net, "G", "G_ema" or "D", has statistics that stay although the file it once came from has
  /// none.
  bool has_new_statistics(const std::string& net) const { return with_new_statistics_.contains(net); }

  /// Prefix of the generator that is used: "G_ema." or "G.".
  std::string generator_prefix() const { return model_.nets.ema.is_empty() ? "G." : "G_ema."; }

  /// Everything under "G.", "G_ema." and "D.", or one net: the generator in use without prefix, the
  /// discriminator under "D.". With what we added to the file that a chain came from, as BatchNorm's gains of
  /// 1, it is as our own files have it; else as its owner's. Throws core::UsageError when the net is not
  /// there.
  io::WeightsFile selected(core::ConvertNets nets, bool with_added = true) const;
  /// One net without prefix and metadata as its owner's state_dict lists it: a chain as its file had it,
  /// other layouts in the order of their modules.
  io::WeightsFile module_order(core::ConvertNets net) const;

 private:
  const io::NamedArray& array(const std::string& name) const;
  void find_added(const std::string& net, bool keeps_statistics, const PortableOptions& options);
  std::string prefix_of(core::ConvertNets net) const;

  LoadedModel model_;
  std::string statistics_note_;
  io::WeightsFile all_;          // always prefixed
  std::set<std::string> added_;  // names in it of what a chain's file lacks and whose class may not take
  std::set<std::string> with_new_statistics_;
};

}  // namespace engine
