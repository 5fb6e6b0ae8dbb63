# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
#
# What tools/run and tools/test share: packages, build, private displays. Sourced by bash.

set -eu

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
assume_yes=false
started=()
scratch=
# The system's Python has the bindings of the system's libraries, another one need not.
python=/usr/bin/python3
[ -x "$python" ] || python=python3

say ()
{
  printf '%s\n' "$*" >&2
}

die ()
{
  say "$(basename "$0"): $*"
  exit 1
}

# Ends what this script started, by its process id, and removes its files.
clean_up ()
{
  local pid
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in "${started[@]}"; do
    wait "$pid" 2>/dev/null || true
  done
  started=()
  if [ -n "$scratch" ]; then
    rm -rf "$scratch"
    scratch=
  fi
}

make_scratch ()
{
  [ -n "$scratch" ] || scratch=$(mktemp -d "${TMPDIR:-/tmp}/innkeeper.XXXXXX")
}

# --- packages ---

# debian, fedora, arch, or nothing when the distribution is not known.
family ()
{
  local id
  for id in $(. /etc/os-release 2>/dev/null; echo "${ID:-}" "${ID_LIKE:-}"); do
    case $id in
      debian|ubuntu) echo debian; return ;;
      fedora|rhel|centos) echo fedora; return ;;
      arch) echo arch; return ;;
    esac
  done
}

# The packages of a family for the kinds named, one a line.
packages ()
{
  local list=$1
  shift
  sed 's/#.*//' "$top/tools/deps/$list" | awk -v wanted=" $* " '
    NF == 2 {
      n = split ($1, kinds, ",")
      for (i = 1; i <= n; i++)
        if (index (wanted, " " kinds[i] " ") && !seen[$2]++)
          print $2
    }'
}

is_installed ()
{
  case $1 in
    debian) dpkg-query -W -f '${db:Status-Status}\n' "$2" 2>/dev/null | grep -qx installed ;;
    fedora) rpm -q --quiet --whatprovides "$2" ;;
    arch) pacman -Qq "$2" >/dev/null 2>&1 ;;
  esac
}

as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    env "$@"
  else
    sudo env "$@"
  fi
}

install_packages ()
{
  local list=$1
  shift
  case $list in
    debian)
      local apt=(DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends install)
      # The lists of a fresh machine are empty, those of an old one out of date.
      as_root "${apt[@]}" "$@" >&2 ||
        { as_root apt-get -q update >&2 && as_root "${apt[@]}" "$@" >&2; }
      ;;
    fedora) as_root dnf -y install --setopt=install_weak_deps=False "$@" >&2 ;;
    arch) as_root pacman -S --needed --noconfirm "$@" >&2 ;;
  esac
}

install_command ()
{
  case $1 in
    debian) echo "apt-get install --no-install-recommends" ;;
    fedora) echo "dnf install" ;;
    arch) echo "pacman -S --needed" ;;
  esac
}

# Sees to it that all packages of the kinds named are there.
need ()
{
  local list package missing=() answer
  list=$(family)
  if [ -z "$list" ]; then
    say "This distribution is not known here. The packages needed are listed in tools/deps;"
    say "going on as if they were installed."
    return
  fi
  for package in $(packages "$list" "$@"); do
    is_installed "$list" "$package" || missing+=("$package")
  done
  [ ${#missing[@]} != 0 ] || return 0

  say "Missing packages: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      die "install them as root: $(install_command "$list") ${missing[*]}"
    elif ! $assume_yes; then
      if [ ! -t 0 ]; then
        die "run with --yes, or first: sudo $(install_command "$list") ${missing[*]}"
      fi
      read -r -p "Install them with sudo? [y/N] " answer
      case $answer in
        y*|Y*) ;;
        *) die "nothing was installed" ;;
      esac
    fi
  fi
  install_packages "$list" "${missing[@]}" || die "could not install: ${missing[*]}"
}

# Those of some packages that the distribution has.
known ()
{
  local list=$1 package
  shift
  if [ "$list" = debian ] && ! apt-cache show bash >/dev/null 2>&1; then
    as_root apt-get -q update >&2 || true
  fi
  for package in "$@"; do
    [ "$list" = debian ] && ! apt-cache show "$package" >/dev/null 2>&1 || echo "$package"
  done
}

# The same as need for packages that not every distribution has: nothing fails without them.
want ()
{
  local list package missing=()
  list=$(family)
  [ -n "$list" ] || return 0
  for package in $(packages "$list" "$@"); do
    is_installed "$list" "$package" || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] || mapfile -t missing < <(known "$list" "${missing[@]}")
  [ ${#missing[@]} != 0 ] || return 0

  if $assume_yes; then
    install_packages "$list" "${missing[@]}" || say "Going on without: ${missing[*]}"
  else
    say "Some tests are skipped without packages that --yes installs: ${missing[*]}"
  fi
}

# --- build ---

# build FOLDER [meson options…]: sets up or brings up to date, then compiles.
build ()
{
  local folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    meson setup "$folder" "$top" "$@" >&2 || die "the set-up of $folder failed"
  fi
  ninja -C "$folder" >&2 || die "the build in $folder failed"
}

# --- private display ---

# Starts an X server nobody else sees; its number goes to DISPLAY.
start_display ()
{
  local number=
  make_scratch
  : >"$scratch/display"
  Xvfb -displayfd 3 -screen 0 "${1:-1600x1000x24}" -nolisten tcp -noreset \
    3>"$scratch/display" >/dev/null 2>&1 &
  started+=($!)
  for _ in $(seq 100); do
    number=$(cat "$scratch/display")
    [ -z "$number" ] || break
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  [ -n "$number" ] || die "Xvfb did not start"
  export DISPLAY=:$number
  unset WAYLAND_DISPLAY
}

# No session bus, settings, jobs or hosts of the user's: everything is in the scratch folder.
hide_session ()
{
  local name
  make_scratch
  for name in RUNTIME_DIR CONFIG_HOME DATA_HOME STATE_HOME CACHE_HOME; do
    mkdir -p -m 700 "$scratch/xdg/$name"
    export "XDG_$name=$scratch/xdg/$name"
  done
  unset DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS LIBVIRT_DEFAULT_URI
  export GSETTINGS_BACKEND=memory GDK_BACKEND=x11 GSK_RENDERER=cairo
}
