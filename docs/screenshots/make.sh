#!/usr/bin/env bash
# Makes the README's screenshots with the program itself, in its real window, under Xvfb when there is no display: six by the tour in
# tests/ui/window/tour_test.cpp, which does each workspace's core job on the bundled models, one by `ganscope gui --screenshot`.
# Needs a build with the UI tests (./test makes one).
set -euo pipefail
cd "$(dirname "$0")"
build=../../build/release
screen=()
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then screen=(xvfb-run -a -s "-screen 0 1600x1000x24"); fi
GANSCOPE_TOUR=$PWD "${screen[@]}" "$build/tests/ganscope-ui-tests" -tc="tour*"
"${screen[@]}" "$build/ganscope" gui faces --screenshot "$PWD/explore-light.png" --workspace explore --theme light --size 1600x1000
