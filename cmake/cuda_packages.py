"""Prints the packages that bring the CUDA libraries a torch wheel is linked to, one requirement a line; none for a CPU build.

usage: cuda_packages.py METADATA-FILE [EXTRA...]

The wheel names some libraries itself and the rest as extras of the package cuda-toolkit, whose own METADATA is then read
with those extras. A CUDA build needs all of them even to run on the CPU: libtorch_cpu.so is linked to them. Everything else
a torch wheel asks for is for Python.
"""

import email
import pathlib
import sys

from pip._vendor.packaging.requirements import Requirement


def main():
    metadata = email.message_from_string(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    extras = sys.argv[2:] or [""]
    wanted = set()
    for line in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(line)
        if not requirement.name.startswith(("nvidia-", "cuda-toolkit")):
            continue
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            requirement.marker = None
            wanted.add(str(requirement))
    for each in sorted(wanted):
        print(each)


main()
