#!/usr/bin/env python3
"""Writes parity_reference.json: what PyTorch's own layers make of both layouts at every legal size, with 1 and 3 channels and
three lengths of z (of which D knows nothing).

Weights and inputs come from a formula that parity_test.cpp repeats (pattern), so only results are stored: of each
result eight values spread over it, their pattern-weighted mean and the largest absolute value. Forward passes are
float32; gradients are float64, where no unit sits on the kink of a ReLU by rounding alone.

    python3 -m venv venv && venv/bin/pip install torch==2.13.0 numpy
    venv/bin/python tests/engine/nets/make_reference.py > tests/engine/nets/parity_reference.json
"""

import json

import numpy as np
import torch
from torch import nn

BATCH, WIDTH = 5, 4
NZ = (3, 32, 100)


def pattern(shape, stream, scale=1.0, offset=0.0):
    """Numbers in offset +- scale from a hash of (stream, index)."""
    index = np.arange(int(np.prod(shape, dtype=np.int64)), dtype=np.uint64)
    h = (index * 2654435761 + np.uint64(stream) * 40503 + 12345) & 0xFFFFFFFF
    h ^= h >> np.uint64(15)
    h = (h * 2246822519) & 0xFFFFFFFF
    h ^= h >> np.uint64(13)
    values = (h.astype(np.float64) / 2**32 * 2 - 1) * scale + offset
    return torch.from_numpy(values.astype(np.float32)).reshape(shape)


def plan(size):
    base, doublings = size, 0
    while base > 7 and base % 2 == 0:
        base, doublings = base // 2, doublings + 1
    return (base, doublings) if base <= 7 else None


class Reshape(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(x.shape[0], *self.shape)


def generator(layout, size, channels, nz):
    base, n = plan(size)
    conv = dict(kernel_size=4, stride=2, padding=1) if layout == "classic" else dict(
        kernel_size=5, stride=2, padding=2, output_padding=1)
    width = WIDTH << (n - 1)
    if layout == "classic":
        layers = [Reshape(nz, 1, 1), nn.ConvTranspose2d(nz, width, base, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    else:
        units = width * base * base
        layers = [nn.Linear(nz, units, bias=False), nn.BatchNorm1d(units), nn.ReLU(), Reshape(width, base, base)]
    for _ in range(n - 1):
        layers += [nn.ConvTranspose2d(width, width // 2, bias=False, **conv), nn.BatchNorm2d(width // 2), nn.ReLU()]
        width //= 2
    return nn.Sequential(*layers, nn.ConvTranspose2d(width, channels, bias=False, **conv), nn.Tanh())


def discriminator(layout, size, channels):
    base, n = plan(size)
    conv = dict(kernel_size=4, stride=2, padding=1) if layout == "classic" else dict(kernel_size=5, stride=2, padding=2)
    layers, width, before = [], WIDTH, channels
    for block in range(n):
        layers.append(nn.Conv2d(before, width, bias=False, **conv))
        layers += ([nn.BatchNorm2d(width)] if block else []) + [nn.LeakyReLU(0.2)]
        before, width = width, width * 2
    if layout == "classic":
        return nn.Sequential(*layers, nn.Conv2d(before, 1, base, bias=False), nn.Flatten(0))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(before * base * base, 1, bias=False), nn.Flatten(0))


def fill(net, stream):
    """Stage by stage: weight, then the BatchNorm behind it."""
    with torch.no_grad():
        for layer in net:
            if isinstance(layer, (nn.ConvTranspose2d, nn.Conv2d, nn.Linear)):
                w = layer.weight
                fan = w[0].numel() if not isinstance(layer, nn.ConvTranspose2d) else w[:, 0].numel() / layer.stride[0] ** 2
                if isinstance(layer, nn.ConvTranspose2d) and layer.stride[0] == 1:
                    fan = w.shape[0]
                w.copy_(pattern(w.shape, stream, (3.0 / fan) ** 0.5))
                stream += 1
            elif isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
                layer.weight.copy_(pattern(layer.weight.shape, stream, 0.2, 1.0))
                layer.bias.copy_(pattern(layer.bias.shape, stream + 1, 0.1))
                layer.running_mean.copy_(pattern(layer.bias.shape, stream + 2, 0.1))
                layer.running_var.copy_(pattern(layer.bias.shape, stream + 3, 0.5, 1.0))
                stream += 4


def summary(tensor):
    flat = tensor.detach().double().reshape(-1)
    count = flat.numel()
    picks = [float(flat[k * (count - 1) // 7]) for k in range(8)]
    mean = float((flat * pattern((count,), 99).double()).mean())
    return [float(f"{v:.8g}") for v in picks + [mean, float(flat.abs().max())]]


def results(net, x):
    fill(net, 1)
    net.eval()
    found = {"eval": summary(net(x))}
    net.train()
    found["train"] = summary(net(x))
    norms = [layer for layer in net if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d))]
    found["running_mean"] = summary(norms[-1].running_mean)
    found["running_var"] = summary(norms[-1].running_var)

    net.double()
    x = x.double().requires_grad_()
    out = net(x)
    (out * pattern(out.shape, 98).double()).sum().backward()
    weights = [p for p in net.parameters() if p.dim() > 1]
    found["grad_input"] = summary(x.grad)
    found["grad_first"] = summary(weights[0].grad)
    found["grad_last"] = summary(weights[-1].grad)
    found["grad_gain"] = summary(norms[-1].weight.grad)
    return found


def main():
    cases = []
    for layout in ("classic", "paper"):
        for size in (s for s in range(16, 257) if plan(s)):
            for channels in (1, 3):
                images = pattern((BATCH, channels, size, size), 97)
                cases.append({"layout": layout, "size": size, "channels": channels,
                              "generators": [{"nz": nz, **results(generator(layout, size, channels, nz), pattern((BATCH, nz), 96, 1.7))}
                                             for nz in NZ],
                              "discriminator": results(discriminator(layout, size, channels), images)})
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    print(f'{{"batch":{BATCH},"width":{WIDTH},"torch":"{torch.__version__}","cases":[\n{lines}\n]}}')


if __name__ == "__main__":
    main()
