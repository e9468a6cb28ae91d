"""Checks that ./test and .ci/run leave out only the fuzzers and the format check on a distribution without their compiler's
version, and say so in one line each: both run in a copy of the tree in which apt, dpkg, CMake and Ninja are played."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tree import report, root

# Each sees the folder $STAGE: installed, on_offer (one name a line), lists (apt-get update was called), log.
programs = {
    "dpkg-query": 'grep -qx -- "${@: -1}" $STAGE/installed && echo installed',
    "apt-get": """
if [[ $* == *update* ]]; then touch $STAGE/lists; exit; fi
[ -f $STAGE/lists ] || exit 100
names=(); for word in "$@"; do [[ $word == -* || $word == install ]] || names+=("$word"); done
for name in "${names[@]}"; do grep -qx -- "$name" $STAGE/on_offer || exit 100; done
[[ $* != *--simulate* && $* != *--print-uris* && $* != *--download-only* ]] || exit 0
printf '%s\\n' "${names[@]}" >>$STAGE/installed
for name in "${names[@]}"; do case $name in clang-16) ln -sf ctest $STAGE/bin/clang++-16 ;; clang-format-16) ln -sf ctest $STAGE/bin/$name ;; esac; done""",
    "sudo": 'exec "$@"',
    "cmake": '[[ $1 != --preset ]] || mkdir -p build/$2',
    "ninja": 'echo "built ${@: -1}" >>$STAGE/log',
    "ctest": 'echo "tested $(basename "${2:-}")" >>$STAGE/log',
    "xvfb-run": 'while [[ $1 != ctest ]]; do shift; done; exec "$@"',
}


def stage(folder, installed, on_offer, lists):
    (folder / "bin").mkdir()
    for name, text in programs.items():
        file = folder / "bin" / name
        file.write_text("#!/usr/bin/env bash\n" + text + "\n")
        file.chmod(0o755)
    (folder / "installed").write_text("".join(name + "\n" for name in installed))
    (folder / "on_offer").write_text("".join(name + "\n" for name in on_offer))
    if lists:
        (folder / "lists").touch()
    for file in ("test", ".ci/run", "cmake/setup.sh", "cmake/versions.env"):
        (folder / file).parent.mkdir(exist_ok=True)
        shutil.copy(root / file, folder / file)
    setup = folder / "cmake/setup.sh"
    setup.write_text(setup.read_text() + "\nhave_apt_lists() { [ -f $STAGE/lists ]; }\n")
    for file, text in {"cmake/fetch.sh": "", "tests/repo/format_check.sh": 'echo "checked the format" >>$STAGE/log',
                       "tests/repo/count_results.py": ""}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("#!/usr/bin/env bash\n" + text + "\n" if text or file.endswith(".sh") else "")
        (folder / file).chmod(0o755)


def run(script, installed, on_offer, lists=True):
    """(exit status, what was built and tested, what was installed, lines that say something is left out)"""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        stage(folder, installed, on_offer, lists)
        # Of the real programs only those that no package of ours brings: a clang of this machine must not be found.
        for program in ("bash", "env", "dirname", "grep", "mkdir", "rm", "mv", "nproc", "awk", "df", "id", "touch", "cat", "ln",
                        "basename", "python3"):
            (folder / "bin" / program).exists() or (folder / "bin" / program).symlink_to(shutil.which(program))
        done = subprocess.run([folder / script], text=True, capture_output=True, stdin=subprocess.DEVNULL, cwd=folder,
                              env={"PATH": str(folder / "bin"), "STAGE": name, "HOME": name, "GANSCOPE_CACHE": name})
        log = folder / "log"
        new = (folder / "installed").read_text().split()[len(installed):]
        said = [line for line in done.stderr.splitlines() if "left out" in line]
        return done.returncode, log.read_text().split("\n") if log.exists() else [], new, said


def words(name):
    for line in (root / "cmake/versions.env").read_text().splitlines():
        if line.startswith(name + "="):
            return line.split('"')[1].split()
    return []


def main():
    problems = []

    def check(holds, what):
        if not holds:
            problems.append(what)

    needed, fuzz, check_format = words("APT_BUILD_PACKAGES") + words("APT_TEST_PACKAGES"), words("APT_FUZZ_PACKAGES"), words("APT_CI_PACKAGES")
    check(fuzz and check_format, "cmake/versions.env: APT_FUZZ_PACKAGES or APT_CI_PACKAGES is empty")
    base = needed[:3]
    for lists in (True, False):
        where = "with" if lists else "without"
        status, log, new, said = run(".ci/run", base, needed + fuzz + check_format, lists)
        check(status == 0 and not said and sorted(new) == sorted(needed[3:] + fuzz + check_format) and "tested fuzz" in log and
              "checked the format" in log, f"{where} apt's lists and all packages on offer: {status} {log} {new} {said}")
        status, log, new, said = run(".ci/run", base, needed, lists)
        check(status == 0 and sorted(new) == sorted(needed[3:]) and "tested release" in log and "tested asan" in log and
              "tested fuzz" not in log and "built fuzz" not in log and "checked the format" not in log and len(said) == 2,
              f"{where} apt's lists and no clang-16 on offer: {status} {log} {new} {said}")
    status, log, new, said = run("test", needed, needed + fuzz[:1])
    check(status == 0 and "tested fuzz" not in log and "tested release" in log and len(said) == 1,
          f"one of the fuzzers' packages is not on offer: {status} {log} {new} {said}")
    status, log, new, said = run("test", base, base)
    check(status != 0 and not log, f"a needed package is not on offer: {status} {log} {new} {said}")
    return report(problems, "packages")


if __name__ == "__main__":
    sys.exit(main())
