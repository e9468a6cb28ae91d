"""Writes the files from which the fuzzers of the recogniser, checkpoints, EXIF blocks and packed files began.

usage: seeds.py FOLDER    one sub-folder a fuzzer; merge.sh takes what is new in it into the committed corpus
"""

import hashlib
import json
import pathlib
import struct
import sys
import zlib


# ---- recogniser: lines that tensor_list.h reads

def tensor(name, *lengths, nesting=0, kind="F32"):
    return f"{name}\t{kind}\t{nesting}\t{','.join(map(str, lengths))}"


def norm(module, features, **more):
    return [tensor(f"{module}.{part}", features, **more) for part in ("weight", "bias", "running_mean", "running_var")] + [
        tensor(f"{module}.num_batches_tracked", kind="I64", **more)]


def biased(module, *lengths, outputs=None, **more):
    return [tensor(f"{module}.weight", *lengths, **more), tensor(f"{module}.bias", outputs or lengths[0], **more)]


def classic_generator(prefix="", **more):
    return ([tensor(f"{prefix}main.0.weight", 5, 8, 4, 4, **more)] + norm(f"{prefix}main.1", 8, **more)
            + [tensor(f"{prefix}main.3.weight", 8, 4, 4, 4, **more)] + norm(f"{prefix}main.4", 4, **more)
            + [tensor(f"{prefix}main.6.weight", 4, 3, 4, 4, **more)])


def classic_discriminator(prefix="", **more):
    return ([tensor(f"{prefix}main.0.weight", 4, 3, 4, 4, **more), tensor(f"{prefix}main.2.weight", 8, 4, 4, 4, **more)]
            + norm(f"{prefix}main.3", 8, **more) + [tensor(f"{prefix}main.5.weight", 1, 8, 4, 4, **more)])


def pytorch_gan():
    return (biased("l1.0", 8 * 16, 100) + norm("conv_blocks.0", 8) + biased("conv_blocks.2", 8, 8, 3, 3)
            + norm("conv_blocks.3", 8) + biased("conv_blocks.6", 4, 8, 3, 3) + norm("conv_blocks.7", 4)
            + biased("conv_blocks.9", 3, 4, 3, 3))


def conditional():
    return ([tensor("fc1.weight", 12, 8)] + norm("bn1", 12) + [tensor("fc2.weight", 96, 15)] + norm("bn2", 96)
            + [tensor("deconv.weight", 9, 1, 5, 5)])


def authors_set():
    shapes = [(100, 256), (256,), (256,), (16, 8, 5, 5), (8,), (8,), (8, 4, 5, 5), (4,), (4,), (4, 3, 5, 5)]
    return [tensor(f"gen.{index:02}", *shape) for index, shape in enumerate(shapes, 1)]


TORCH7 = ("0 nn.SpatialFullConvolution k=4 s=1 p=0 a=0\x011 nn.SpatialBatchNormalization eps=1e-05\x012 nn.ReLU\x01"
          "3 nn.SpatialFullConvolution k=4 s=2 p=1 a=0\x014 nn.SpatialBatchNormalization eps=1e-05\x015 nn.LeakyReLU slope=0.2\x01"
          "6 nn.SpatialFullConvolution k=4 s=2 p=1 a=0\x017 nn.Tanh")


def stage(kind, weight, shape, out, norm_name=None, **more):
    described = {"kind": kind, "weight": weight + ".weight", "bias": None, "norm": norm_name}
    if norm_name:
        described |= {"norm_eps": 1e-05, "norm_units": False}
    described |= {"shape": shape, "out": out, "activation": "relu"} | more
    return described


OWN_CHAIN = {
    "layout": "chain", "size": "8", "channels": "3", "nz": "5", "ngf": "4", "ndf": "4", "bn_eps": "1e-05", "bn_stats": "running",
    "generator_stages": json.dumps([
        stage("linear", "stages.1", [64, 5], [4, 4, 4], "stages.1.bn"),
        stage("upsample_conv", "stages.2", [3, 4, 3, 3], [3, 8, 8], stride=1, padding=1, output_padding=0, upsample=2, activation="tanh")]),
    "source_tensors": json.dumps({"G": ["stages.1.weight", "stages.2.weight"]}),
}


def listed(kind, tensors, metadata=()):
    return "\n".join([f"kind {kind}", *(f"={key} {value}" for key, value in dict(metadata).items()), *tensors]) + "\n"


def recognise():
    own = [tensor("stages.1.weight", 64, 5)] + norm("stages.1.bn", 4) + [tensor("stages.2.weight", 3, 4, 3, 3)]
    classic = dict(layout="classic", size="16", channels="3", nz="5", ngf="4", ndf="4", bn_eps="1e-05", bn_stats="running", prior="gaussian")
    torch7 = ([tensor("0.weight", 5, 4, 4, 4)] + norm("1", 4) + [tensor("3.weight", 4, 2, 4, 4)] + norm("4", 2)
              + [tensor("6.weight", 2, 3, 4, 4)])
    nested = classic_generator("netG.", nesting=5) + classic_discriminator("netD.", nesting=5)
    return {
        "classic": listed(1, classic_generator(), {"epoch": "7"}),
        "both": listed(1, nested + classic_generator("G_ema.", nesting=6)),
        "two_files": listed(1, classic_generator()) + "---\n" + listed(1, classic_discriminator()),
        "pytorch_gan": listed(2, pytorch_gan()),
        "conditional": listed(1, conditional()),
        "authors": listed(4, authors_set()),
        "torch7": listed(3, torch7, {"modules": TORCH7}),
        "own_classic": listed(0, classic_generator("G.") + classic_discriminator("D."), classic),
        "own_chain": listed(0, own, OWN_CHAIN),
    }


# ---- checkpoints

def safetensors(name, kind, shape, data):
    header = json.dumps({name: {"dtype": kind, "shape": shape, "data_offsets": [0, len(data)]}}).encode()
    return struct.pack("<Q", len(header)) + header + data


def checkpoint(sections):
    body = b"".join(struct.pack("<I", len(name)) + name + struct.pack("<QI", len(data), zlib.crc32(data)) + data for name, data in sections)
    head = b"GSCKPT\r\n" + struct.pack("<IIQ", 1, len(sections), 24 + len(body) + 32)
    return head + body + hashlib.sha256(head + body).digest()


OPTIONS = {
    "data": "rooms", "data_count": 40, "preset": "classic", "layout": "classic", "size": 16, "channels": 3, "nz": 8, "ngf": 4, "ndf": 4,
    "prior": "gaussian", "batch": 8, "lr_g": 0.0002, "lr_d": 0.0002, "beta1": 0.5, "beta2": 0.999, "adam_eps": 1e-08, "weight_decay": 0.0,
    "batch_norm_eps": 1e-05, "alternate": False, "label_real": 0.9, "ema": 0.99, "flip": True, "shift": 2, "lr_decay_from": 1.0, "init": "",
    "steps": 200, "minutes": 0.0, "checkpoint_every": 100, "keep": 3, "sample_every": 1000, "seed": 1, "threads": 1, "device": "cpu",
    "half": False,
}


def checkpoints():
    run = {"options": OPTIONS, "step": 3, "seconds": 0.5, "data_position": 24, "data_sha256": "0" * 64}
    older = {key: value for key, value in OPTIONS.items() if key != "init"}
    history = safetensors("steps", "F64", [3, 7], struct.pack("<21d", *(number for step in (1, 2, 3) for number in (step, 1, 1, .5, .5, .5, .1))))
    weights = safetensors("main.0.weight", "F32", [2], struct.pack("<2f", 1, 2))
    text = json.dumps(run, indent=2).encode()
    return {
        "whole": checkpoint([(b"run", text), (b"history", history), (b"G", weights), (b"D", weights)]),
        "older": checkpoint([(b"run", json.dumps(run | {"options": older}).encode()), (b"history", history)]),
        "run_only": checkpoint([(b"run", text)]),
        "empty": checkpoint([]),
    }


# ---- EXIF

def tiff(order, orientation, entries_before=0):
    entry = lambda tag, kind, value: struct.pack(order + "HHIHH", tag, kind, 1, value, 0)
    entries = [entry(0x0100 + index, 3, 7) for index in range(entries_before)] + [entry(0x0112, 3, orientation)]
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IH", 8, len(entries)) + b"".join(entries) + b"\0\0\0\0"


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks)


def exif():
    head = (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixel = (b"IDAT", zlib.compress(b"\0\x7f"))
    return {
        "little": tiff("<", 6),
        "big": tiff(">", 8, 2),
        "wrong": tiff("<", 9),
        "png": png(head, (b"eXIf", tiff(">", 3)), pixel, (b"IEND", b"")),
        "png_without": png(head, pixel, (b"IEND", b"")),
    }


# ---- packed files

def packed(size, channels, names, skipped=()):
    pixels = bytes(index % 251 for index in range(len(names) * channels * size * size))
    texts = b"".join(struct.pack("<I", len(text)) + text for text in (*names, *skipped))
    sha256 = hashlib.sha256(struct.pack("<II", size, channels) + pixels).hexdigest().encode()
    head = b"GANSPACK" + struct.pack("<IIIIQQ", 1, size, channels, 0, len(names), len(texts)) + sha256
    return head + texts + struct.pack("<I", zlib.crc32(head + texts)) + pixels


def packed_files():
    return {
        "colour": packed(4, 3, [b"a.png", b"folder/b.jpg"], [b"c.png: not an image"]),
        "grey": packed(2, 1, [b"a.png"]),
        "one_pixel": packed(1, 1, ["ä.png".encode(), b""]),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    for fuzzer, seeds in {"recognise": recognise(), "checkpoint": checkpoints(), "exif": exif(), "packed_file": packed_files()}.items():
        (folder / fuzzer).mkdir(parents=True, exist_ok=True)
        for name, seed in seeds.items():
            (folder / fuzzer / name).write_bytes(seed.encode() if isinstance(seed, str) else seed)


main()
