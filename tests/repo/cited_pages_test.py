"""Checks that every page named in a comment or in another page is in the repository, with the heading that is named behind a colon:
"docs/paper.md: Training" wants a heading "Training" in docs/paper.md. Names are paths from the root or from the file's folder."""

import pathlib
import re
import sys

from tree import report, root

cited = re.compile(r"(?<![\w/.*-])([\w./-]*\w\.md)\b(: ?)?")
suffixes = (".h", ".cpp", ".frag", ".vert", ".py", ".sh", ".cmake", ".env")
comment = re.compile(r"(?:^|(?<=\s))//+(.*)$")


def comments(text):
    """The comments of C++, those of consecutive lines joined: (line of the first, text)."""
    block, first, lines = "", 0, text.splitlines()
    for number, line in enumerate(lines, 1):
        found = comment.search(line)
        begins = found and line[:found.start()].strip()  # beside code: not the end of what is above
        if block and (not found or begins):
            yield first, block
            block = ""
        if found:
            first = first if block else number
            block += " " + found.group(1).strip()
            if begins:
                following = lines[number].strip() if number < len(lines) else ""
                if not following.startswith("//"):
                    yield first, block
                    block = ""
    if block:
        yield first, block


def headings(page):
    return re.findall(r"^#+ (.+?)\s*$", page.read_text(encoding="utf-8"), re.MULTILINE)


def problems_in(path, text):
    """One line for each page or heading that is not there; `text` is that of the file at `path`."""
    blocks = comments(text) if path.suffix in (".h", ".cpp", ".frag", ".vert") else [(1, text)]
    for line, block in blocks:
        for found in cited.finditer(block):
            name = found.group(1)
            page = next((place / name for place in (root, (root / path).parent) if (place / name).is_file()), None)
            if not page:
                yield f"{path}:{line}: there is no page {name}"
                continue
            behind = block[found.end():]
            if name.startswith("docs/") and found.group(2) == ": " and not any(
                    re.match(re.escape(heading) + r"(?!\w)", behind) for heading in headings(page)):
                yield f"{path}:{line}: {name} has no heading that begins \"{behind[:30]}\""


def check_the_check():
    """The rules must be able to fail."""
    here = root / "core/a.h"
    relative = here.relative_to(root)
    for bad in ("// see paper.md 7d", "int a;  // docs/nothing.md", "/// (docs/paper.md: Cooking)\nint b;",
                "/// (docs/promises.md:\n/// Hostile cooks), row 3"):
        assert list(problems_in(relative, bad)), f"{bad} should be refused"
    for good in ("// (docs/paper.md: Training)", "/// docs/promises.md:\n/// Hostile weights, row 3", 'write("a.md");',
                 "// the README.md of a folder", "// docs/paper.md"):
        assert not list(problems_in(relative, good)), f"{good} is right"


def main():
    check_the_check()
    problems = []
    for folder in ("app", "core", "ui", "shaders", "bench", "tests", "cmake"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and path.name != "cited_pages_test.py":
                problems += problems_in(path.relative_to(root), path.read_text(encoding="utf-8"))
    pages = [str(path.relative_to(root)) for folder in (".", "docs", "tests/fuzz") for path in sorted((root / folder).glob("*.md"))]
    for name in ("run", "test", "CMakeLists.txt", ".ci/run", *pages):
        problems += problems_in(pathlib.Path(name), (root / name).read_text(encoding="utf-8"))
    return report(problems, "cited pages")


if __name__ == "__main__":
    sys.exit(main())
