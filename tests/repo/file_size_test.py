"""Checks that no file grew beyond the line where it must be split, and lists those past the aim."""

import sys

from tree import report, rooms, root, sources


def limits(path):
    """(aim, maximum) in lines."""
    if path.name.endswith("_panel.cpp"):
        return 120, 200
    return (80, 150) if path.suffix == ".h" else (200, 350)


def main():
    problems = []
    for path in sources(*rooms, "tests"):
        lines = (root / path).read_text(encoding="utf-8").count("\n")
        aim, maximum = limits(path)
        if lines > maximum:
            problems.append(f"{path}: {lines} lines, split it (at most {maximum})")
        elif lines > aim:
            print(f"{path}: {lines} lines, the aim is {aim}")
    return report(problems, "file sizes")


if __name__ == "__main__":
    sys.exit(main())
