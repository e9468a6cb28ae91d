"""Prints the requirements of a torch wheel that bring CUDA's libraries, one a line; nothing for a CPU build.

usage: cuda_packages.py METADATA-FILE

LibTorch needs no other Python package. A CUDA build needs these even to run on the CPU: libtorch_cpu.so is linked to them.
"""

import platform
import sys

names = ("nvidia-", "cuda-toolkit")
here = {"platform_system": "Linux", "sys_platform": "linux", "platform_machine": platform.machine()}


def applies(marker):
    """Whether an environment marker holds on this machine: only `name == "value"` joined by `and` occurs in torch."""
    for clause in marker.replace("(", "").replace(")", "").split(" and "):
        name, _, value = clause.partition("==")
        if name.strip() and here.get(name.strip(), value.strip(" \"'")) != value.strip(" \"'"):
            return False
    return True


with open(sys.argv[1], encoding="utf-8") as metadata:
    for line in metadata:
        if not line.strip():
            break
        if line.startswith("Requires-Dist:"):
            requirement, _, marker = line.split(":", 1)[1].strip().partition(";")
            if requirement.startswith(names) and "extra" not in marker and applies(marker):
                print(requirement.strip())
