"""Exchanges model files with the real packages, both ways. Run by ctest with the Python of the test packages.

usage: formats_test.py IO_TESTS FOLDER

IO_TESTS writes samples of every format into FOLDER/written, which check_written.py reads; make_pth.py and make_t7.py write
fixtures into FOLDER/pth and FOLDER/t7 for the readers. The last line is "N passed, N failed".
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

tests = pathlib.Path(__file__).resolve().parent
own_line = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)


def run(name, command, **environment):
    """(passed, failed) of a step: its own counts where it prints them, else one."""
    done = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    found = own_line.search(done.stdout)
    shown = done.stdout if found or done.returncode != 0 else ""
    print(f"{name}: {'done' if done.returncode == 0 else 'FAILED'}\n{shown}", flush=True)
    if not found:
        return (1, 0) if done.returncode == 0 else (0, 1)
    passed, failed = int(found[1]), int(found[2])
    return passed, max(failed, int(done.returncode != 0))


def main():
    io_tests, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    python = [sys.executable, "-B"]
    written = folder / "written"
    counts = [
        run("make_pth", [*python, tests / "make_pth.py", folder / "pth"]),
        run("make_t7", [*python, tests / "make_t7.py", folder / "t7"]),
        run("io_tests reads real files", [io_tests, "--test-case=files of the real packages*", "--no-skip"],
            GANSCOPE_REAL_FILES=str(folder)),
        run("io_tests writes samples", [io_tests, "--test-case=write samples*", "--no-skip"],
            GANSCOPE_WRITE_SAMPLES=str(written)),
        run("check_written", [*python, tests / "check_written.py", written]),
    ]
    passed, failed = (sum(column) for column in zip(*counts))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
