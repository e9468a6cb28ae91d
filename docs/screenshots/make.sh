#!/usr/bin/env bash
# Makes the README's screenshots with the program itself, in a real window, under Xvfb when there is no display.
# Usage: docs/screenshots/make.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")"
program=${1:-$(../../run --build | tail -n 1)}
shoot() {  # shoot NAME MODEL WORKSPACE THEME
  local command=("$program" gui "$2" --screenshot "$PWD/$1.png" --workspace "$3" --theme "$4" --size 1600x1000)
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then "${command[@]}"; else xvfb-run -a -s "-screen 0 1600x1000x24" "${command[@]}"; fi
}
shoot explore rooms explore dark
shoot explore-light rooms explore light
shoot arithmetic portraits arithmetic dark
shoot discriminator rooms discriminator dark
shoot forget rooms forget dark
shoot train rooms train dark
shoot evaluate rooms evaluate dark
