"""The generator of pytorch/examples' dcgan for 64 px, by its known structure: state_dict names main.0 to main.13."""

from torch import nn


class Generator(nn.Module):
    def __init__(self, nz, ngf, nc):
        super().__init__()
        layers = []
        inputs = nz
        for i, outputs in enumerate((ngf * 8, ngf * 4, ngf * 2, ngf)):
            stride, padding = (1, 0) if i == 0 else (2, 1)
            layers += [nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=False), nn.BatchNorm2d(outputs),
                       nn.ReLU(True)]
            inputs = outputs
        layers += [nn.ConvTranspose2d(inputs, nc, 4, 2, 1, bias=False), nn.Tanh()]
        self.main = nn.Sequential(*layers)

    def forward(self, z):
        return self.main(z)
