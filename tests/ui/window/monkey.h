#pragma once

#include <string>
#include <vector>

#include "core/latent/random.h"
#include "tests/ui/window/hands.h"

namespace test {

/// Somebody who does anything at all with the window, the same things for the same seed: clicks, drags, keys,
/// typing, menus, drops of files, engines that fail. It leaves alone what changes the desktop: full
/// screen.
class Monkey {
 public:
  Monkey(Hands& hands, std::uint64_t seed);

  void act();
  void take(Hands& hands);  // goes on with another window
  int kinds() const;        // different kinds of actions so far, of kKinds

  static constexpr int kKinds = 12;

 private:
  void look();  // what is there to be pointed at
  const Spot& any_spot();
  ImVec2 any_place();
  void press(ImVec2 at, int button);
  void drag(ImVec2 from, ImVec2 to);
  void press(ImGuiKeyChord chord);
  void type();
  void drop();
  void break_or_mend();

  std::uint32_t below(std::uint32_t end) { return random_.below(end); }

  Hands* hands_;
  core::CounterRandom random_;
  std::vector<Spot> spots_;
  int stale_ = 0;  // actions since look()
  unsigned done_ = 0;
};

}  // namespace test
