"""Adds up the counts of every JUnit file that ctest wrote and prints "N passed, N failed[, N skipped]" as the last line.

usage: count_results.py FILE.xml...

A test executable of doctest counts with its own cases; anything else counts as one. Exit status 1 when something failed or
nothing ran.
"""

import re
import sys
import xml.etree.ElementTree

doctest_line = re.compile(r"test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed\s*\|\s*(\d+) skipped")
own_line = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)


def counts(case):
    """(passed, failed, skipped) of one ctest entry."""
    output = case.findtext("system-out") or ""
    found = doctest_line.findall(output) or own_line.findall(output)
    passed, failed, skipped = (sum(int(each[i] or 0) for each in found) for i in range(3))
    succeeded = case.get("status") == "run"
    if not found:
        passed, failed = (1, 0) if succeeded else (0, 1)
    elif not succeeded and failed == 0:
        failed = 1  # crashed or timed out after its last line
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    for path in sys.argv[1:]:
        for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
            result = counts(case)
            totals = [a + b for a, b in zip(totals, result)]
            place = path.rsplit("/", 1)[-1].removesuffix(".xml")
            print(f"{place:8} {case.get('name'):20} {result[0]:5} passed {result[1]:3} failed {result[2]:3} skipped")
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
