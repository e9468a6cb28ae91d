"""Writes Torch7's binary serialisation: numbers, strings, tables, tensors, nn modules, functions, references."""

import struct

import numpy

NIL, NUMBER, STRING, TABLE, TORCH, BOOLEAN = 0, 1, 2, 3, 4, 5

element_names = {numpy.dtype("float32"): "Float", numpy.dtype("float64"): "Double"}


class Storage:
    """Raw elements; tensors that hold the same Storage share it in the file."""

    def __init__(self, values, element=None):
        self.values = numpy.ascontiguousarray(values).reshape(-1)
        self.element = element or element_names[self.values.dtype]


class Tensor:
    """A view of a storage; offset, size and stride count elements, offset from 0."""

    def __init__(self, storage, size, stride=None, offset=0):
        self.storage, self.size, self.offset = storage, list(size), offset
        self.stride = list(stride) if stride is not None else contiguous(self.size)

    def array(self):
        values = self.storage.values
        strides = [step * values.itemsize for step in self.stride]
        return numpy.lib.stride_tricks.as_strided(values[self.offset:], self.size, strides).copy()


class Module:
    """An object of a torch class whose body is its table of fields. version None: written as before versions existed."""

    def __init__(self, name, version=1, **fields):
        self.name, self.version, self.fields = name, version, fields


class Function:
    """Lua bytecode (any bytes: no reader may run it) and its upvalues."""

    def __init__(self, kind, bytecode, upvalues):
        self.kind, self.bytecode, self.upvalues = kind, bytecode, upvalues


def contiguous(size):
    stride, step = [], 1
    for side in reversed(size):
        stride.insert(0, step)
        step *= side
    return stride


def tensor(array, element=None):
    """A tensor with a storage of its own."""
    return Tensor(Storage(array, element), numpy.shape(array))


class Writer:
    def __init__(self, long_bytes=8):
        self.out = bytearray()
        self.seen = {}
        self.kept = []  # what id() was taken of must stay alive
        self.long_format = "<q" if long_bytes == 8 else "<i"

    def write_int(self, value):
        self.out += struct.pack("<i", value)

    def write_long(self, value):
        self.out += struct.pack(self.long_format, value)

    def write_string(self, text):
        data = text if isinstance(text, bytes) else text.encode()
        self.write_int(len(data))
        self.out += data

    def is_reference(self, thing):
        """Writes the index of an object, and says whether its body stands in the file already."""
        known = id(thing) in self.seen
        if not known:
            self.seen[id(thing)] = len(self.seen) + 1
            self.kept.append(thing)
        self.write_int(self.seen[id(thing)])
        return known

    def write(self, thing):
        if thing is None:
            self.write_int(NIL)
        elif isinstance(thing, bool):
            self.write_int(BOOLEAN)
            self.write_int(int(thing))
        elif isinstance(thing, (int, float)):
            self.write_int(NUMBER)
            self.out += struct.pack("<d", thing)
        elif isinstance(thing, (str, bytes)):
            self.write_int(STRING)
            self.write_string(thing)
        elif isinstance(thing, (dict, list)):
            self.write_table(thing)
        elif isinstance(thing, Function):
            self.write_function(thing)
        else:
            self.write_torch(thing)

    def write_table(self, table):
        self.write_int(TABLE)
        if self.is_reference(table):
            return
        items = list(table.items()) if isinstance(table, dict) else list(enumerate(table, 1))
        items = [(key, value) for key, value in items if value is not None]
        self.write_int(len(items))
        for key, value in items:
            self.write(key)
            self.write(value)

    def write_function(self, function):
        self.write_int(function.kind)
        # Torch7's File.lua numbers recursive functions (7, 8) as it does tables; the plain kind 6 has no index.
        if function.kind != 6 and self.is_reference(function):
            return
        self.write_string(function.bytecode)
        self.write(function.upvalues)

    def write_torch(self, thing):
        self.write_int(TORCH)
        if self.is_reference(thing):
            return
        version = getattr(thing, "version", 1)
        if version is not None:
            self.write_string(f"V {version}")
        if isinstance(thing, Storage):
            self.write_string(f"torch.{thing.element}Storage")
            self.write_long(len(thing.values))
            self.out += thing.values.astype(self.long_format).tobytes() if thing.element == "Long" else thing.values.tobytes()
        elif isinstance(thing, Tensor):
            self.write_tensor(thing)
        else:
            self.write_string(thing.name)
            self.write(thing.fields)

    def write_tensor(self, view):
        element = view.storage.element if view.storage else "Float"
        self.write_string(f"torch.{element}Tensor")
        self.write_int(len(view.size))
        for number in view.size + view.stride + [view.offset + 1]:
            self.write_long(number)
        self.write(view.storage)


def to_bytes(thing, long_bytes=8):
    writer = Writer(long_bytes)
    writer.write(thing)
    return bytes(writer.out)
