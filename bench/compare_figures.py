#!/usr/bin/env python3
"""Makes the same figures, sets and converted models with two programs and compares their bytes.

    bench/compare_figures.py OLD_PROGRAM NEW_PROGRAM [--only WORD] [--keep FOLDER]

One line a command, then the count; exit status 1 when a file differs, is missing or a command fails. Run by hand before a change of
how figures are made lands: both programs must be built on the same machine against the same LibTorch.
"""

import argparse
import filecmp
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

# What a command leaves in its folder is compared; {o} is a name of its own to write to. A later command may read what an earlier one
# wrote, by its name.
COMMANDS = [
    ("sheet", "sample rooms --count 20 --seed 1 --out {o}.png"),
    ("sheet-gap", "sample faces --count 6 --seed 7 --columns 3 --gap 5 --enlarge 3 --out {o}.png"),
    ("sheet-z", "sample portraits --z 5,3,900 --out {o}.png"),
    ("sheet-bn", "sample rooms --count 5 --seed 2 --bn batch --out {o}.png"),
    ("sheet-population", "sample rooms --count 5 --seed 2 --bn population --out {o}.png"),
    ("sheet-drop", "sample rooms --count 8 --seed 2 --drop 2:5,17 --drop 3:1 --out {o}.png"),
    ("sheet-again", "sample rooms --from sheet-drop.png --out {o}.png"),
    ("sheet-threads", "sample faces --count 33 --seed 4 --threads 2 --out {o}.png"),
    ("walk-sheet", "walk rooms --points 3 --seed 1 --out {o}.png"),
    ("walk-columns", "walk rooms --points 3 --seed 1 --columns 7 --enlarge 2 --cross-fade --loop --out {o}.png"),
    ("walk-lerp", "walk faces --z 4,9 --interpolation lerp --out {o}.png"),
    ("walk-gif", "walk rooms --points 3 --seed 1 --seconds 0.5 --fps 12 --enlarge 2 --out {o}.gif"),
    ("walk-fast", "walk portraits --z 1,2 --seconds 0.4 --fps 100 --enlarge 1 --ease --out {o}.gif"),
    ("walk-fade", "walk rooms --points 2 --seed 3 --seconds 0.5 --fps 10 --cross-fade --loop --enlarge 1 --out {o}.gif"),
    ("walk-mp4", "walk rooms --points 3 --seed 1 --seconds 0.5 --fps 12 --enlarge 2 --out {o}.mp4"),
    ("walk-mp4-fade", "walk faces --z 8,2 --seconds 0.5 --fps 24 --cross-fade --enlarge 2 --ease --out {o}.mp4"),
    ("walk-again", "walk rooms --from walk-columns.png --out {o}.png"),
    ("sum", "arithmetic faces --a 3,17,40 --b 5,8,9 --c 2,11,30 --out {o}.png"),
    ("sum-norm", "arithmetic faces --a 3,17 --b 5 --noise 0.5 --norm-matched --seed 9 --out {o}.png"),
    ("sum-again", "arithmetic faces --from sum-norm.png --out {o}.png"),
    ("turn", "turn portraits --left 1,2,3,4 --right 5,6,7,8 --out {o}.png"),
    ("turn-step", "turn portraits --left 1,2 --right 5 --rows 2 --columns 7 --step -1.5 --seed 40 --out {o}.png"),
    ("turn-again", "turn portraits --from turn-step.png --out {o}.png"),
    ("forget", "forget rooms --boxes boxes.json --layer 2 --top 40 --columns 3 --out {o}.png"),
    ("forget-all", "forget rooms --boxes boxes.json --layer 1 --columns 2 --seed 50 --control-seed 4 --out {o}.png"),
    ("forget-lamp", "forget rooms --boxes boxes.json --label lamp --top 5 --columns 2 --bn batch --out {o}.png"),
    ("forget-again", "forget rooms --from forget-all.png --out {o}.png"),
    ("guided", "guided rooms --features 0-2 --count 2 --seed 6 --out {o}.png"),
    ("guided-leak", "guided rooms --z 4,9 --layer 2 --features 1,5 --leak --random-seed 8 --out {o}.png"),
    ("set-rooms", "data make rooms --count 6 --size 32 --seed 3 {o}"),
    ("set-portraits", "data make portraits --count 5 --size 64 --seed 1 {o}"),
    ("guided-images", "guided rooms --images set-rooms --features 0-1 --count 3 --out {o}.png"),
    ("guided-again", "guided rooms --images set-rooms --from guided-images.png --out {o}.png"),
    ("packed", "data import set-rooms {o}.gsp --size 16"),
    ("packed-grey", "data import set-portraits {o}.gsp --size 32 --channels 1"),
    ("to-safetensors", "model convert rooms {o}.safetensors"),
    ("to-half", "model convert rooms {o}.safetensors --half"),
    ("to-pth", "model convert rooms {o}.pth"),
    ("to-onnx", "model convert portraits {o}.onnx"),
    ("to-npy", "model convert rooms {o}.npy"),
    ("to-folder", "model convert faces {o}"),
    ("from-pth", "sample to-pth.pth --count 4 --seed 1 --out {o}.png"),
    ("info", "model info rooms --json"),
    ("info-pth", "model info to-pth.pth --json"),
    ("evaluate", "evaluate rooms --data set-rooms --pairs 4 --samples 2 --json"),
]


def boxes():
    """COCO boxes of two labels on the samples of the seeds 1000 to 1007."""
    images, annotations = [], []
    for i in range(8):
        images.append({"id": i + 1, "file_name": f"seed-{1000 + i}", "width": 64, "height": 64})
        for category, box in ((1, [10.3 + i, 7.7, 20.1, 15.9]), (2, [40, 30 + i, 12, 12])):
            annotations.append({"id": len(annotations) + 1, "image_id": i + 1, "category_id": category, "bbox": box})
    return {"images": images, "annotations": annotations,
            "categories": [{"id": 1, "name": "window"}, {"id": 2, "name": "lamp"}]}


def run(program, folder, name, command):
    """Exit status and error output; what the command prints becomes a file beside its own."""
    words = [str(program), "--quiet", *command.format(o=name).split()]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if "--json" in command:
        (folder / f"{name}.txt").write_text(done.stdout)
    return done.returncode, done.stderr.strip()


def written(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def differences(old, new, files):
    return [str(file) for file in sorted(files)
            if not (old / file).is_file() or not (new / file).is_file() or not filecmp.cmp(old / file, new / file, shallow=False)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=pathlib.Path)
    parser.add_argument("new", type=pathlib.Path)
    parser.add_argument("--only", default="", help="commands whose line holds this word, without those they build on")
    parser.add_argument("--keep", type=pathlib.Path, help="leave the files in this new folder")
    said = parser.parse_args()
    root = said.keep or pathlib.Path(tempfile.mkdtemp(prefix="compare-figures-"))
    sides = [(said.old.resolve(), root / "old"), (said.new.resolve(), root / "new")]
    for program, folder in sides:
        if not os.access(program, os.X_OK):
            parser.error(f"no program: {program}")
        folder.mkdir(parents=True)
        (folder / "boxes.json").write_text(json.dumps(boxes()))
    wrong = files = 0
    chosen = [(name, command) for name, command in COMMANDS if said.only in f"{name} {command}"]
    for name, command in chosen:
        before = [written(folder) for _, folder in sides]
        outcomes = [run(program, folder, name, command) for program, folder in sides]
        made = set().union(*(written(folder) - was for (_, folder), was in zip(sides, before)))
        different = differences(sides[0][1], sides[1][1], made)
        files += len(made)
        faults = [f"{side} ended with {status}: {text}" for side, (status, text) in zip(("old", "new"), outcomes) if status]
        if not made:
            faults.append("no file")
        faults += [f"different: {file}" for file in different]
        wrong += bool(faults)
        print(f"{'differs' if faults else 'same'}  {name}: {len(made)} files  {'; '.join(faults)}".rstrip(), flush=True)
    print(f"{len(chosen) - wrong} of {len(chosen)} commands the same, {files} files compared")
    if not said.keep:
        shutil.rmtree(root)
    return 1 if wrong or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
