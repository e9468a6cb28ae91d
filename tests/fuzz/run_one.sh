#!/usr/bin/env bash
# Runs one fuzzer from its committed corpus and past findings; prints one line, and the report when it found something.
# usage: run_one.sh PROGRAM SECONDS [FOLDER]    FOLDER keeps what the run adds to the corpus
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1 seconds=$2
reader=$(basename "$program")
reader=${reader#fuzz_}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
findings=$here/../../build/fuzz-findings/$reader
new=${3:-$scratch/new}
mkdir -p "$findings" "$new"
seeds=("$here/corpus/$reader")
[ ! -d "$here/findings/$reader" ] || seeds+=("$here/findings/$reader")

# docs/promises.md: Memory and time: no allocation beyond 64 MB and the file; 2 s a file, ten times that under sanitizers on a busy machine.
status=0
UBSAN_OPTIONS=print_stacktrace=1 "$program" -max_total_time="$seconds" -max_len=65536 -timeout=20 -malloc_limit_mb=65 \
  -rss_limit_mb=1536 -print_final_stats=1 -artifact_prefix="$findings/" "$new" "${seeds[@]}" >"$scratch/log" 2>&1 || status=1

stat() { awk -v name="stat::$1:" '$1 == name { print $2 }' "$scratch/log"; }
executions=$(stat number_of_executed_units)
times >"$scratch/times"  # the second line is of what ran from here
cpu=$(awk 'NR == 2 { split($1, user, /[ms]/); print int(user[1] * 60 + user[2]) }' "$scratch/times")
printf '%-12s %5s s (%s s of CPU) %9s executions %6s/s %3s MB at most, %s\n' "$reader" "$seconds" "$cpu" "${executions:-?}" \
  "$(stat average_exec_per_sec)" "$(stat peak_rss_mb)" "$([ $status = 0 ] && echo "no finding" || echo "a FINDING")"
[ $status = 0 ] || tail -60 "$scratch/log"
exit $status
