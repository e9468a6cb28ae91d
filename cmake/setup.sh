# Sourced by run and test: says what is to come, installs what is missing, fetches, configures and builds.
# Expects $root (the repository); $pieces is what cmake/fetch.sh fetches for: release (the default) or test; $optional are Debian
# packages that are installed only where the distribution has them. Everything is said on stderr; stdout belongs to the caller.
# shellcheck source=cmake/versions.env
source "$root/cmake/versions.env"

export GANSCOPE_CACHE=${GANSCOPE_CACHE:-$HOME/.cache/ganscope}

say() { printf 'ganscope: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

# missing_packages NAME...: those of the Debian packages that are not installed; nothing on other systems.
missing_packages() {
  command -v dpkg-query >/dev/null || return 0
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

have_apt_lists() { compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }

# installable_packages NAME...: those that apt can install; all as long as its lists are empty (a fresh container).
installable_packages() {
  local name
  for name in "$@"; do
    if ! have_apt_lists || apt-get install --simulate -qq --no-install-recommends "$name" >/dev/null 2>&1; then echo "$name"; fi
  done
}

# wanted_packages NAME...: what is to be installed, of $optional only what can be.
wanted_packages() {
  local missing
  missing_packages "$@"
  # shellcheck disable=SC2086
  mapfile -t missing < <(missing_packages ${optional:-})
  installable_packages "${missing[@]}"
}

# left_out WHAT PROGRAM PACKAGE...: whether WHAT cannot be done because PROGRAM or a package is not there, said in one line.
left_out() {
  local what=$1 program=$2
  shift 2
  if command -v "$program" >/dev/null && [ -z "$(missing_packages "$@")" ]; then return 1; fi
  say "$what left out: not among this system's packages: $*"
}

# The megabytes apt would fetch for the named packages; 400 when its lists are still empty (a fresh container).
apt_megabytes() {
  local bytes
  bytes=$(LC_ALL=C apt-get install --print-uris -y --no-install-recommends "$@" 2>/dev/null |
    awk '/^\047/ { sum += $3 } END { print int(sum) }')
  echo $(((${bytes:-0} > 0 ? bytes : 400000000) / 1000000))
}

install_packages() {
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "these Debian packages are missing and there is no sudo to install them: $*"
    say "sudo is needed to install these Debian packages: $*"
    sudo=(sudo)
  fi
  sudo+=(env DEBIAN_FRONTEND=noninteractive)
  "${sudo[@]}" apt-get update -qq >&2
  # With the lists at hand, of $optional only what can be installed remains.
  local name names=()
  for name in "$@"; do
    if [[ " ${optional:-} " != *" $name "* ]] || [ -n "$(installable_packages "$name")" ]; then names+=("$name"); fi
  done
  [ ${#names[@]} -gt 0 ] || return 0
  "${sudo[@]}" apt-get install -y -qq --no-install-recommends --download-only "${names[@]}" >&2
  # Ctrl-C in the middle of unpacking would leave the system's packages half installed: this minute is not interruptible.
  (
    trap '' INT
    "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${names[@]}" >&2
  )
}

# A compiler that reads LibTorch's precompiled headers takes up to 2 GB.
jobs() {
  local by_memory
  by_memory=$(awk '/MemAvailable/ { print int($2 / 2000000) }' /proc/meminfo)
  local cores
  cores=$(nproc)
  echo $((by_memory < 1 ? 1 : by_memory < cores ? by_memory : cores))
}

free_megabytes() {
  local folder=$1
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  df -Pm "$folder" | awk 'NR == 2 { print $4 }'
}

# announce CORE_MINUTES BUILD_MB PACKAGE...: what will be fetched, needed and taken; PACKAGE are missing Debian packages.
announce() {
  local core_minutes=$1 build_mb=$2 fetch_mb=0 disk_mb=0 line mb
  shift 2
  [ -d "$root/build/release" ] && build_mb=0
  if [ $# -gt 0 ]; then
    mb=$(apt_megabytes "$@")
    say "to fetch: Debian packages, $mb MB: $*"
    fetch_mb=$mb disk_mb=$((mb * 4))
  fi
  while IFS= read -r line; do
    read -r mb unpacked <<<"${line##*: }"
    say "to fetch: ${line%: *}, $mb MB"
    fetch_mb=$((fetch_mb + mb)) disk_mb=$((disk_mb + unpacked))
  done < <("$root/cmake/fetch.sh" plan "${pieces:-release}")
  local minutes=$((fetch_mb / 600 + core_minutes / $(jobs) + 1))
  say "in all $fetch_mb MB to fetch, $(awk "BEGIN { printf \"%.1f\", ($disk_mb + $build_mb) / 1000 }") GB of disk," \
    "about $minutes minutes (at 10 MB/s, $(jobs) compilers at a time)"
  local free
  free=$(free_megabytes "$GANSCOPE_CACHE")
  [ "$free" -gt $((disk_mb + build_mb)) ] ||
    die "only $free MB are free where $GANSCOPE_CACHE lies: free some, or point GANSCOPE_CACHE to a larger disk"
}

# prepare CORE_MINUTES BUILD_MB PACKAGE...: everything up to the point where CMake can configure.
prepare() {
  local core_minutes=$1 build_mb=$2 missing
  shift 2
  mapfile -t missing < <(wanted_packages "$@")
  if [ ${#missing[@]} -gt 0 ] || [ ! -d "$root/build/release" ] || [ -n "$("$root/cmake/fetch.sh" missing "${pieces:-release}")" ]; then
    announce "$core_minutes" "$build_mb" "${missing[@]}"
  fi
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  command -v cmake >/dev/null || die "cmake is not installed. On Debian or Ubuntu: apt-get install $*"
  "$root/cmake/fetch.sh" get "${pieces:-release}"
}

# configure PRESET CMAKE-OPTIONS...
configure() {
  local preset=$1
  shift
  (cd "$root" && cmake --preset "$preset" -DTORCH_DIR="${TORCH_DIR:-}" -DGANSCOPE_CACHE="$GANSCOPE_CACHE" "$@" >"build-$preset.log" 2>&1) || {
    cat "$root/build-$preset.log" >&2
    die "CMake could not configure build/$preset"
  }
  mv "$root/build-$preset.log" "$root/build/$preset/configure.log"
}

# build PRESET TARGET...
build() {
  local preset=$1
  shift
  NINJA_STATUS="[%f/%t %es] " ninja -C "$root/build/$preset" -j "$(jobs)" "$@" >&2 || die "the build in build/$preset failed (above)"
}
