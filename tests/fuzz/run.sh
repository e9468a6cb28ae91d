#!/usr/bin/env bash
# Builds the fuzzers and runs each from its committed corpus, one line a fuzzer; exit status 1 on a finding, whose input is then
# in build/fuzz-findings.
# usage: tests/fuzz/run.sh SECONDS [READER...]    what is added to the corpus is kept in build/fuzz-new (see merge.sh)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=cmake/setup.sh
source "$root/cmake/setup.sh"
[ $# -gt 0 ] || die "usage: tests/fuzz/run.sh SECONDS [READER...]"
seconds=$1
shift
readers=("$@")
[ $# -gt 0 ] || readers=(safetensors pth_zip pth_legacy torch7 npy state_json recognise checkpoint exif packed_file)

configure fuzz
build fuzz "${readers[@]/#/fuzz_}"
status=0
for reader in "${readers[@]}"; do
  "$root/tests/fuzz/run_one.sh" "$root/build/fuzz/tests/fuzz_$reader" "$seconds" "$root/build/fuzz-new/$reader" || status=1
done
exit $status
