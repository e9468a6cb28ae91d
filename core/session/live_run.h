#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/run/training_run.h"
#include "core/session/training_board.h"

namespace core {

/// A frozen copy that left training, with the fixed z that its grid is drawn from.
struct LiveCopy {
  std::uint64_t run = 0;
  std::int64_t step = 0;
  FrozenModelPtr model;
  std::shared_ptr<const std::vector<Latent>> fixed_z;
};

/// A run as the window sees it: what it tells goes to the board, to the events and, copies, to
/// `copy_published`. Training thread only.
class LiveRun final : public TrainingListener {
 public:
  LiveRun(std::uint64_t id, TrainingBoard& board, Publisher& publisher,
          const std::function<void(LiveCopy)>& copy_published)
      : id_(id), board_(board), publisher_(publisher), copy_published_(copy_published) {}

  void began(const Trainer& trainer) override;
  void stepped(const RunProgress& progress, const StepHistory& history) override;
  void copy_published(FrozenModelPtr copy, std::int64_t step) override;
  void checkpoint_saved(const std::filesystem::path& file, std::int64_t step) override;
  void saving_model(std::int64_t done, std::int64_t total, std::string_view unit) override;
  void failed(RunWork work) override;
  void warned(const std::string& line) override;

 private:
  const std::uint64_t id_;
  TrainingBoard& board_;
  Publisher& publisher_;
  const std::function<void(LiveCopy)>& copy_published_;
  std::shared_ptr<const std::vector<Latent>> fixed_z_;
  std::size_t kept_ = 0;  // checkpoints that are listed
};

}  // namespace core
