"""Fixtures beside what a reader must make of them: NAME.EXT, NAME.expected.safetensors, and expected.json for all."""

import json
import pathlib

from safetensors.torch import save_file


class Fixtures:
    """Collects what is written into a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.expected = {}

    def path(self, file):
        """Where to write `file`, a name that is not taken yet."""
        assert file not in self.expected, file
        return self.folder / file

    def add(self, file, tensors):
        """Says that `file` holds `tensors` (name -> tensor), in this order."""
        own = {name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}
        save_file(own, self.folder / (file + ".expected.safetensors"))
        self.expected[file] = {
            name: {"shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch.")}
            for name, tensor in own.items()
        }

    def finish(self):
        text = json.dumps(self.expected, indent=1)
        (self.folder / "expected.json").write_text(text + "\n", encoding="utf-8")
        print(f"{len(self.expected)} files in {self.folder}")
