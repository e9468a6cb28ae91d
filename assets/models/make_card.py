#!/usr/bin/env python3
"""Puts a finished training run beside its weights: model.safetensors, recipe.json, metrics.csv, curves.png, samples.png and the
model card README.md (Hugging Face form), with the numbers that bench/measure_models.py printed.

A run that began from the bundled model of the same name (`--init NAME`) is the second part of its recipe; the first is kept.

Usage: assets/models/make_card.py NAME RUN_DIR MEASURED.json PROGRAM      Needs: pip install matplotlib
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

DATA = {
    "rooms": ("20,000 procedural bedrooms (`ganscope data make rooms`), written by this project, MIT", "mit"),
    "portraits": ("20,000 procedural faces (`ganscope data make portraits`), written by this project, MIT", "mit"),
    "faces": ("UTKFace, 9,778 aligned colour photographs of faces at 64x64. UTKFace is for non-commercial research use only; its "
              "photographs belong to their owners and are not part of this project. **These weights are for non-commercial research "
              "and are not covered by the project's MIT licence.**", "other"),
}
LICENCES = {"rooms": "MIT", "portraits": "MIT", "faces": "non-commercial research only (trained on UTKFace); not covered by the MIT licence"}
# The picture a model opens with: of seeds 1 to 256 one that D rates among its best 24 and that looks good.
FIRST_SEEDS = {"rooms": 155, "portraits": 96, "faces": 28}
PACE = 5712 / 60  # steps a minute of the portraits' run: two cores, the same nets and batch


def bundle(source, target, licence, data, first_seed):
    """The run's model file with its licence and its first seed, and the data's name instead of a path of the machine it was trained on."""
    raw = source.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + length])
    meta = header["__metadata__"]
    recipe = json.loads(meta["recipe"]) | {"data": data, "run": ""}
    meta |= {"licence": licence, "first_seed": str(first_seed), "recipe": json.dumps(recipe, separators=(",", ":"))}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    target.write_bytes(len(text).to_bytes(8, "little") + text + raw[8 + length :])


def thin(run, out):
    rows = list(csv.DictReader((run / "metrics.csv").open()))
    rows = rows[:: max(1, len(rows) // 500)]
    with (out / "metrics.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return rows


def draw_curves(rows, out):
    step = [int(r["step"]) for r in rows]
    figure, (losses, scores) = plt.subplots(1, 2, figsize=(10, 3.2), dpi=150)
    losses.plot(step, [float(r["loss_g"]) for r in rows], color="#FFA90E", lw=0.8, ls="--", label="loss G")
    losses.plot(step, [float(r["loss_d"]) for r in rows], color="#3F90DA", lw=0.8, label="loss D")
    scores.plot(step, [float(r["d_real"]) for r in rows], color="#3F90DA", lw=0.8, label="D(x)")
    scores.plot(step, [float(r["d_fake_before"]) for r in rows], color="#FFA90E", lw=0.8, ls="--", label="D(G(z)) before D's update")
    scores.set_ylim(0, 1)
    for axis in (losses, scores):
        axis.set_xlabel("step")
        axis.legend(fontsize=8, frameon=False)
        axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(out / "curves.png", metadata={"Software": None})


def measured_lines(name, numbers):
    n = numbers[name]
    samples, reals = n["ms_ssim_samples"], n.get("ms_ssim_reals")
    lines = [f"| MS-SSIM of 500 sample pairs | {samples['mean']:.3f} | {samples['low']:.3f} to {samples['high']:.3f} |"]
    if reals:
        lines.append(f"| MS-SSIM of 500 real pairs | {reals['mean']:.3f} | {reals['low']:.3f} to {reals['high']:.3f} |")
        lines.append(f"| nearest real, over the reals' own distance (1 = as far) | {n['nearest_real_ratio']:.3f} | |")
    if "window_rate" in n:
        low, high = n["window_rate_ci"]
        lines.append(f"| samples with a window (detector accuracy {n['detector_accuracy']:.3f} on 1,000 held-out rooms) | {n['window_rate']:.3f} | {low:.3f} to {high:.3f} |")
    if "haar_samples" in n:
        low, high = n["haar_samples_ci"]
        lines.append(f"| samples in which OpenCV's Haar cascade finds a face | {n['haar_samples']:.3f} | {low:.3f} to {high:.3f} |")
        lines.append(f"| the same for 1,000 reals | {n['haar_reals']:.3f} | |")
        lines.append(f"| share of the reals' rate | {n['haar_share']:.2f} | |")
    return "\n".join(lines)


def command(program, options):
    """The program's own words for these options: what equals the preset is left out."""
    first_run = {"init": "FIRST_RUN/model.safetensors"} if options.get("init") else {}
    data = options["data"] if options["data"] in ("rooms", "portraits") else "FOLDER_OF_UTKFACE_64"
    with tempfile.TemporaryDirectory() as folder:
        run = pathlib.Path(folder) / "RUN_DIR"
        run.mkdir()
        (run / "options.json").write_text(json.dumps(options | first_run | {"data": data}))
        words = [program, "train", "--resume", "RUN_DIR", "--threads", str(options["threads"]), "--dry-run"]
        return subprocess.run(words, check=True, capture_output=True, text=True, cwd=folder).stdout.strip()


def main():
    name, run, measured, program = sys.argv[1], pathlib.Path(sys.argv[2]), json.loads(pathlib.Path(sys.argv[3]).read_text()), str(pathlib.Path(sys.argv[4]).resolve())
    out = pathlib.Path(__file__).resolve().parent / name
    out.mkdir(exist_ok=True)
    options = json.loads((run / "options.json").read_text())
    options["run"] = "RUN_DIR"
    options["data"] = "utkface-64" if name == "faces" else name
    bundle(run / "model.safetensors", out / "model.safetensors", LICENCES[name], options["data"], FIRST_SEEDS[name])
    parts = [options]
    if options.get("init") == name:
        before = json.loads((out / "recipe.json").read_text())
        # Made again for the same run, the card stays what it is.
        parts = [part for part in (before if isinstance(before, list) else [before]) if part != options] + parts
    (out / "recipe.json").write_text(json.dumps(parts if len(parts) > 1 else options, indent=1) + "\n")
    rows = thin(run, out)
    draw_curves(rows, out)
    subprocess.run([program, "--quiet", "sample", str(out / "model.safetensors"), "--count", "64", "--seed", "1", "--out", str(out / "samples.png")], check=True)
    info = json.loads(subprocess.run([program, "model", "info", str(out / "model.safetensors"), "--json"], check=True, capture_output=True, text=True).stdout)
    terms, licence = DATA[name]
    cores = "Trained on one CPU core beside other work." if options["threads"] == 1 else f"Trained on {options['threads']} CPU cores."
    steps = sum(part["steps"] for part in parts[:-1]) + info["step"]
    both = ("The second command began from the model of the first and ended by the clock; step and curves are its own. Both are "
            f"{steps:,} steps: {steps / PACE:.0f} minutes at the pace of `portraits`, 5,712 steps in 60 minutes on two cores with the same "
            "nets and batch. ")
    (out / "README.md").write_text(f"""---
license: {licence}
library_name: ganscope
pipeline_tag: unconditional-image-generation
tags: [dcgan, gan]
---
# {name}

A DCGAN generator (average of the weights) and discriminator, `classic` layout, 64x64 colour, z {info['nz']}, prior N(0, I), ngf {info['ngf']}, ndf {info['ndf']},
step {info['step']:,}. G {info['generator_parameters']:,} and D {info['discriminator_parameters']:,} parameters, convolutions in half precision, BatchNorm with
population statistics over 16 x 512 z.

![64 samples, seeds 1 to 64](samples.png)

## Data and terms

{terms}

Data SHA-256: `{info['metadata'].get('data_sha256', '')}`

## Recipe

```
{chr(10).join(command(program, part) for part in parts)}
```

{both if len(parts) > 1 else ""}Every setting: [recipe.json](recipe.json). {cores} Curves: [metrics.csv](metrics.csv).

![losses, D(x) and D(G(z))](curves.png)

## Measured

1,000 samples of seeds no choice was made on; `bench/measure_models.py PROGRAM --faces FOLDER`.

| what | value | 95 % CI |
|---|---|---|
{measured_lines(name, measured)}

## Limits

A small net, trained for a short time: good for seeing how a DCGAN behaves, not for realistic pictures. It draws what its data show and no more; attributes in
`faces` carry the biases of the photographs.
""")


if __name__ == "__main__":
    main()
