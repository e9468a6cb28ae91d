"""Checks that includes follow the arrows between the rooms (docs/architecture.md) and that libraries stay in their room."""

import re
import sys

from tree import report, root, sources

include = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')

# A room and the rooms it may include from. app/import, the child that reads strangers' files, stands on io alone.
arrows = {
    "app": {"app", "ui", "engine", "core"},
    "app/import": {"app/import", "io", "core"},
    "ui": {"ui", "core"},
    "engine": {"engine", "io", "core"},
    "io": {"io", "core"},
    "core": {"core"},
}

# What starts with the prefix may be included only by files whose path starts with one of the places.
libraries = {
    ("torch/", "ATen/", "c10/"): ("core/engine/",),
    ("imgui", "implot", "glad/", "icons_font_awesome"): ("ui/", "app/"),
    ("imgui_impl_", "GLFW/"): ("app/window.", "app/presenter."),
    ("opencv2/",): ("core/engine/",),
    ("wuffs/", "jpeglib.h"): ("core/io/",),
    ("CLI11", "CLI/"): ("app/",),
}


def room_of(path):
    for prefix, room in (("core/engine/", "engine"), ("core/io/", "io"), ("core/", "core"), ("ui/", "ui"),
                         ("app/import/", "app/import"), ("app/", "app")):
        if path.startswith(prefix):
            return room
    return None


def problems_in(path, lines):
    """One line for each include in the file that breaks a rule."""
    room = room_of(path)
    for number, line in enumerate(lines, 1):
        found = include.match(line)
        if not found:
            continue
        target = found.group(1)
        target_room = room_of(target)
        if target_room and target_room not in arrows[room]:
            yield f"{path}:{number}: {room} must not include {target}"
        for prefixes, places in libraries.items():
            if target.startswith(prefixes) and not path.startswith(places):
                yield f"{path}:{number}: only {', '.join(places)} may include {target}"


def check_the_check():
    """The rules must be able to fail: each of these lines breaks one."""
    for path, line in (("core/base/a.cpp", "#include <torch/torch.h>"), ("core/io/a.cpp", "#include <ATen/ATen.h>"),
                       ("core/base/a.h", "#include <imgui.h>"), ("core/engine/a.h", "#include <glad/gl.h>"),
                       ("ui/a.cpp", "#include <GLFW/glfw3.h>"), ("app/gui_app.cpp", '#include "imgui_impl_glfw.h"'),
                       ("ui/a.cpp", '#include "core/engine/model/layout.h"'), ("core/base/a.cpp", '#include "ui/tr.h"'),
                       ("core/io/a.cpp", '#include "core/engine/model/layout.h"'), ("ui/a.h", '#include "app/window.h"'),
                       ("core/session/a.h", '#include "core/io/utf8.h"'), ("core/base/a.h", "#include <CLI/CLI.hpp>")):
        assert list(problems_in(path, [line])), f"{path} with {line} should be refused"


def main():
    check_the_check()
    problems = []
    for path in sources("app", "core", "ui"):
        text = (root / path).read_text(encoding="utf-8")
        problems += problems_in(str(path), text.splitlines())
        if path.suffix == ".h" and "#pragma once" not in text:
            problems.append(f"{path}: no #pragma once")
    return report(problems, "include direction")


if __name__ == "__main__":
    sys.exit(main())
