"""Checks with the real packages what the writers of core/io/weights wrote.

usage: check_written.py DIR

DIR is what the test case "write samples of every format" of io_tests wrote. Prints one line a check and, last,
"N passed, N failed".
"""

import json
import pathlib
import subprocess
import sys
import traceback
from collections import OrderedDict

import numpy
import onnx
import onnxruntime
import torch
from safetensors.torch import load_file
from torch.nn import functional

from example_generator import Generator

tolerance = 1e-5
tests = pathlib.Path(__file__).resolve().parent


def equal_bits(a, b):
    """Whether two tensors have one type, one shape and the same bytes, NaN included."""
    if a.dtype != b.dtype or a.shape != b.shape:
        return False
    raw = [tensor.contiguous().reshape(-1).view(torch.uint8) if tensor.numel() else None for tensor in (a, b)]
    return raw[0] is None or torch.equal(*raw)


def draw(count, nz):
    return torch.randn(count, nz, generator=torch.Generator().manual_seed(count))


def example(state):
    """pytorch/examples' generator with a state_dict, loaded strictly."""
    generator = Generator(nz=8, ngf=4, nc=3)
    generator.load_state_dict(state, strict=True)
    return generator.eval()


def activated(stage, x):
    if stage["activation"] == "leaky_relu":
        return functional.leaky_relu(x, stage["slope"])
    return {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "none": lambda x: x}[stage["activation"]](x)


def onnx_reference(description, weights, z):
    """What the stages written into an ONNX file must give, in torch."""
    x = z
    for index, stage in enumerate(description["stages"]):
        weight, bias = weights[f"stage{index}.weight"], weights.get(f"stage{index}.bias")
        if stage["kind"] == "linear":
            x = functional.linear(x.reshape(len(x), -1), weight.t(), bias)
            if stage["picture"][0]:
                x = x.reshape(len(x), *stage["picture"])
        elif stage["kind"] == "conv_transpose":
            x = x.reshape(*x.shape, 1, 1) if x.dim() == 2 else x
            x = functional.conv_transpose2d(x, weight, bias, stage["stride"], stage["padding"], stage["output_padding"])
        else:
            x = x.repeat_interleave(stage["upsample"], 2).repeat_interleave(stage["upsample"], 3)
            x = functional.conv2d(x, weight, bias, stage["stride"], stage["padding"])
        x = activated(stage, x)
    return x


def normalised(weights, prefix, eps, x):
    mean, variance, gain, shift = (weights[f"{prefix}.{name}"] for name in ("running_mean", "running_var", "weight", "bias"))
    shape = (1, -1) + (1,) * (x.dim() - 2)
    return (x - mean.view(shape)) / torch.sqrt(variance.view(shape) + eps) * gain.view(shape) + shift.view(shape)


def every_stage_reference(weights, z):
    """tests/io/weights/sample_weights.cpp's every_stage_hugging_face, layer by layer."""
    x = torch.relu(z @ weights["hidden.weight"].t() + weights["hidden.bias"])
    x = torch.relu(normalised(weights, "stem.bn", 1e-8, x @ weights["stem.weight"].t())).reshape(-1, 6, 2, 2)
    x = functional.conv_transpose2d(x, weights["up.weight"], weights["up.bias"], 2, 2, 1)
    x = functional.leaky_relu(x, 0.1)
    x = x.repeat_interleave(2, 2).repeat_interleave(2, 3)
    x = normalised(weights, "near.bn", 1e-5, functional.conv2d(x, weights["near.weight"], None, 1, 1))
    return torch.sigmoid(functional.conv2d(x, weights["image.weight"], weights["image.bias"], 1, 1))


def check_pth(folder, name):
    """Plain torch.load gives an OrderedDict whose tensors equal what the safetensors package reads, bit by bit."""
    loaded = torch.load(folder / f"{name}.pth")
    source = load_file(folder / f"{name}.safetensors")
    assert type(loaded) is OrderedDict, type(loaded)
    assert set(loaded) == set(source), set(loaded) ^ set(source)
    for key, tensor in loaded.items():
        assert equal_bits(tensor, source[key]), key
        assert tensor.is_contiguous() and not tensor.requires_grad, key


def check_pth_mapped(folder, name):
    """The aligned storages can be mapped in place."""
    loaded = torch.load(folder / f"{name}.pth", mmap=True)
    source = load_file(folder / f"{name}.safetensors")
    assert all(equal_bits(tensor, source[key]) for key, tensor in loaded.items())


def check_example(folder):
    """The example's generator accepts the file strictly and in its own order, and draws pictures."""
    loaded = torch.load(folder / "example.pth")
    assert list(loaded) == list(Generator(8, 4, 3).state_dict())
    with torch.no_grad():
        images = example(loaded)(draw(2, 8)[:, :, None, None])
    assert images.shape == (2, 3, 64, 64) and images.std() > 0.01


def check_onnx(folder, name):
    """The checker accepts the model, shapes are inferred to the end, and onnxruntime gives torch's numbers."""
    path = folder / f"{name}.onnx"
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    assert model.producer_name == "ganscope" and model.ir_version == 8
    assert [(each.domain, each.version) for each in model.opset_import] == [("", 13)]
    description = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert {each.key: each.value for each in model.metadata_props} == (description["metadata"] or {})
    weights = load_file(folder / f"{name}.safetensors")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    assert session.get_inputs()[0].name == "z" and session.get_inputs()[0].shape == ["N", description["nz"]]
    for count in (8, 1, 5):
        z = draw(count, description["nz"])
        expected = onnx_reference(description, weights, z)
        (images,) = session.run(["image"], {"z": z.numpy()})
        declared = session.get_outputs()[0].shape
        assert declared == ["N", *expected.shape[1:]], declared
        difference = (torch.from_numpy(images) - expected).abs().max()
        assert images.shape == expected.shape and difference <= tolerance, difference


def check_onnx_example(folder):
    """The folded model gives what the example's own generator gives with BatchNorm."""
    session = onnxruntime.InferenceSession(folder / "onnx/example.onnx", providers=["CPUExecutionProvider"])
    z = draw(8, 8)
    with torch.no_grad():
        expected = example(torch.load(folder / "pth/example.pth"))(z[:, :, None, None])
    (images,) = session.run(None, {"z": z.numpy()})
    difference = (torch.from_numpy(images) - expected).abs().max()
    assert difference <= tolerance, difference


def equal_to_numpy(array, tensor):
    """Whether numpy read the tensor; bfloat16 is written as float32."""
    expected = (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy()
    same_type = array.dtype == expected.dtype and array.shape == expected.shape
    return same_type and array.flags["C_CONTIGUOUS"] and array.tobytes() == expected.tobytes()


def check_npy_named(folder):
    source = load_file(folder / "pth/every_type.safetensors")
    files = sorted((folder / "npy/named").iterdir())
    assert {path.name for path in files} == {name + ".npy" for name in source}
    for path in files:
        assert equal_to_numpy(numpy.load(path, allow_pickle=False), source[path.stem]), path.name


def check_npy_numbered(folder):
    source = load_file(folder / "pth/example.safetensors")
    order = json.loads((folder / "npy/numbered.json").read_text(encoding="utf-8"))
    expected = {f"{stem}_{number:02}.npy": name for stem, names in order.items() for number, name in enumerate(names, 1)}
    assert {path.name for path in (folder / "npy/numbered").iterdir()} == set(expected)
    for file, name in expected.items():
        assert equal_to_numpy(numpy.load(folder / "npy/numbered" / file), source[name]), file


def run_load_py(folder, *arguments):
    """Runs load.py in a fresh process that can import torch, safetensors and what torch itself needs, nothing else."""
    command = [sys.executable, "-I", "-B", str(tests / "run_load_py.py"), str(folder), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def check_hugging_face(folder, name, reference):
    """The weights are the source's, bit by bit, and load.py's samples equal the reference on its own z."""
    source = load_file(folder / f"{name}.safetensors")
    written = load_file(folder / name / "model.safetensors")
    assert set(source) == set(written) and all(equal_bits(source[key], written[key]) for key in source)
    out = folder / f"{name}.samples.pt"
    run_load_py(folder / name, "--samples", out)
    saved = torch.load(out)
    assert saved["images"].shape[0] == 6
    difference = (saved["images"] - reference(source, saved["z"])).abs().max()
    assert difference <= tolerance, difference


def check_load_py_prior(folder):
    example_z = torch.load(folder / "example.samples.pt")["z"]
    uniform_z = torch.load(folder / "every_stage.samples.pt")["z"]
    assert example_z.shape == (6, 8) and example_z.abs().max() > 1
    assert uniform_z.shape == (6, 5) and uniform_z.abs().max() <= 1 and uniform_z.min() < 0


def check_load_py_sheet(folder):
    """load.py as a program writes a PNG whose pixels are its samples."""
    out = folder / "sheet.png"
    text = run_load_py(folder / "example", "--", "--count", 5, "--seed", 3, "--out", out)
    assert text.startswith("[5, 3, 64, 64], "), text
    head = out.read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and head[16:26] == b"\0\0\0\xc0\0\0\0\x80\x08\x02", head


def check_load_py_strict(folder):
    """load.py refuses weights that are not all there, and weights of no stage."""
    run_load_py(folder / "example", "--strict")


def example_reference(source, z):
    state = {name.removeprefix("G."): tensor for name, tensor in source.items() if name.startswith("G.")}
    with torch.no_grad():
        return example(state)(z[:, :, None, None])


def checks(folder):
    for name in ("example", "every_type"):
        yield f"pth {name}", check_pth, (folder / "pth", name)
        yield f"pth {name} mapped", check_pth_mapped, (folder / "pth", name)
    yield "pth example, strictly", check_example, (folder / "pth",)
    for name in ("example", "every_stage", "flattened"):
        yield f"onnx {name}", check_onnx, (folder / "onnx", name)
    yield "onnx example with BatchNorm", check_onnx_example, (folder,)
    yield "npy named", check_npy_named, (folder,)
    yield "npy numbered", check_npy_numbered, (folder,)
    hugging_face = folder / "hugging_face"
    yield "Hugging Face example", check_hugging_face, (hugging_face, "example", example_reference)
    yield "Hugging Face every stage", check_hugging_face, (hugging_face, "every_stage", every_stage_reference)
    yield "Hugging Face priors", check_load_py_prior, (hugging_face,)
    yield "Hugging Face sheet", check_load_py_sheet, (hugging_face,)
    yield "Hugging Face strictness", check_load_py_strict, (hugging_face,)


def main():
    passed = failed = 0
    for name, check, arguments in checks(pathlib.Path(sys.argv[1])):
        try:
            check(*arguments)
            passed += 1
            print(f"{name}: passed")
        except Exception:  # every check is told, whatever the packages throw
            failed += 1
            print(f"{name}: FAILED\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
