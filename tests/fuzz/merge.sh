#!/usr/bin/env bash
# Reduces a reader's committed corpus and the files of other folders to the fewest that reach the same code. Leaves out what takes
# half a second under the sanitizers: a run would spend its time there; the unit tests have such files.
# usage: tests/fuzz/merge.sh READER [FOLDER...]    build the fuzzers first: tests/fuzz/run.sh 1 READER
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
reader=$1
shift
corpus=$root/tests/fuzz/corpus/$reader
merged=$(mktemp -d)
trap 'rm -rf "$merged"' EXIT
mkdir -p "$corpus"
"$root/build/fuzz/tests/fuzz_$reader" -merge=1 -max_len=65536 -timeout=20 "$merged" "$corpus" "$@" >"$merged.log" 2>&1 ||
  { tail -20 "$merged.log"; exit 1; }
"$root/build/fuzz/tests/fuzz_$reader" -max_len=65536 "$merged"/* 2>&1 |
  awk '/^Running: / { file = $2 } /^Executed / && $(NF - 1) >= 500 { print file }' | xargs -r rm
rm -rf "$corpus" "$merged.log"
cp -r "$merged" "$corpus"
chmod 755 "$corpus"
printf '%-12s %4d files, %d KB\n' "$reader" "$(find "$corpus" -type f | wc -l)" "$(du -sk --apparent-size "$corpus" | cut -f1)"
