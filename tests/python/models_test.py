"""Converts a bundled model with the program and has the real packages use every result. Run by ctest.

usage: models_test.py PROGRAM FOLDER

Also the other way round: a .pth that torch.save writes of a bundled model, nested and pickled the old way, opens in the program
with the same pictures. The last line is "N passed, N failed".
"""

import json
import pathlib
import shutil
import subprocess
import sys
import traceback

import numpy
import onnxruntime
import torch
from safetensors.torch import load_file

import owner_nets
from example_generator import Generator

model, tolerance = "rooms", 1e-5
z = torch.randn(8, 100, generator=torch.Generator().manual_seed(1))


def program(*arguments):
    done = subprocess.run([sys.argv[1], "--quiet", *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def close(a, b, limit=tolerance):
    difference = float(numpy.abs(numpy.asarray(a) - numpy.asarray(b)).max())
    assert difference <= limit, f"off by {difference}"


class Checks:
    def __init__(self, folder):
        self.folder = folder
        numpy.save(folder / "z.npy", z.numpy())
        for out in ("g.pth", "g.onnx", "set.npy", "hub", "copy.safetensors"):
            program("model", "convert", model, folder / out)
        self.state = torch.load(folder / "g.pth")
        self.net = Generator(nz=100, ngf=48, nc=3)
        self.net.load_state_dict(self.state, strict=True)
        with torch.no_grad():
            self.images = self.net.eval()(z[:, :, None, None])

    def pixels(self, *arguments, side=64):
        """What `sample` draws for z, as 8 pictures of numbers in -1..1."""
        out = self.folder / "sheet.png"
        program("sample", *arguments, "--z", self.folder / "z.npy", "--columns", 8, "--out", out)
        import zlib
        data, at, body = out.read_bytes(), 8, b""
        while at < len(data):
            length, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
            if kind == b"IDAT":
                body += data[at + 8:at + 8 + length]
            at += 12 + length
        raw = zlib.decompress(body)
        rows, width = [], 8 * side * 3
        before = numpy.zeros(width, numpy.int64)
        for y in range(side):
            filter_kind, line = raw[y * (width + 1)], numpy.frombuffer(raw, numpy.uint8, width, y * (width + 1) + 1).astype(numpy.int64)
            row = numpy.zeros(width, numpy.int64)
            for x in range(width):
                left, up, corner = (row[x - 3] if x >= 3 else 0), before[x], (before[x - 3] if x >= 3 else 0)
                guess = [0, left, up, (left + up) // 2, min((left, up, corner), key=lambda v: abs(left + up - corner - v))][filter_kind]
                row[x] = (line[x] + guess) & 255
            rows.append(row)
            before = row
        sheet = numpy.stack(rows).reshape(side, 8, side, 3).transpose(1, 3, 0, 2)
        return sheet / 127.5 - 1

    def check_pth_is_an_ordered_dict_the_example_accepts(self):
        assert type(self.state).__name__ == "OrderedDict"
        assert list(self.state) == list(Generator(100, 48, 3).state_dict())

    def check_onnx_reproduces_torch(self):
        session = onnxruntime.InferenceSession(self.folder / "g.onnx", providers=["CPUExecutionProvider"])
        close(session.run(None, {"z": z.numpy()})[0], self.images)
        close(session.run(None, {"z": z[:1].numpy()})[0], self.images[:1])

    def check_hub_folder_draws_the_same(self):
        subprocess.run([sys.executable, "-B", pathlib.Path(__file__).parent / "run_load_py.py", self.folder / "hub", "--samples",
                        self.folder / "hub.pt"], check=True)
        saved = torch.load(self.folder / "hub.pt")
        with torch.no_grad():
            close(saved["images"], self.net(saved["z"][:, :, None, None]))

    def check_npy_holds_the_same_bits(self):
        for name, tensor in self.state.items():
            found = torch.from_numpy(numpy.load(self.folder / "set.npy" / f"G_ema.{name}.npy"))
            assert torch.equal(found, tensor), name

    def check_safetensors_is_a_copy(self):
        copy = load_file(self.folder / "copy.safetensors")
        for name, tensor in self.state.items():
            assert copy[f"G_ema.{name}"].dtype == tensor.dtype and torch.equal(copy[f"G_ema.{name}"], tensor), name

    def check_the_program_draws_what_torch_draws(self):
        close(self.pixels(model), self.images, 1.01 / 127.5)

    def check_what_torch_saves_opens(self):
        for name, saved, old in (("plain", self.state, False), ("nested", {"epoch": 3, "netG": self.state}, False),
                                 ("old", {"module." + key: value for key, value in self.state.items()}, True)):
            file = self.folder / f"{name}.pth"
            torch.save(saved, file, _use_new_zipfile_serialization=not old)
            info = json.loads(program("--json", "model", "info", file))
            assert info["layout"] == "classic" and info["ngf"] == 48 and info["size"] == 64, info
            close(self.pixels(file, "--bn", "running"), self.images, 1.01 / 127.5)

    def strictly_loaded(self, net, file, source):
        """A new net of the same class takes the file, whose tensors are the source's in its order, bit for bit."""
        found = torch.load(file)
        assert list(found) == list(source), (file.name, list(found), list(source))
        for name, tensor in source.items():
            assert found[name].dtype == tensor.dtype and torch.equal(found[name], tensor), name
        net.load_state_dict(found, strict=True)
        return net.eval()

    def check_owners_load_what_was_made_of_their_files(self):
        for name, (make, wrapped) in owner_nets.generators().items():
            net = owner_nets.trained(make(), torch.randn(32, 100))
            state, file = net.state_dict(), self.folder / f"{name}.pth"
            torch.save(wrapped(state), file)
            with torch.no_grad():
                images = net(z)
            assert float(images.std()) > 0.05, name
            said = json.loads(program("--json", "model", "convert", file, self.folder / f"{name}_out.pth"))
            assert "lost" not in said["holds"] and not any("renamed" in note or "names" in note for note in said["notes"]), said
            program("model", "convert", file, self.folder / f"{name}.safetensors")
            program("model", "convert", self.folder / f"{name}.safetensors", self.folder / f"{name}_again.pth")
            program("model", "convert", file, self.folder / f"{name}.npy")
            assert {path.stem for path in (self.folder / f"{name}.npy").iterdir()} == set(state), name
            for out in (f"{name}_out.pth", f"{name}_again.pth"):
                with torch.no_grad():
                    close(self.strictly_loaded(make(), self.folder / out, state)(z), images, 0)
            for opened in (f"{name}.pth", f"{name}.safetensors", f"{name}_out.pth", f"{name}.npy"):
                close(self.pixels(self.folder / opened, "--bn", "running", side=32), images, 1.01 / 127.5)

    def check_normalised_weights_are_folded(self):
        new, old = torch.nn.utils.parametrizations, torch.nn.utils
        for number, wrap in enumerate((old.weight_norm, new.weight_norm, old.spectral_norm, new.spectral_norm)):
            net = owner_nets.trained(owner_nets.PlainGenerator(), torch.randn(32, 100))
            for module in net.modules():
                if isinstance(module, torch.nn.ConvTranspose2d):
                    wrap(module)
            for name, tensor in net.named_parameters():
                if name.endswith(("weight_g", "original0")):
                    tensor.data *= 1.2
            net = owner_nets.gathered(net, torch.randn(32, 100))
            file = self.folder / f"normalised_{number}.pth"
            torch.save(net.state_dict(), file)
            with torch.no_grad():
                close(self.pixels(file, "--bn", "running", side=32), net(z), 1.01 / 127.5)

    def check_owners_load_their_discriminators(self):
        make = owner_nets.PytorchGanDiscriminator
        g = owner_nets.trained(owner_nets.PytorchGanGenerator(), torch.randn(32, 100)).state_dict()
        d = owner_nets.trained(make(), torch.randn(32, 3, 32, 32)).state_dict()
        torch.save({"generator": g, "discriminator": d}, self.folder / "both.pth")
        program("model", "convert", self.folder / "both.pth", self.folder / "both.safetensors")
        for source in ("both.pth", "both.safetensors"):
            out = self.folder / f"d_of_{source}.pth"
            program("model", "convert", self.folder / source, out, "--net", "discriminator")
            self.strictly_loaded(make(), out, d)
            program("model", "convert", self.folder / source, self.folder / f"g_of_{source}.pth")
            self.strictly_loaded(owner_nets.PytorchGanGenerator(), self.folder / f"g_of_{source}.pth", g)


def main():
    folder = pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    checks, passed, failed = Checks(folder), 0, 0
    for name in (name for name in dir(Checks) if name.startswith("check_")):
        try:
            getattr(checks, name)()
            passed += 1
        except Exception:
            print(f"{name}: FAILED\n{traceback.format_exc()}", flush=True)
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
