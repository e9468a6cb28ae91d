"""Writes every form of .pth with the real torch and a .npz with numpy, and what a reader must find in each.

usage: make_pth.py OUT_DIR

Beside FILE stands FILE.expected.safetensors, written by the safetensors package: contiguous, of the same type, under the
names that are left when a nest and `module.` are stripped. Where a file holds several nets, each keeps its nest as a prefix
("netG.main.0.weight"); the state of optimisers and loose tensors are not listed. expected.json maps FILE to
{name: {shape, dtype}}, in the file's order.
"""

import sys
from collections import OrderedDict

import numpy
import torch
from torch import nn

from example_generator import Generator
from fixtures import Fixtures

nests = ("generator", "netG", "G", "state_dict", "G_ema", "model_state_dict")


def make_generator(seed):
    """An example generator whose BatchNorm statistics are neither 0 nor 1."""
    torch.manual_seed(seed)
    generator = Generator(nz=8, ngf=4, nc=3)
    for module in generator.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1, 0.02)
            nn.init.normal_(module.bias, 0, 0.1)
    with torch.no_grad():
        for _ in range(3):
            generator(torch.randn(16, 8, 1, 1))
    return generator.eval()


def converted(state, dtype):
    """Floating-point tensors in another type; num_batches_tracked stays as it is."""
    return OrderedDict((name, tensor.to(dtype) if tensor.is_floating_point() else tensor) for name, tensor in state.items())


def views():
    """Tensors that do not lie in their storage as they are read."""
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 7
    channels_last = torch.randn(2, 3, 4, 4).contiguous(memory_format=torch.channels_last)
    return OrderedDict(
        plain=torch.randn(3, 2),
        transposed=base.t(),
        sliced=base[1:3, 2:5],
        strided=base[::2, ::3],
        same_storage=base[2],
        expanded=torch.randn(1, 3).expand(5, 3),
        permuted=torch.randn(2, 3, 4).permute(2, 0, 1),
        channels_last=channels_last,
        offset=torch.arange(100, dtype=torch.int64)[60:70],
        scalar=torch.tensor(2.5),
        scalar_view=base[3, 5],
        empty=torch.empty(0, 3),
    )


def types():
    names = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64")
    return OrderedDict((name, (torch.arange(6) % 2).to(getattr(torch, name)).reshape(2, 3)) for name in names)


def checkpoint(generator, discriminator):
    """What training scripts save: nets, optimisers with their state, numbers and strings."""
    adam = torch.optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    generator(torch.randn(4, 8, 1, 1)).square().mean().backward()
    adam.step()
    return {
        "epoch": 12,
        "netG": generator.state_dict(),
        "netD": discriminator.state_dict(),
        "optimizerG": adam.state_dict(),
        "loss": [0.5, 1.25, -3.0],
        "args": {"nz": 8, "dataset": "lsun", "cuda": False, "manualSeed": None, "large": 2**40},
        "fixed_noise": torch.randn(4, 8, 1, 1),
    }


def forms(generator):
    """(name, object to save, tensors to be found) of every form."""
    state = generator.state_dict()
    plain = dict(state)
    yield "ordered_dict", state, state
    yield "plain_dict", plain, state
    yield "without_metadata", OrderedDict(state), state
    for nest in nests:
        yield f"nested_{nest}", {nest: state}, state
        yield f"nested_{nest}_among_others", {"epoch": 3, "lr": 2e-4, nest: plain, "note": "\u00fc\n"}, state
    yield "data_parallel", nn.DataParallel(generator).state_dict(), state
    yield "data_parallel_nested", {"netG": nn.DataParallel(generator).state_dict()}, state
    for dtype in (torch.float16, torch.bfloat16, torch.float64):
        changed = converted(state, dtype)
        yield str(dtype).removeprefix("torch."), changed, changed
    parameters = OrderedDict(generator.named_parameters())
    yield "parameters", parameters, parameters
    viewed = views()
    yield "views", viewed, viewed
    yield "types", types(), types()
    discriminator = nn.Sequential(nn.Conv2d(3, 4, 4, 2, 1, bias=False), nn.LeakyReLU(0.2))
    trained = make_generator(2)
    saved = checkpoint(trained, discriminator)
    nets = {f"{net}.{name}": tensor for net in ("netG", "netD") for name, tensor in saved[net].items()}
    yield "checkpoint", saved, nets


def main():
    fixtures = Fixtures(sys.argv[1])
    for name, saved, expected in forms(make_generator(1)):
        for suffix, is_zip in (("zip", True), ("legacy", False)):
            file = f"{name}.{suffix}.pth"
            torch.save(saved, fixtures.path(file), _use_new_zipfile_serialization=is_zip)
            fixtures.add(file, expected)
    state = make_generator(1).state_dict()
    arrays = {name: tensor.numpy() for name, tensor in state.items()}
    for file, save in (("state_dict.npz", numpy.savez), ("compressed.npz", numpy.savez_compressed)):
        save(fixtures.path(file), **arrays)
        fixtures.add(file, state)
    columns = {name: numpy.array(array, order="F") for name, array in arrays.items()}
    numpy.savez_compressed(fixtures.path("fortran.npz"), **columns)
    fixtures.add("fortran.npz", state)
    fixtures.finish()


if __name__ == "__main__":
    main()
