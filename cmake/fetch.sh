#!/usr/bin/env bash
# Fetches and unpacks the third-party sources that no Debian package brings, into a per-user cache keyed by version.
#   cmake/fetch.sh plan [PRESET]   prints one line "NAME MB_TO_FETCH MB_UNPACKED" for each missing piece
#   cmake/fetch.sh missing [PRESET] prints the names of the missing pieces only
#   cmake/fetch.sh get  [PRESET]   fetches what is missing; a finished piece is never fetched again
# PRESET asan or tsan needs neither LibTorch nor Dear ImGui. PRESET test is release and the Python packages that the tests
# exchange files with. TORCH_DIR set: LibTorch is not fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=cmake/versions.env
source cmake/versions.env

cache=${GANSCOPE_CACHE:-$HOME/.cache/ganscope}
downloads=$cache/downloads
torch_at=$cache/torch-$TORCH_VERSION
imgui_at=$cache/imgui-bundle-$IMGUI_BUNDLE_VERSION
wuffs_at=$cache/pywuffs-$PYWUFFS_VERSION
glad_at=$cache/glad2-$GLAD2_VERSION
python_at=$cache/python-torch$TORCH_VERSION-safetensors$SAFETENSORS_VERSION-onnx$ONNX_VERSION-onnxruntime$ONNXRUNTIME_VERSION-numpy$NUMPY_VERSION

say() { printf '%s\n' "$*" >&2; }
pip_quiet() { python3 -m pip --disable-pip-version-check "$@"; }

missing() {
  [ -d "$wuffs_at" ] || echo wuffs
  case ${1:-release} in asan | tsan) return ;; esac
  [ -d "$imgui_at" ] || echo imgui
  [ -d "$glad_at" ] || echo glad
  [ -n "${TORCH_DIR:-}" ] || [ -d "$torch_at" ] || echo torch
  # Importing also notices that the system's Python was replaced by another version since.
  [ "${1:-}" != test ] || "$python_at/bin/python" -c 'import safetensors' 2>/dev/null || echo python
}

# A fixed Python and platform choose the same wheel whatever Python is installed here. Asked for a platform, pip takes that
# tag literally, so every older glibc is named too: NVIDIA's packages carry many of them.
wheel_tags=(--only-binary=:all: --implementation cp --python-version "$TORCH_WHEEL_PYTHON" --abi "cp$TORCH_WHEEL_PYTHON"
  --abi abi3 --abi none)
for tag in manylinux_2_{28..5} manylinux2014 manylinux2010 manylinux1; do
  wheel_tags+=(--platform "${tag}_$(uname -m)")
done

plan() {
  local piece mb
  for piece in $(missing "${1:-}"); do
    case $piece in
      wuffs) echo "Wuffs $PYWUFFS_VERSION: 1 4" ;;
      imgui) echo "Dear ImGui, ImPlot, fonts (imgui-bundle $IMGUI_BUNDLE_VERSION): 54 12" ;;
      glad) echo "glad $GLAD2_VERSION: 1 3" ;;
      torch)
        TORCH_CUDA_PACKAGES_MB=$TORCH_CUDA_PACKAGES_MB python3 cmake/wheel_size.py "torch==$TORCH_VERSION" "${wheel_tags[@]}" 2>/dev/null ||
          echo "LibTorch $TORCH_VERSION (192 MB as CPU build; the exact size is said once pip is installed): 192 700"
        ;;
      python)
        mb=$(TORCH_CUDA_PACKAGES_MB=0 python3 cmake/wheel_size.py "torch==$TORCH_VERSION" 2>/dev/null | sed 's/.*: \([0-9]*\) .*/\1/')
        mb=${mb:-192}
        echo "Python packages for the tests (torch, safetensors, onnx, onnxruntime, numpy):" \
          "$((mb + TEST_PYTHON_FETCH_MB)) $((mb * 4 + TEST_PYTHON_DISK_MB))"
        ;;
    esac
  done
}

# fetch_into DIR PIP-ARGUMENTS...: downloads into DIR.partial and renames, so an interrupted download leaves no DIR.
fetch_into() {
  local dir=$1
  shift
  [ -d "$dir" ] && return
  rm -rf "$dir.partial"
  mkdir -p "$dir.partial"
  pip_quiet download --no-cache-dir --dest "$dir.partial" "$@" >&2
  mv "$dir.partial" "$dir"
}

# unpack ARCHIVE DIR PATTERN...: extracts the members that match a pattern, without a program that may be missing.
unpack() { python3 cmake/unpack.py "$@"; }

get_wuffs() {
  rm -rf "$wuffs_at.partial"
  fetch_into "$downloads/pywuffs" --no-deps --no-binary pywuffs "pywuffs==$PYWUFFS_VERSION"
  unpack "$downloads"/pywuffs/*.tar.gz "$wuffs_at.partial" '*/libs/wuffs/release/c/*' '*/LICENSE*'
  mv "$wuffs_at.partial" "$wuffs_at"
  rm -rf "$downloads/pywuffs"
}

get_imgui() {
  rm -rf "$imgui_at.partial"
  fetch_into "$downloads/imgui-bundle" --no-deps --no-binary imgui-bundle "imgui-bundle==$IMGUI_BUNDLE_VERSION"
  unpack "$downloads"/imgui-bundle/*.tar.gz "$imgui_at.partial" \
    '*/external/imgui/imgui/*' '*/external/implot/implot/*' '*/external/imgui_test_engine/imgui_test_engine/imgui_test_engine/*' \
    '*/external/portable_file_dialogs/*' '*/hello_imgui/icons_font_awesome_6.h' '*/hello_imgui/hello_imgui/LICENSE' \
    '*/bindings/imgui_bundle/assets/fonts/Roboto/*' '*/hello_imgui_assets/fonts/Font_Awesome_6_Free-Solid-900.otf' \
    '*/hello_imgui_assets/fonts/LICENSE-FontAwesome.txt'
  mv "$imgui_at.partial" "$imgui_at"
  rm -rf "$downloads/imgui-bundle"
}

get_glad() {
  rm -rf "$glad_at.partial" "$downloads/glad"
  pip_quiet install --quiet --no-cache-dir --target "$downloads/glad" --find-links "$downloads" \
    "glad2==$GLAD2_VERSION" "jinja2==$JINJA2_VERSION" "markupsafe==$MARKUPSAFE_VERSION" >&2
  PYTHONPATH=$downloads/glad python3 -m glad --api gl:core=3.3 --extensions '' --reproducible --out-path "$glad_at.partial" c >&2
  mv "$glad_at.partial" "$glad_at"
  rm -rf "$downloads/glad"
}

# The libraries a CUDA build is linked to; none for a CPU build. Each package is fetched by itself, so that going on after
# Ctrl-C repeats one of them at most.
get_cuda_packages() {
  local requirement extras requirements=()
  while IFS= read -r requirement; do
    if [[ $requirement == cuda-toolkit* ]]; then
      extras=${requirement#*[}
      get_cuda_package "$requirement"
      IFS=, read -r -a extras <<<"${extras%%]*}"
      mapfile -t -O ${#requirements[@]} requirements < <(
        python3 cmake/cuda_packages.py "$torch_at.partial"/cuda_toolkit-*.dist-info/METADATA "${extras[@]}")
    else
      requirements+=("$requirement")
    fi
  done < <(python3 cmake/cuda_packages.py "$torch_at.partial"/torch-*.dist-info/METADATA)
  for requirement in "${requirements[@]}"; do get_cuda_package "$requirement"; done
}

get_cuda_package() {
  local at=$downloads/cuda/${1//[^a-z0-9.=-]/_}
  fetch_into "$at" --no-deps "${wheel_tags[@]}" "$1"
  unpack "$at"/*.whl "$torch_at.partial" 'nvidia/*.so*' '*.dist-info/METADATA' '*.dist-info/licenses/*' '*.dist-info/License.txt'
}

get_torch() {
  rm -rf "$torch_at.partial"
  fetch_into "$downloads/torch" --no-deps "${wheel_tags[@]}" "torch==$TORCH_VERSION"
  unpack "$downloads"/torch/torch-*.whl "$torch_at.partial" \
    'torch/include/*' 'torch/lib/lib*' '*.dist-info/METADATA' '*.dist-info/licenses/*'
  get_cuda_packages
  rm -f "$torch_at.partial"/torch/lib/libtorch_python.so
  mv "$torch_at.partial" "$torch_at"
  rm -rf "$downloads/torch" "$downloads/cuda"
}

# A virtual environment of the Python that is installed here. Beside an unpacked CUDA build its torch takes NVIDIA's
# libraries from there instead of fetching them once more.
get_python() {
  rm -rf "$python_at.partial" "$python_at"
  python3 -m venv "$python_at.partial" >&2
  local pip=("$python_at.partial/bin/python" -m pip --disable-pip-version-check install --quiet --no-cache-dir)
  local packages=("safetensors==$SAFETENSORS_VERSION" "onnx==$ONNX_VERSION" "onnxruntime==$ONNXRUNTIME_VERSION" "numpy==$NUMPY_VERSION")
  if [ -d "$torch_at/nvidia" ]; then
    "${pip[@]}" --no-deps "torch==$TORCH_VERSION" >&2
    packages+=(filelock typing-extensions 'setuptools>=77.0.3' sympy networkx jinja2 fsspec)
    ln -s "$torch_at/nvidia" "$("$python_at.partial/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/nvidia"
  else
    packages+=("torch==$TORCH_VERSION")
  fi
  "${pip[@]}" "${packages[@]}" >&2
  mv "$python_at.partial" "$python_at"
}

get() {
  local piece
  mkdir -p "$downloads"
  exec 7>"$cache/.lock"
  flock 7
  for piece in $(missing "${1:-}"); do
    say "ganscope: fetching $piece into $cache"
    "get_$piece"
  done
}

case ${1:-} in
  missing) missing "${2:-}" ;;
  plan) plan "${2:-}" ;;
  get) get "${2:-}" ;;
  *)
    say "usage: cmake/fetch.sh missing|plan|get [PRESET]"
    exit 2
    ;;
esac
