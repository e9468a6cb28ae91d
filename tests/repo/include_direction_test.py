"""Checks that includes follow the arrows between the rooms (docs/architecture.md), that no rooms form a circle, that no room
outgrows the others, and that libraries stay in their room."""

import re
import sys
from collections import defaultdict

from tree import report, root, sources

include = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')

# A target and the targets it may include from. app/import, the child that reads strangers' files, stands on io alone.
arrows = {
    "app": {"app", "ui", "engine", "tasks", "nets", "io", "core"},
    "app/import": {"app/import", "io", "core"},
    "ui": {"ui", "core"},
    "engine": {"engine", "tasks", "nets", "io", "core"},
    "tasks": {"tasks", "nets", "io", "core"},
    "nets": {"nets", "io", "core"},
    "io": {"io", "core"},
    "core": {"core"},
}

# Of the folders of a target each may include from those before it: the lists of docs/architecture.md.
core_order = ("base", "image", "latent", "model", "run", "request", "document", "session")
ui_order = ("look", "frame", "gl", "widgets", "workspaces", "shell", "dialogs", "")

# What starts with the prefix may be included only by files whose path starts with one of the places.
libraries = {
    ("torch/", "ATen/", "c10/"): ("core/engine/",),
    ("imgui", "implot", "glad/", "icons_font_awesome"): ("ui/", "app/"),
    ("imgui_impl_", "GLFW/"): ("app/window.", "app/presenter."),
    ("wuffs/", "jpeglib.h"): ("core/io/",),
    ("CLI11", "CLI/"): ("app/",),
    ("spdlog/",): ("app/log_file.",),
}

# No room of core may hold more than this share of core's lines.
largest_share = 0.30


def target_of(path):
    for prefix, target in (("core/engine/", "engine"), ("core/tasks/", "tasks"), ("core/nets/", "nets"), ("core/io/", "io"),
                           ("core/", "core"), ("ui/", "ui"), ("app/import/", "app/import"), ("app/", "app")):
        if path.startswith(prefix):
            return target
    return None


def room_of(path):
    """The folder a newcomer would name: core/run, core/io/zip, ui/workspaces/explore. app/main.cpp stands above all."""
    return path if path == "app/main.cpp" else path.rpartition("/")[0]


def place(path, top, order):
    """How far along `order` the path's folder below `top` is; None for another top."""
    if not path.startswith(top + "/"):
        return None
    folder = path[len(top) + 1:].partition("/")[0] if path.count("/") > 1 else ""
    return order.index(folder) if folder in order else None


def problems_in(path, lines):
    """One line for each include in the file that breaks a rule."""
    target = target_of(path)
    for number, line in enumerate(lines, 1):
        found = include.match(line)
        if not found:
            continue
        name = found.group(1)
        other = target_of(name)
        if other and other not in arrows[target]:
            yield f"{path}:{number}: {target} must not include {name}"
        for top, order in (("core", core_order), ("ui", ui_order)):
            here, there = place(path, top, order), place(name, top, order)
            if here is not None and there is not None and there > here:
                yield f"{path}:{number}: {order[here] or top} must not include {name}"
        for prefixes, places in libraries.items():
            if name.startswith(prefixes) and not path.startswith(places):
                yield f"{path}:{number}: only {', '.join(places)} may include {name}"


def circles(includes):
    """Rooms that reach each other; `includes` are (file, included file)."""
    reach = defaultdict(set)
    for path, name in includes:
        if target_of(name) and room_of(path) != room_of(name):
            reach[room_of(path)].add(room_of(name))
    grown = True
    while grown:
        grown = False
        for near in reach.values():
            farther = set().union(*(reach.get(room, set()) for room in near)) - near
            grown = grown or bool(farther)
            near |= farther
    return sorted(room for room, near in reach.items() if room in near)


def outgrown(lines):
    """Rooms with too large a share; `lines` are the line counts of core's files."""
    total, rooms = sum(lines.values()), defaultdict(int)
    for path, count in lines.items():
        target = target_of(path)
        rooms[room_of(path) if target == "core" else target] += count
    return [f"{room}: {count / total:.0%} of core's lines, at most {largest_share:.0%}" for room, count in rooms.items()
            if count > largest_share * total]


def check_the_check():
    """The rules must be able to fail: each of these lines breaks one."""
    for path, line in (("core/base/a.cpp", "#include <torch/torch.h>"), ("core/io/a.cpp", "#include <ATen/ATen.h>"),
                       ("core/tasks/figures/a.cpp", "#include <torch/utils.h>"),
                       ("core/base/a.h", "#include <imgui.h>"), ("core/engine/a.h", "#include <glad/gl.h>"),
                       ("ui/a.cpp", "#include <GLFW/glfw3.h>"), ("app/gui_app.cpp", '#include "imgui_impl_glfw.h"'),
                       ("ui/a.cpp", '#include "core/nets/layouts/layout.h"'), ("core/base/a.cpp", '#include "ui/look/tr.h"'),
                       ("core/io/a.cpp", '#include "core/nets/layouts/layout.h"'), ("ui/a.h", '#include "app/window.h"'),
                       ("core/tasks/a.cpp", '#include "core/engine/nets/device.h"'),
                       ("core/run/a.h", '#include "core/session/session.h"'),
                       ("core/model/a.h", '#include "core/request/requests.h"'),
                       ("ui/widgets/a.h", '#include "ui/shell/actions.h"'), ("ui/shell/a.h", '#include "ui/ui.h"'),
                       ("core/session/a.h", '#include "core/io/utf8.h"'), ("core/base/a.h", "#include <CLI/CLI.hpp>"),
                       ("app/gui_app.cpp", "#include <spdlog/spdlog.h>")):
        assert list(problems_in(path, [line])), f"{path} with {line} should be refused"
    assert circles([("core/io/zip/a.h", "core/io/weights/pth/b.h"), ("core/io/weights/pth/b.h", "core/io/zip/c.h")])
    assert not circles([("core/io/zip/a.h", "core/io/weights/pth/b.h"), ("core/io/zip/a.h", "core/io/zip/c.h")])
    assert outgrown({"core/base/a.h": 40, "core/io/a.h": 30, "core/nets/a.h": 30}) and not outgrown(
        {"core/base/a.h": 25, "core/image/a.h": 25, "core/io/a.h": 25, "core/nets/a.h": 25})


def main():
    check_the_check()
    problems, includes, lines = [], [], {}
    for path in sources("app", "core", "ui"):
        text = (root / path).read_text(encoding="utf-8")
        problems += problems_in(str(path), text.splitlines())
        includes += [(str(path), found.group(1)) for found in map(include.match, text.splitlines()) if found]
        if str(path).startswith("core/"):
            lines[str(path)] = text.count("\n")
        if path.suffix == ".h" and "#pragma once" not in text:
            problems.append(f"{path}: no #pragma once")
    problems += [f"{room}: in a circle of includes" for room in circles(includes)]
    problems += outgrown(lines)
    return report(problems, "include direction")


if __name__ == "__main__":
    sys.exit(main())
