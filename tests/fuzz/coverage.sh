#!/usr/bin/env bash
# Line coverage of each reader's files by its committed corpus, its past findings and the inputs that run.sh kept. Exit status 1
# where it is below 80 %: then the fuzzer never gets far enough to mean anything.
# usage: tests/fuzz/coverage.sh [--files]    needs llvm-16; --files prints a line a file
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
# No sanitizers: only the lines count here.
cmake --preset fuzz -B build/fuzz-coverage -DGANSCOPE_SANITIZER=fuzzer-no-link \
  -DCMAKE_CXX_FLAGS="-fprofile-instr-generate -fcoverage-mapping" >/dev/null
ninja -C build/fuzz-coverage -j1 fuzz >/dev/null

weights=core/io/weights
declare -A files=(
  [safetensors]="$weights/safetensors/*.cpp core/io/arrays/header_json.cpp"
  [pth_zip]="$weights/pth/pth.cpp $weights/pth/pth_zip.cpp $weights/pth/pth_arrays.cpp core/io/zip/zip_[adf]*.cpp $weights/pth/pickle_[!w]*.cpp $weights/npy/npz.cpp core/io/zip/inflate.cpp core/io/byte_reader.cpp"
  [pth_legacy]="$weights/pth/pth.cpp $weights/pth/pth_legacy.cpp $weights/pth/pth_arrays.cpp $weights/pth/pickle_[!w]*.cpp core/io/byte_reader.cpp"
  [torch7]="$weights/torch7/*.cpp core/io/byte_reader.cpp"
  [npy]="$weights/npy/npy.cpp $weights/npy/npy_header.cpp core/io/byte_reader.cpp"
  [state_json]="core/base/json.cpp core/request/request_json.cpp core/request/boxes_json.cpp"
  [recognise]="core/nets/recognise/*.cpp core/nets/layouts/*.cpp"
  [checkpoint]="core/run/checkpoint_file.cpp core/run/checkpoint_header.cpp core/run/options_json.cpp"
  [exif]="core/io/images/exif.cpp"
  [packed_file]="core/io/sources/packed_file.cpp core/io/sources/packed_images.cpp"
)
status=0
for reader in safetensors pth_zip pth_legacy torch7 npy state_json recognise checkpoint exif packed_file; do
  program=build/fuzz-coverage/tests/fuzz_$reader profile=build/fuzz-coverage/$reader
  inputs=("tests/fuzz/corpus/$reader")
  for folder in "tests/fuzz/findings/$reader" "build/fuzz-new/$reader"; do [ ! -d "$folder" ] || inputs+=("$folder"); done
  LLVM_PROFILE_FILE=$profile.profraw "$program" -runs=0 -max_len=65536 "${inputs[@]}" >"$profile.log" 2>&1
  llvm-profdata-16 merge -sparse "$profile.profraw" -o "$profile.profdata"
  # shellcheck disable=SC2086
  report=$(llvm-cov-16 report "$program" -instr-profile="$profile.profdata" ${files[$reader]} 2>/dev/null)
  # The columns: file, 3 of regions, 3 of functions, 3 of lines.
  [ "${1:-}" != --files ] || awk -v r="$reader" '/\.cpp/ { printf "%-12s   %-28s %s\n", r, $1, $10 }' <<<"$report"
  awk -v r="$reader" '/^TOTAL/ { printf "%-12s %5d lines, %s covered\n", r, $8, $10; low = $10 + 0 < 80 } END { exit low }' \
    <<<"$report" || status=1
done
exit $status
