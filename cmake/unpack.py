"""Extracts the members of a wheel, zip or tar archive whose path matches one of the patterns.

usage: unpack.py ARCHIVE DIR PATTERN...
"""

import fnmatch
import pathlib
import shutil
import sys
import tarfile
import zipfile


def inside(folder, name):
    """The path of a member below folder; an archive that points elsewhere is refused."""
    path = (folder / name).resolve()
    if folder.resolve() not in path.parents:
        raise SystemExit(f"unpack: {name} leads out of {folder}")
    return path


def members(archive):
    if tarfile.is_tarfile(archive):
        with tarfile.open(archive) as tar:
            for entry in tar:
                if entry.isfile():
                    yield entry.name, lambda entry=entry: tar.extractfile(entry)
    else:
        with zipfile.ZipFile(archive) as zipped:
            for entry in zipped.infolist():
                if not entry.is_dir():
                    yield entry.filename, lambda entry=entry: zipped.open(entry)


def main():
    archive, folder, patterns = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    count = 0
    for name, open_member in members(archive):
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            continue
        path = inside(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_member() as source, open(path, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        count += 1
    if count == 0:
        raise SystemExit(f"unpack: nothing in {archive} matches {patterns}")


main()
