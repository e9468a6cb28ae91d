"""Generators and discriminators that people have, 32 px in colour from 100 numbers, each with its own class and names."""

import torch
from torch import nn


class PytorchGanGenerator(nn.Module):
    """As eriklindernoren's PyTorch-GAN has it: a linear stem, enlargements in front of convolutions, BatchNorm's epsilon 0.8."""

    def __init__(self):
        super().__init__()
        self.l1 = nn.Sequential(nn.Linear(100, 32 * 8 * 8))
        self.conv_blocks = nn.Sequential(
            nn.BatchNorm2d(32), nn.Upsample(scale_factor=2), nn.Conv2d(32, 32, 3, 1, 1), nn.BatchNorm2d(32, 0.8),
            nn.LeakyReLU(0.2), nn.Upsample(scale_factor=2), nn.Conv2d(32, 16, 3, 1, 1), nn.BatchNorm2d(16, 0.8),
            nn.LeakyReLU(0.2), nn.Conv2d(16, 3, 3, 1, 1), nn.Tanh())

    def forward(self, z):
        return self.conv_blocks(self.l1(z).view(-1, 32, 8, 8))


class PytorchGanDiscriminator(nn.Module):
    def __init__(self):
        super().__init__()
        layers = []
        for inputs, outputs in ((3, 4), (4, 8), (8, 16), (16, 32)):
            layers += [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.LeakyReLU(0.2), nn.Dropout2d(0.25)]
            layers += [nn.BatchNorm2d(outputs, 0.8)] if inputs > 3 else []
        self.model = nn.Sequential(*layers)
        self.adv_layer = nn.Sequential(nn.Linear(32 * 2 * 2, 1), nn.Sigmoid())

    def forward(self, image):
        return self.adv_layer(self.model(image).flatten(1))


class PlainGenerator(nn.Module):
    """Transposed convolutions in one nn.Sequential called `name`."""

    def __init__(self, name="main", bias=True, norm=nn.BatchNorm2d):
        super().__init__()
        layers, inputs = [], 100
        for outputs, stride, padding in ((32, 1, 0), (16, 2, 1), (8, 2, 1)):
            layers += [nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=bias)]
            layers += [norm(outputs)] if norm else []
            layers += [nn.ReLU()]
            inputs = outputs
        self.name = name
        self.add_module(name, nn.Sequential(*layers, nn.ConvTranspose2d(inputs, 3, 4, 2, 1, bias=bias), nn.Tanh()))

    def forward(self, z):
        return getattr(self, self.name)(z[:, :, None, None])


class OwnNamesGenerator(nn.Module):
    """Attributes of its own, the BatchNorms declared behind all convolutions."""

    def __init__(self):
        super().__init__()
        self.tconv1 = nn.ConvTranspose2d(100, 24, 4, 1, 0)
        self.tconv2 = nn.ConvTranspose2d(24, 12, 4, 2, 1)
        self.tconv3 = nn.ConvTranspose2d(12, 6, 4, 2, 1)
        self.tconv4 = nn.ConvTranspose2d(6, 3, 4, 2, 1)
        self.bn1, self.bn2, self.bn3 = nn.BatchNorm2d(24), nn.BatchNorm2d(12), nn.BatchNorm2d(6)

    def forward(self, z):
        x = torch.relu(self.bn1(self.tconv1(z[:, :, None, None])))
        x = torch.relu(self.bn2(self.tconv2(x)))
        x = torch.relu(self.bn3(self.tconv3(x)))
        return torch.tanh(self.tconv4(x))


def without_gains(features):
    return nn.BatchNorm2d(features, affine=False)


def generators():
    """Name, maker and what its owner saves of a state_dict."""
    return {
        "pytorch_gan": (PytorchGanGenerator, lambda state: state),
        "in_model": (PytorchGanGenerator, lambda state: {"model": state, "epoch": 3}),
        "biases": (PlainGenerator, lambda state: {"generator": state}),
        "parallel": (PlainGenerator, lambda state: {"module." + key: value for key, value in state.items()}),
        "compiled": (PlainGenerator, lambda state: {"epoch": 3, "netG": {"_orig_mod." + k: v for k, v in state.items()}}),
        "attribute": (lambda: PlainGenerator("gen"), lambda state: state),
        "nested_attribute": (lambda: PlainGenerator("gen"), lambda state: {"state_dict": state, "epoch": 3}),
        "no_norm": (lambda: PlainGenerator(norm=None), lambda state: state),
        "no_gains": (lambda: PlainGenerator(norm=without_gains), lambda state: state),
        "own_names": (OwnNamesGenerator, lambda state: state),
    }


def trained(net, inputs):
    """The net after a few batches, so that its statistics are its own."""
    torch.manual_seed(2)
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0, 0.1)
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = None
            if module.affine:
                nn.init.normal_(module.weight, 1, 0.1)
                nn.init.normal_(module.bias, 0, 0.1)
    return gathered(net, inputs)


def gathered(net, inputs):
    """The net with BatchNorm statistics of a few batches."""
    with torch.no_grad():
        for _ in range(4):
            net.train()(inputs)
    return net.eval()
