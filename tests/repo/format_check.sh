#!/usr/bin/env bash
# Fails, naming the files, when clang-format would change one. Needs the pinned clang-format: other versions differ.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source cmake/versions.env
formatter=clang-format-$CLANG_FORMAT_VERSION
command -v "$formatter" >/dev/null || { echo "format check: $formatter is not installed"; exit 1; }
mapfile -t files < <(find app core ui tests bench \( -name '*.h' -o -name '*.cpp' \) 2>/dev/null | sort)
bad=()
for file in "${files[@]}"; do
  cmp -s "$file" <("$formatter" "$file") || bad+=("$file")
done
for file in "${bad[@]}"; do echo "$file: run $formatter -i on it"; done
echo "format check: ${#files[@]} files, ${#bad[@]} to format"
[ ${#bad[@]} -eq 0 ]
