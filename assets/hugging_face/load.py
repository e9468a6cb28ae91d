"""Builds the generator of this folder from config.json, loads model.safetensors into it and draws samples.

Needs torch and safetensors, nothing else. As a program:

    python load.py --count 64 --seed 1 --out sheet.png

As a module beside the files:

    import load
    generator = load.load_generator()       # a torch.nn.Module in eval mode, in float32
    images = load.sample(count=64, seed=1)  # [64, channels, height, width]

Written by ganscope (MIT licence).
"""

import argparse
import json
import math
import pathlib
import struct
import zlib

import torch
from safetensors.torch import load_file
from torch import nn

here = pathlib.Path(__file__).resolve().parent

activations = {
    "relu": lambda stage: nn.ReLU(),
    "leaky_relu": lambda stage: nn.LeakyReLU(stage.get("slope", 0.2)),
    "tanh": lambda stage: nn.Tanh(),
    "sigmoid": lambda stage: nn.Sigmoid(),
    "none": lambda stage: nn.Identity(),
}


def make_layer(stage, shape):
    """The layer of a stage whose weight has the given shape."""
    kind, bias = stage["kind"], stage.get("bias") is not None
    if kind == "linear":
        units, inputs = shape
        return nn.Linear(inputs, units, bias=bias)
    geometry = {"stride": stage.get("stride", 1), "padding": stage.get("padding", 0), "bias": bias}
    if kind == "conv_transpose":
        inputs, outputs, *kernel = shape
        return nn.ConvTranspose2d(inputs, outputs, kernel, output_padding=stage.get("output_padding", 0), **geometry)
    if kind in ("conv", "upsample_conv"):
        outputs, inputs, *kernel = shape
        return nn.Conv2d(inputs, outputs, kernel, **geometry)
    raise ValueError(f"unknown kind of stage: {kind}")


class Stage(nn.Module):
    """One layer, its BatchNorm and its activation."""

    def __init__(self, stage, tensors):
        super().__init__()
        self.kind, self.out = stage["kind"], stage.get("out")
        self.layer = make_layer(stage, tensors[stage["weight"]].shape)
        self.factor = stage.get("upsample", 2) if self.kind == "upsample_conv" else 1
        self.norm_units = bool(stage.get("norm_units"))
        self.norm = None
        if stage.get("norm") is not None:
            features = tensors[stage["norm"] + ".weight"].numel()
            norm = nn.BatchNorm1d if self.norm_units else nn.BatchNorm2d
            self.norm = norm(features, eps=stage.get("norm_eps", 1e-5))
        self.activation = activations[stage["activation"]](stage)

    def forward(self, x):
        if self.kind == "linear":
            x = self.layer(x.flatten(1))
            if self.norm_units and self.norm is not None:
                x = self.norm(x)
            x = x.unflatten(1, self.out) if self.out else x[:, :, None, None]
        else:
            if x.dim() == 2:
                x = x[:, :, None, None]
            if self.factor > 1:
                x = nn.functional.interpolate(x, scale_factor=self.factor, mode="nearest")
            x = self.layer(x)
        if self.norm is not None and not self.norm_units:
            x = self.norm(x)
        if self.out and list(x.shape[1:]) != list(self.out):
            raise ValueError(f"a stage gives {list(x.shape[1:])}, config.json says {self.out}")
        return self.activation(x)


class Generator(nn.Sequential):
    """z [N, nz] -> images [N, channels, height, width] in the last activation's range."""

    def __init__(self, stages, tensors):
        super().__init__(*(Stage(stage, tensors) for stage in stages))


def names_of(stages):
    """Name in model.safetensors -> name in the module, for every tensor of the generator."""
    names = {}
    for index, stage in enumerate(stages):
        names[stage["weight"]] = f"{index}.layer.weight"
        if stage.get("bias") is not None:
            names[stage["bias"]] = f"{index}.layer.bias"
        if stage.get("norm") is not None:
            for part in ("weight", "bias", "running_mean", "running_var", "num_batches_tracked"):
                names[f"{stage['norm']}.{part}"] = f"{index}.norm.{part}"
    return names


def load_config(folder=here):
    return json.loads((pathlib.Path(folder) / "config.json").read_text(encoding="utf-8"))


def load_generator(folder=here):
    """The generator with its weights. Every tensor must be there with its shape, and none may be left over."""
    config = load_config(folder)
    tensors = load_file(str(pathlib.Path(folder) / "model.safetensors"))
    names = names_of(config["generator"])
    others = tuple(config.get("other_tensors", []))
    extra = [name for name in tensors if name not in names and not name.startswith(others)]
    if extra:
        raise ValueError(f"model.safetensors holds tensors of no stage: {extra[:5]}")
    missing = [name for name in names if name not in tensors and not name.endswith(".num_batches_tracked")]
    if missing:
        raise ValueError(f"model.safetensors lacks {missing[:5]}")
    generator = Generator(config["generator"], tensors)
    state = {inner: tensors[name] for name, inner in names.items() if name in tensors}
    for name, tensor in generator.state_dict().items():
        if name.endswith(".num_batches_tracked"):
            state.setdefault(name, tensor)
    generator.load_state_dict(state, strict=True)
    return generator.eval().requires_grad_(False)


def sample_z(count, seed, config):
    """z of the prior the model was trained with, [count, nz]."""
    random = torch.Generator().manual_seed(seed)
    if config["prior"] == "uniform":
        return torch.rand(count, config["nz"], generator=random) * 2 - 1
    return torch.randn(count, config["nz"], generator=random)


def sample(count=64, seed=1, folder=here):
    """Images of `count` z drawn with `seed`: [count, channels, height, width]."""
    with torch.no_grad():
        return load_generator(folder)(sample_z(count, seed, load_config(folder)))


def to_bytes(images, activation):
    """uint8 of what the last activation means: tanh is -1..1, the others 0..1."""
    unit = (images + 1) / 2 if activation == "tanh" else images
    return (unit.clamp(0, 1) * 255).round().to(torch.uint8)


def write_png(file, images):
    """One grey or colour sheet of uint8 images, as near to a square as their number allows."""
    count, channels, height, width = images.shape
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    sheet = torch.zeros(rows * columns, channels, height, width, dtype=torch.uint8)
    sheet[:count] = images
    lines = sheet.view(rows, columns, channels, height, width).permute(0, 3, 1, 4, 2).reshape(rows * height, -1)
    raw = torch.cat([torch.zeros(rows * height, 1, dtype=torch.uint8), lines], 1)  # 0: no filter

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", columns * width, rows * height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    data = zlib.compress(bytes(raw.flatten().tolist()))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    pathlib.Path(file).write_bytes(png)


def main():
    parser = argparse.ArgumentParser(description="Draws samples of the generator in this folder.")
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", help="a PNG file for the sheet")
    arguments = parser.parse_args()
    images = sample(arguments.count, arguments.seed)
    print(f"{list(images.shape)}, {images.min():.3f} to {images.max():.3f}")
    if arguments.out:
        write_png(arguments.out, to_bytes(images, load_config()["generator"][-1]["activation"]))


if __name__ == "__main__":
    main()
