# SPDX-License-Identifier: GPL-3.0-or-later
# For ./app/run and ./tests/run: installs what is missing of resources/packages.txt, and builds.
# Expects $root, the project's folder. Writes to standard error only; ends the script with 1 when it cannot.

# packages_in SECTION...: their names
packages_in() {
  for section in "$@"; do
    sed -n "/^\[$section\]/,/^\[/{/^\[/d;s/#.*//;/[^ ]/p}" "$root/resources/packages.txt"
  done
}

# missing_of PACKAGE...: those that are not installed
missing_of() {
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    printf '%s\n' "$installed" | grep -qxF "installed $package" || printf ' %s' "$package"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# need_packages SECTION...
need_packages() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: the build will say what it lacks
  # shellcheck disable=SC2046
  missing=$(missing_of $(packages_in "$@"))
  [ -n "$missing" ] || return 0
  if ! may_install; then
    echo "Lockstep needs packages that only root may install here: apt-get install$missing" >&2
    exit 1
  fi
  echo "Installing$missing" >&2
  # shellcheck disable=SC2086
  apt_install $missing >&2 || { as_root apt-get update >&2 && apt_install $missing >&2; } || {
    echo "These packages could not be installed:$missing" >&2
    exit 1
  }
}

# configure PRESET: into $tree, when that was never done, or was done in another place
configure() {
  from=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$tree/CMakeCache.txt" 2>/dev/null || true)
  if [ -f "$tree/build.ninja" ] && [ "$from" = "$root" ]; then return; fi
  echo "Building Lockstep; the first time takes some minutes." >&2
  isNew=yes
  (cd "$root" && cmake --fresh --preset "$1" 9>&-) >"$tree/configure.log" 2>&1 || {
    cat "$tree/configure.log" >&2
    exit 1
  }
}

# build PRESET TARGET...: brings build/PRESET up to date; silent when there is nothing to say
build() {
  tree="$root/build/$1"
  isNew=
  mkdir -p "$tree"
  exec 9>"$tree/.lock"
  flock 9 # two at once would spoil the tree
  configure "$1"
  shift
  if [ -n "$isNew" ] && [ -t 2 ]; then
    ninja -C "$tree" "$@" >&2 9>&- || exit 1
  else
    ninja --quiet -C "$tree" "$@" >"$tree/build.log" 2>&1 9>&- || {
      cat "$tree/build.log" >&2
      exit 1
    }
  fi
  exec 9>&-
}
