"""Writes Torch7 files as dcgan.torch and its descendants saved them, and what a reader must find in each.

usage: make_t7.py OUT_DIR

Written from the description of the format alone, independently of the reader. Beside FILE stands FILE.expected.safetensors
with names as PyTorch's Sequential of the same modules has them: "INDEX.weight", from 0, nn.View dropped, activations
counted; running_std**-2 - eps as running_var (compare these to 1e-6). Where a file holds several nets, each keeps its key as
a prefix ("netG.0.weight"). Files called *.long4.t7 come from a 32-bit writer.
"""

import sys

import numpy
import torch

from fixtures import Fixtures
from t7_file import Function, Module, Storage, Tensor, contiguous, tensor, to_bytes

BN_EPS = 1e-5


class Net:
    """A Sequential under construction: its modules and, in `expected`, the arrays a reader must find."""

    def __init__(self, seed, library="nn", dtype="float32", element=None, norm_version=2):
        self.random = numpy.random.default_rng(seed)
        self.library, self.dtype, self.element, self.norm_version = library, dtype, element, norm_version
        self.modules, self.expected = [], {}

    def drawn(self, *shape, mean=0.0):
        return (mean + 0.1 * self.random.standard_normal(shape)).astype(self.dtype)

    def add(self, name, library=None, version=1, **fields):
        """Appends a module with what every nn module carries besides its own fields."""
        kind = f"torch.{self.element or ('Float' if self.dtype == 'float32' else 'Double')}Tensor"
        empty = Tensor(None, [])
        fields |= {"_type": kind, "train": True, "output": empty, "gradInput": Tensor(None, [])}
        self.modules.append(Module(f"{library or self.library}.{name}", version, **fields))

    def expect(self, **arrays):
        index = sum(not module.name.endswith(".View") for module in self.modules) - 1
        for name, array in arrays.items():
            if array is not None:
                self.expected[f"{index}.{name}"] = array

    def convolution(self, name, shape, planes, stride, padding, bias=True):
        weight, bias_values = self.drawn(*shape), self.drawn(planes[1]) if bias else None
        geometry = {"kH": shape[2], "kW": shape[3], "dH": stride, "dW": stride, "padH": padding, "padW": padding,
                    "nInputPlane": planes[0], "nOutputPlane": planes[1]}
        self.add(name, **geometry, weight=tensor(weight, self.element), gradWeight=tensor(weight * 0, self.element),
                 bias=tensor(bias_values, self.element) if bias else None, noBias=None if bias else True)
        self.expect(weight=weight, bias=bias_values)

    def full_convolution(self, inputs, outputs, stride=2, padding=1, bias=True):
        self.convolution("SpatialFullConvolution", (inputs, outputs, 4, 4), (inputs, outputs), stride, padding, bias)

    def plain_convolution(self, inputs, outputs, stride=2, padding=1, bias=True):
        self.convolution("SpatialConvolution", (outputs, inputs, 4, 4), (inputs, outputs), stride, padding, bias)

    def norm(self, features):
        weight, bias, mean = self.drawn(features, mean=1.0), self.drawn(features), self.drawn(features)
        variance = abs(self.drawn(features, mean=1.0)) + 0.25
        fields = {"eps": BN_EPS, "momentum": 0.1, "affine": True, "nDim": 4, "weight": tensor(weight, self.element),
                  "bias": tensor(bias, self.element), "running_mean": tensor(mean, self.element)}
        variance = variance.astype(self.dtype)
        if self.norm_version < 2:
            std = (1 / numpy.sqrt(variance.astype("float64") + BN_EPS)).astype(self.dtype)
            fields["running_std"] = tensor(std, self.element)
            variance = (std.astype("float64") ** -2 - BN_EPS).astype(self.dtype)
        else:
            fields["running_var"] = tensor(variance, self.element)
        self.add("SpatialBatchNormalization", version=self.norm_version, **fields)
        self.expect(weight=weight, bias=bias, running_mean=mean, running_var=variance)

    def activation(self, name, **fields):
        self.add(name, **fields)

    def view(self, *size):
        """As nn.View keeps its sizes: in a torch.LongStorage."""
        self.add("View", library="nn", size=Storage(numpy.array(size), "Long"), numElements=int(numpy.prod(size)))

    def sequential(self):
        return Module("nn.Sequential", 1, modules=self.modules, _type="torch.FloatTensor", train=True,
                      output=Tensor(None, []), gradInput=Tensor(None, []))


def generator(seed, view=False, bias=True, **options):
    """dcgan.torch's generator for 32 px: nz 6, ngf 2."""
    net = Net(seed, **options)
    if view:
        net.view(6, 1, 1)
    inputs = 6
    for i, outputs in enumerate((8, 4, 2)):
        net.full_convolution(inputs, outputs, *((1, 0) if i == 0 else (2, 1)), bias=bias)
        net.norm(outputs)
        net.activation("ReLU", inplace=True, threshold=0, val=0)
        inputs = outputs
    net.full_convolution(inputs, 3, bias=bias)
    net.activation("Tanh")
    return net


def discriminator(seed, **options):
    """dcgan.torch's discriminator for 32 px: ndf 2."""
    net = Net(seed, **options)
    net.plain_convolution(3, 2)
    net.activation("LeakyReLU", library="nn", negval=0.2, inplace=True)
    for inputs, outputs in ((2, 4), (4, 8)):
        net.plain_convolution(inputs, outputs)
        net.norm(outputs)
        net.activation("LeakyReLU", library="nn", negval=0.2, inplace=True)
    net.plain_convolution(8, 1, 1, 0)
    net.activation("Sigmoid")
    net.view(1)
    return net


def share_storage(net):
    """Lays weights, biases and gains of a net into one storage, as getParameters() does, with gaps between them."""
    places, values = [], []
    for module in net.modules:
        for field in ("weight", "bias"):
            view = module.fields.get(field)
            if view is not None:
                places.append((module, field, view.size, sum(len(part) for part in values)))
                values += [view.storage.values, numpy.full(3, numpy.nan, net.dtype)]
    shared = Storage(numpy.concatenate(values), net.element)
    for module, field, size, offset in places:
        module.fields[field] = Tensor(shared, size, contiguous(size), offset)


def transpose_storage(net):
    """Stores every 4-D weight with its axes reversed in memory."""
    for module in net.modules:
        view = module.fields.get("weight")
        if view is not None and len(view.size) == 4:
            values = view.array().transpose(3, 2, 1, 0)
            strides = list(reversed(contiguous(list(values.shape))))
            module.fields["weight"] = Tensor(Storage(values, net.element), view.size, strides)


def add_functions(net):
    """Functions of every kind in the fields, one of them twice, with upvalues that hold tensors and tables."""
    bytecode = b"\x1bLJ\x01\x02" + bytes(range(256))
    upvalues = [{"name": "self", "value": net.modules[0]}, {"name": "nothing"}]
    first = Function(8, bytecode, upvalues)
    net.modules[0].fields["reset"] = first
    net.modules[1].fields["reset"] = first
    net.modules[1].fields["hooks"] = {"before": Function(7, bytecode, None), 1: Function(6, b"", [first, True, 2.5])}


def add_references(net):
    """One table and one tensor in the fields of several modules, and a table that holds itself."""
    options = {"nz": 6, "name": b"caf\xe9", 2.5: False}
    options["self"] = options
    for module in net.modules:
        module.fields["options"] = options
        module.fields["gradInput"] = net.modules[0].fields["output"]


def without_versions(net):
    for module in net.modules:
        module.version = None


def changed(net, change):
    change(net)
    return net


def prefixed(nets):
    return {f"{key}.{name}": array for key, net in nets.items() for name, array in net.expected.items()}


def nets_of_one_file():
    yield "generator", generator(1)
    yield "generator_view", generator(2, view=True)
    yield "generator_without_bias", generator(3, bias=False)
    yield "generator_norm_1", generator(4, norm_version=1)
    yield "generator_cudnn", generator(5, library="cudnn", element="Cuda")
    yield "generator_cudnn_norm_1", generator(6, library="cudnn", element="Cuda", norm_version=1)
    yield "generator_double", generator(7, dtype="float64")
    yield "generator_shared", changed(generator(8), share_storage)
    yield "generator_transposed", changed(generator(9), transpose_storage)
    yield "generator_functions", changed(generator(10), add_functions)
    yield "generator_references", changed(generator(11), add_references)
    yield "generator_unversioned", changed(generator(12, norm_version=1), without_versions)
    yield "discriminator", discriminator(13)
    yield "discriminator_cudnn", discriminator(14, library="cudnn", element="Cuda")
    yield "discriminator_norm_1", changed(discriminator(15, norm_version=1), share_storage)


def main():
    fixtures = Fixtures(sys.argv[1])

    def add(name, thing, expected):
        tensors = {key: torch.from_numpy(numpy.ascontiguousarray(array)) for key, array in expected.items()}
        for suffix, long_bytes in (("t7", 8), ("long4.t7", 4)):
            file = f"{name}.{suffix}"
            fixtures.path(file).write_bytes(to_bytes(thing, long_bytes))
            fixtures.add(file, tensors)

    for name, net in nets_of_one_file():
        add(name, net.sequential(), net.expected)
    pair = {"netG": changed(generator(16), add_functions), "netD": discriminator(17)}
    table = {key: net.sequential() for key, net in pair.items()} | {"epoch": 25, "options": {"nz": 6, "gpu": False}}
    add("both", table, prefixed(pair))
    fixtures.finish()


if __name__ == "__main__":
    main()
