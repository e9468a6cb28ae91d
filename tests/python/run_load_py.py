"""Runs a Hugging Face folder's load.py in a process that can import the standard library, torch and safetensors only.

usage: run_load_py.py FOLDER -- ARGUMENTS...     as a program
       run_load_py.py FOLDER --samples FILE      saves {"z", "images"} of six samples with seed 3
       run_load_py.py FOLDER --strict            changes config.json's list in memory and expects refusals
"""

import copy
import importlib.util
import pathlib
import runpy
import sys

# torch and safetensors, and what torch declares as its own needs.
allowed = {"torch", "torchgen", "functorch", "safetensors", "filelock", "typing_extensions", "sympy", "mpmath", "networkx",
           "jinja2", "markupsafe", "fsspec", "setuptools", "_distutils_hack", "nvidia", "triton"}


class OnlyAllowed:
    """The first finder asked: packages outside the list look as if they were not installed."""

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in allowed or top in sys.stdlib_module_names or top == "load":
            return None
        raise ModuleNotFoundError(f"No module named '{name}'", name=name)


def load_module(folder):
    spec = importlib.util.spec_from_file_location("load", folder / "load.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def save_samples(load, file):
    import torch

    config = load.load_config()
    torch.save({"z": load.sample_z(6, 3, config), "images": load.sample(6, seed=3)}, file)


def expect_refusals(load):
    config = load.load_config()

    def refuses(change):
        changed = copy.deepcopy(config)
        change(changed)
        load.load_config = lambda folder=None: changed
        try:
            load.sample(1)
        except (ValueError, RuntimeError, KeyError):
            return
        raise SystemExit(f"accepted: {changed}")

    stages = config["generator"]
    refuses(lambda c: c["generator"][1].update(weight="nowhere"))
    refuses(lambda c: c["generator"][1].update(norm="nowhere"))
    refuses(lambda c: c["generator"][1].update(norm=None))
    refuses(lambda c: c["generator"].pop())
    refuses(lambda c: c.update(other_tensors=[]))
    refuses(lambda c: c["generator"][1].update(weight=stages[2]["weight"]))
    refuses(lambda c: c["generator"][1].update(norm=stages[2]["norm"]))
    refuses(lambda c: c["generator"][4].update(out=[3, 32, 32]))
    refuses(lambda c: c["generator"][0].update(kind="dense"))


def main():
    folder, mode, arguments = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    sys.meta_path.insert(0, OnlyAllowed())
    if mode == "--samples":
        save_samples(load_module(folder), arguments[0])
    elif mode == "--strict":
        expect_refusals(load_module(folder))
    else:
        sys.argv = [str(folder / "load.py"), *arguments]
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
