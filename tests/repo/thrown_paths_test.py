"""Checks that the window cannot be ended by a path: every call of std::filesystem below ui and app that can throw is given a
std::error_code. And that whoever draws takes a surface's pictures from core::Snapshot::surface(), which gives those of one model
or none: only the textures, which compare no two pictures, read the array behind it."""

import re
import sys

from tree import report, root, sources

# Without an error code these throw: on a loop of links, a folder that was deleted, a name that may not be read.
throwing = ("absolute", "canonical", "copy", "copy_file", "create_directories", "create_directory", "create_directory_symlink",
            "create_hard_link", "create_symlink", "current_path", "directory_iterator", "equivalent", "exists", "file_size",
            "hard_link_count", "is_block_file", "is_character_file", "is_directory", "is_empty", "is_fifo", "is_other",
            "is_regular_file", "is_socket", "is_symlink", "last_write_time", "permissions", "proximate", "read_symlink",
            "recursive_directory_iterator", "relative", "refresh", "remove", "remove_all", "rename", "resize_file", "space", "status",
            "symlink_status", "temp_directory_path", "weakly_canonical")
call = re.compile(r"(?:\bfilesystem::|\bfs::|\b(?:entry|found|at)(?:\.|->))(" + "|".join(throwing) + r")\b\s*(?:\w+\s*)?\(")
code = re.compile(r"std::error_code\s+(\w+)")
comment = re.compile(r"//[^\n]*")


def arguments(text, begin):
    """The arguments of the call whose bracket opens before `begin`, split at its own commas."""
    depth, parts, part = 1, [], ""
    for letter in text[begin:]:
        depth += (letter in "([{") - (letter in ")]}")
        if depth == 0:
            break
        if letter == "," and depth == 1:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return parts + [part.strip()]


def thrown_in(text):
    """The calls in `text` that can throw, each with its line."""
    text = comment.sub(lambda match: " " * len(match.group()), text)
    codes = set(code.findall(text))
    found = []
    for match in call.finditer(text):
        given = arguments(text, match.end())
        is_end = given == [""] and match.group(1).endswith("iterator")
        if given[-1] not in codes and not is_end:
            found.append((text.count("\n", 0, match.start()) + 1, match.group(1)))
    return found


def own_faults():
    """What the rule must find and must let pass."""
    bad = ("std::filesystem::exists(path);", "auto here = std::filesystem::current_path();", "if (entry.is_directory()) {}",
           "for (auto& e : std::filesystem::directory_iterator(folder)) {}", "std::filesystem::directory_iterator at(folder), end;")
    good = ("std::error_code none; std::filesystem::exists(path, none);",
            "std::error_code e; std::filesystem::directory_iterator at(f(a, b), e), end;", "// std::filesystem::exists(path)")
    return [f"the rule passes: {text}" for text in bad if not thrown_in(text)] + [
        f"the rule refuses: {text}" for text in good if thrown_in(text)]


def main():
    problems = own_faults()
    for path in sources("ui", "app"):
        text = (root / path).read_text()
        problems += [f"{path}:{line}: {name} without std::error_code" for line, name in thrown_in(text)]
        if str(path).startswith("ui/") and str(path) != "ui/gl/texture_store.cpp" and re.search(r"\bsnapshot\.surfaces\b", text):
            problems.append(f"{path}: reads snapshot.surfaces; Snapshot::surface() gives pictures of one model or none")
    return report(problems, "paths that can throw")


sys.exit(main())
