#!/usr/bin/env python3
"""Numbers for the bundled models' cards, on 1,000 samples each.

  rooms      share of samples in which a window detector sees a window; the detector is a small CNN trained here on
             procedural rooms with their ground truth, its accuracy on held-out rooms is printed beside the rate
  faces      share of samples in which OpenCV's Haar cascade finds a face, over the same share of the reals
  all        MS-SSIM of pairs beside the reals' (the program's own `evaluate`)

Usage: bench/measure_models.py PROGRAM [--faces FOLDER_OF_REALS] [--models rooms,portraits,faces]
Needs: pip install torch==2.13.0 numpy pillow "opencv-python-headless<5"
"""
import argparse
import json
import math
import pathlib
import subprocess
import tempfile

import numpy as np
from PIL import Image

COUNT = 1000


def program(arguments, binary):
    return subprocess.run([binary, "--quiet", *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def samples(binary, model, folder):
    """COUNT samples of seeds 100000.. as an array N x H x W x C: no seed that chose anything before."""
    sheet = folder / f"{model}.png"
    columns = 40
    program(["sample", model, "--count", COUNT, "--seed", 100000, "--columns", columns, "--out", sheet], binary)
    pixels = np.asarray(Image.open(sheet).convert("RGB"))
    size = pixels.shape[1] // columns
    rows = math.ceil(COUNT / columns)
    tiles = pixels[: rows * size].reshape(rows, size, columns, size, 3).transpose(0, 2, 1, 3, 4)
    return tiles.reshape(-1, size, size, 3)[:COUNT]


def wilson(share, n):
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return [round(middle - half, 4), round(middle + half, 4)]


def labelled_rooms(binary, folder, count, seed):
    out = folder / f"rooms-{seed}"
    program(["data", "make", "rooms", out, "--count", count, "--size", 64, "--seed", seed], binary)
    notes = json.loads((out / "annotations.json").read_text())
    window = next(c["id"] for c in notes["categories"] if c["name"] == "window")
    with_window = {a["image_id"] for a in notes["annotations"] if a["category_id"] == window}
    files = [(i["file_name"], i["id"] in with_window) for i in notes["images"]]
    pixels = np.stack([np.asarray(Image.open(out / name).convert("RGB")) for name, _ in files])
    return pixels, np.array([label for _, label in files])


def window_detector(binary, folder):
    import torch
    torch.manual_seed(0)
    torch.set_num_threads(2)

    def tensor(pixels):
        return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1

    train_x, train_y = labelled_rooms(binary, folder, 6000, 1000001)
    test_x, test_y = labelled_rooms(binary, folder, 1000, 2000001)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(3, 24, 5, 2, 2), torch.nn.ReLU(), torch.nn.Conv2d(24, 48, 5, 2, 2), torch.nn.BatchNorm2d(48), torch.nn.ReLU(),
        torch.nn.Conv2d(48, 64, 3, 2, 1), torch.nn.BatchNorm2d(64), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(64 * 64, 1))
    optimiser = torch.optim.Adam(net.parameters(), 1e-3)
    x, y = tensor(train_x), torch.from_numpy(train_y).float()
    for epoch in range(8):
        order = torch.randperm(len(x))
        for batch in order.split(64):
            # Noise and blur stand in for what a generator does to a picture, so that the detector does not rely on crisp pixels.
            images = x[batch] + 0.08 * torch.randn_like(x[batch])
            if epoch % 2:
                images = torch.nn.functional.avg_pool2d(images, 3, 1, 1)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(net(images)[:, 0], y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    net.eval()

    def detect(pixels):
        with torch.no_grad():
            return (net(tensor(pixels))[:, 0] > 0).numpy()

    return detect, float((detect(test_x) == test_y).mean())


def haar_rate(pixels):
    import cv2
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")
    found = 0
    for image in pixels:
        grey = cv2.cvtColor(cv2.resize(image, (192, 192), interpolation=cv2.INTER_CUBIC), cv2.COLOR_RGB2GRAY)
        framed = cv2.copyMakeBorder(grey, 48, 48, 48, 48, cv2.BORDER_REPLICATE)
        found += len(cascade.detectMultiScale(framed, 1.05, 3, minSize=(80, 80))) > 0
    return found / len(pixels)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--faces", help="folder of the reals `faces` was trained on")
    parser.add_argument("--models", default="rooms,portraits,faces")
    arguments = parser.parse_args()
    result = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for model in arguments.models.split(","):
            reals = arguments.faces if model == "faces" else model
            evaluate = ["evaluate", model, "--pairs", 500, "--seed", 100000, "--json"] + (["--data", reals] if reals else [])
            row = json.loads(program(evaluate, arguments.program))
            if model == "rooms":
                detect, accuracy = window_detector(arguments.program, folder)
                rate = float(detect(samples(arguments.program, model, folder)).mean())
                row |= {"window_rate": rate, "window_rate_ci": wilson(rate, COUNT), "detector_accuracy": accuracy}
            if model == "faces" and reals:
                files = sorted(pathlib.Path(reals).rglob("*.jpg"))
                chosen = [files[i * len(files) // COUNT] for i in range(COUNT)]
                real = haar_rate(np.stack([np.asarray(Image.open(f).convert("RGB").resize((64, 64))) for f in chosen]))
                generated = haar_rate(samples(arguments.program, model, folder))
                row |= {"haar_reals": real, "haar_samples": generated, "haar_samples_ci": wilson(generated, COUNT), "haar_share": generated / real}
            result[model] = row
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
