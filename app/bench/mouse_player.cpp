#include "app/bench/mouse_player.h"

#include <X11/Xlib.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <numbers>

#include "core/base/error.h"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

struct CloseDisplay {
  void operator()(Display* display) const { XCloseDisplay(display); }
};

using DisplayPtr = std::unique_ptr<Display, CloseDisplay>;

constexpr int kMovesARound = 90;

XEvent event_at(const MousePlayer::Drag& drag, int move, int type) {
  const double angle = 2 * std::numbers::pi * move / kMovesARound;
  XEvent event{};
  event.type = type;
  // Button and motion events share this head.
  event.xbutton.window = drag.window;
  event.xbutton.subwindow = None;
  event.xbutton.same_screen = True;
  event.xbutton.x = drag.x + static_cast<int>(std::lround(drag.radius * std::sin(angle)));
  event.xbutton.y = drag.y + static_cast<int>(std::lround(drag.radius * (1 - std::cos(angle))));
  if (type == MotionNotify)
    event.xmotion.state = Button1Mask;
  else
    event.xbutton.button = Button1;
  return event;
}

void send(Display* display, const MousePlayer::Drag& drag, XEvent event) {
  XSendEvent(display, drag.window, True, NoEventMask, &event);
  XFlush(display);
}

}  // namespace

MousePlayer::MousePlayer(const Drag& drag) {
  DisplayPtr display(XOpenDisplay(nullptr));
  if (!display || drag.window == 0)
    throw core::Error("cannot play the mouse, no X11 display", "bench interactive",
                      "run it under X11, for example with xvfb-run");
  thread_ = std::jthread([this, drag, display = std::move(display)](std::stop_token stop) {
    send(display.get(), drag, event_at(drag, 0, MotionNotify));
    std::this_thread::sleep_for(
        std::chrono::milliseconds(100));  // the window must have drawn the hovered state
    send(display.get(), drag, event_at(drag, 0, ButtonPress));
    const auto begin = Clock::now();
    for (int move = 1; move <= drag.moves && !stop.stop_requested(); ++move) {
      std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(
                                                std::chrono::duration<double>(move / drag.moves_per_second)));
      send(display.get(), drag, event_at(drag, move, MotionNotify));
    }
    send(display.get(), drag, event_at(drag, drag.moves, ButtonRelease));
    done_ = true;
  });
}

}  // namespace app
