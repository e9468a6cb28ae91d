"""What the tests of the repository share: its root and its own source files."""

import pathlib

root = pathlib.Path(__file__).resolve().parents[2]
rooms = ("app", "core", "ui", "bench")


def sources(*folders, suffixes=(".h", ".cpp")):
    """Every source file below the folders, as paths relative to the root."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes:
                yield path.relative_to(root)


def report(problems, what):
    """Prints the problems and returns the exit status."""
    for problem in problems:
        print(problem)
    print(f"{what}: {len(problems)} problems")
    return 1 if problems else 0
