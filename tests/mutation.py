#!/usr/bin/env python3
"""Asks the tests what they notice: draws functions by a seed, gives each one fault that a tired programmer
makes, rebuilds the smallest test program, runs it, and puts the file back.

    python3 tests/mutation.py --room core --count 40 --seed 1 --build build/release
    python3 tests/mutation.py --room ui --count 20 --seed 1 --build build/release

Run by hand from the repository's root, never in CI. A mutant is killed when a test program fails, hangs or
crashes, and survives when all of them pass; one that does not compile is not counted. A survivor is either
a missing test or a change that makes no difference: a person decides. Ctrl-C puts the file back as well.
Each mutant has a number; once tests were added, `--only 7 12` asks those two of the same seed again.
"""

import argparse
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import NamedTuple

ROOMS = {"core": ["core/base", "core/image", "core/latent", "core/model", "core/run", "core/request",
                  "core/document", "core/session", "core/io", "core/nets", "core/tasks", "core/engine"],
         "ui": ["ui/workspaces"]}
WINDOW = "ganscope-ui-tests"
# Test programs that a folder's code is asked with, the quickest first.
TARGETS = {"core/io/animations": ["io_tests", "tasks_tests"], "core/io": ["io_tests"], "core/nets": ["nets_tests"],
           "core/tasks": ["tasks_tests"], "core/engine": ["engine_tests"], "core": ["core_tests"],
           "ui": ["ui_tests", WINDOW]}
XVFB = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24 -noreset"]
HANG, CRASH = "a hang", "a crash"
MOST_MEMORY = 12 << 30  # of a test program: a loop that a fault made endless must not take the machine's

# Measures of the look, sizes of buffers: a pixel or a byte more is no fault that anybody could name.
MEASURES = re.compile(r"px\(|ImVec2|IM_COL32|->Add[A-Z]|draw_text|reserve\(|\bchar \w+\[|\bconstexpr\b")


class Function(NamedTuple):
    file: pathlib.Path
    name: str
    begin: int  # of the body, in the file's text
    end: int


class Fault(NamedTuple):
    kind: str
    begin: int
    end: int
    text: str


def masked(text):
    """The text with the inside of comments, strings and preprocessor lines blanked out, of the same length."""
    pattern = r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|^\s*#[^\n]*'
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", "\x01", m.group()), text, flags=re.S | re.M)


def functions_of(file):
    """Functions whose body begins at the end of a line of column 0 and ends in a brace of column 0, which is
    how clang-format lays them out."""
    text = masked(file.read_text())
    found = []
    for match in re.finditer(r"^(?=[A-Za-z~\[])([^;{}=]*?)(\w+|operator\S+)\(([^;{}]*)\)[\w\s:(),.*]*\{\n", text, re.M):
        if re.match(r"\s*(namespace|struct|class|enum|union|using|TEST_CASE)\b", match.group()):
            continue
        end = text.find("\n}", match.end() - 1)
        if end > 0:
            found.append(Function(file, match.group(2), match.end(), end + 1))
    return found


def replacements(kind, pattern, replace, body):
    return [Fault(kind, m.start(), m.end(), replace(m)) for m in re.finditer(pattern, body, re.M)]


def without_measures(faults, body):
    """Those whose line is not a measure."""
    def line(place):
        return body[body.rfind("\n", 0, place) + 1:body.find("\n", place)]
    return [fault for fault in faults if not MEASURES.search(line(fault.begin))]


def swapped_arguments(body):
    """Two neighbours in a list of simple arguments that are not the same."""
    faults = []
    for match in re.finditer(r"(?<=[(,{])\s*([\w.>\-\[\]:*&]+), ([\w.>\-\[\]:*&]+)(?=\s*[,)}])", body):
        if match.group(1) != match.group(2):
            text = match.group().replace(match.group(1) + ", " + match.group(2),
                                         match.group(2) + ", " + match.group(1))
            faults.append(Fault("arguments swapped", match.start(), match.end(), text))
    return faults


def faults_of(body):
    """Every fault that could be made in a function's body, by kind. Places count from the body's begin."""
    pairs = {" < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ", " + ": " - ", " - ": " + ",
             " += ": " -= ", " -= ": " += ", " && ": " || ", " || ": " && ", " == ": " != ", " != ": " == "}
    faults = []
    for before, after in pairs.items():
        kind = f"'{before.strip()}' became '{after.strip()}'"
        faults += replacements(kind, re.escape(before), lambda m, text=after: text, body)
    faults += replacements("negation dropped", r"(?<![\w!<>=])!(?=[\w(*])", lambda m: "", body)
    faults += replacements("true and false", r"\b(true|false)\b",
                           lambda m: "false" if m.group() == "true" else "true", body)
    numbers = replacements("one too many", r"(?<![\w.\x01])\d+(?![\w.\x01])", lambda m: str(int(m.group()) + 1), body)
    numbers += replacements("wrong constant", r"(?<![\w.])\d+\.\d*(?=f?\b)",
                            lambda m: str(float(m.group()) * 2 or 1.0), body)
    faults += without_measures(numbers, body)
    call = r"^ +(?!return\b|break\b|continue\b|throw\b|using\b|const\b|case\b|else\b|auto\b|static_assert\b)" \
           r"[\w(*+\-][\w:.>\[\]()*&\-]*(?:\(.*\)| [+\-|]?= [^{;]*|\+\+|--);\n"
    faults += replacements("statement dropped", call, lambda m: "", body)
    faults += replacements("statement dropped", r"^ +if \([^\n]*\) return[^\n]*;\n", lambda m: "", body)
    return faults + swapped_arguments(body)


def draw(functions, chance):
    """A function and one fault in it: any kind that it offers is as likely as another."""
    while True:
        function = chance.choice(functions)
        faults = faults_of(masked(function.file.read_text())[function.begin:function.end])
        if faults:
            kind = chance.choice(sorted({fault.kind for fault in faults}))
            return function, chance.choice([fault for fault in faults if fault.kind == kind])


def targets_for(file):
    folder = next(folder for folder in TARGETS if str(file).startswith(folder + "/"))
    return TARGETS[folder]


def build(arguments, targets):
    command = ["ninja", f"-j{arguments.jobs}", "-C", arguments.build, *targets]
    return subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def failure(arguments, program, *chosen):
    """The name of the test case that failed, HANG or CRASH; None where all pass."""
    command = [str(pathlib.Path(arguments.build) / "tests" / program), "--abort-after=1", "--no-colors", *chosen]
    if program.startswith(WINDOW):
        command = XVFB + command
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace",
                          start_new_session=True, preexec_fn=limited) as process:
        try:
            output, _ = process.communicate(timeout=arguments.patience)
        except BaseException as what:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(what, subprocess.TimeoutExpired):
                return HANG
            raise
    if process.returncode == 0:
        return None
    wrong = [part for part in output.split("\n=====") if re.search(r": (FATAL )?ERROR: ", part)]  # not a MESSAGE
    case = re.search(r"^TEST CASE:\s+(.*)$", wrong[-1], re.M) if wrong else None
    return case.group(1).strip() if case else CRASH


def near(file, target):
    """The filter for the tests that mirror a file's folder: asked first, they notice most."""
    folder = file.parent
    if target == WINDOW:
        return f"-sf=*tests/ui/window/{folder.name}_test.cpp"
    parts = folder.parts[1:] if folder.parts[1] in ("io", "nets", "tasks", "engine") else folder.parts
    return f"-sf=*tests/{'/'.join(parts)}/*"


def what_fails(arguments, file, target):
    """The test case that notices, None when all pass. On a busy machine time may run out, and what needs a
    window may fail by it: where the program without the fault fails as well, nothing was noticed."""
    for chosen in ([near(file, target)], []):
        case = failure(arguments, target, *chosen)
        if not case:
            continue
        if case != HANG and target != WINDOW:
            return case
        asked = chosen if case in (HANG, CRASH) else ["-tc=" + case.replace(",", "\\,")]
        if failure(arguments, target, *asked) and not failure(arguments, unharmed(target), *asked):
            return case
        print(f"  {target} failed by chance: {case}", flush=True)
    return None


def unharmed(target):
    return target + ".unharmed"


def keep_unharmed(arguments, target):
    folder = pathlib.Path(arguments.build) / "tests"
    shutil.copy2(folder / target, folder / unharmed(target))


def verdict_on(arguments, function, fault):
    """What becomes of one mutant. The file is put back whatever happens."""
    original = function.file.read_bytes()
    text = original.decode()
    mutant = text[:function.begin + fault.begin] + fault.text + text[function.begin + fault.end:]
    try:
        function.file.write_text(mutant)
        for target in targets_for(function.file):
            if not build(arguments, [target]):
                return "does not compile", ""
            case = what_fails(arguments, function.file, target)
            if case:
                return "killed", f" [{target}: {case}]"
        return "survived", ""
    finally:
        function.file.write_bytes(original)


def line_of(function, fault):
    return function.file.read_text().count("\n", 0, function.begin + fault.begin) + 1


def shown(function, fault):
    """The line as it was and what becomes of the words at fault."""
    text = function.file.read_text()
    was = text[function.begin + fault.begin:function.begin + fault.end].strip()
    return f"{text.splitlines()[line_of(function, fault) - 1].strip()[:90]}  [{was[:40]} -> {fault.text.strip()[:40]}]"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", choices=sorted(ROOMS), required=True)
    parser.add_argument("--count", type=int, default=20, help="mutants that compile (20)")
    parser.add_argument("--seed", type=int, default=random.randrange(10000), help="which ones (random, printed)")
    parser.add_argument("--build", default="build/release", help="build folder (build/release)")
    parser.add_argument("--patience", type=int, default=600, help="seconds a test program may take (600)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="of ninja at a time (a processor each)")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of the mutants to try (all)")
    parser.add_argument("--list", action="store_true", help="only print what would be tried")
    parser.add_argument("--under", default="", help="only files whose path begins so")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    files = sorted(file for folder in ROOMS[arguments.room] for file in pathlib.Path(folder).rglob("*.cpp")
                   if str(file).startswith(arguments.under))
    functions = [function for file in files for function in functions_of(file)]
    chance = random.Random(arguments.seed)
    print(f"seed {arguments.seed}: {len(functions)} functions in {len(files)} files", flush=True)
    if not arguments.list:
        for target in sorted({target for file in files for target in targets_for(file)}):
            began = time.monotonic()
            # The window's tests need minutes; whether one of them fails by itself is asked when it fails.
            if not build(arguments, [target]) or (target != WINDOW and failure(arguments, target)):
                return f"{target} does not pass as it is"
            print(f"{target} is ready after {time.monotonic() - began:.0f} s", flush=True)
            keep_unharmed(arguments, target)
    counts = {"killed": 0, "survived": 0, "does not compile": 0}
    touched = set()
    number = 0
    while counts["killed"] + counts["survived"] < arguments.count and number < 3 * arguments.count:
        function, fault = draw(functions, chance)
        number += 1
        where = f"{function.file}:{line_of(function, fault)} {function.name}(): {fault.kind}: {shown(function, fault)}"
        if arguments.only is not None and number not in arguments.only:
            continue
        if arguments.list:
            counts["killed"] += 1
            print(f"{number:3} {where}")
            continue
        began = time.monotonic()
        verdict, case = verdict_on(arguments, function, fault)
        touched.update(targets_for(function.file))
        counts[verdict] += 1
        print(f"{number:3} {verdict:16} {time.monotonic() - began:4.0f} s  {where}{case}", flush=True)
    if arguments.list:
        return None
    build(arguments, sorted(touched))  # what lies in the build folder is the tree again
    tried = counts["killed"] + counts["survived"]
    print(f"{counts['killed']} of {tried} killed ({100 * counts['killed'] / max(tried, 1):.0f} %), "
          f"{counts['survived']} survived, {counts['does not compile']} did not compile; seed {arguments.seed}")
    return None


if __name__ == "__main__":
    sys.exit(main())
