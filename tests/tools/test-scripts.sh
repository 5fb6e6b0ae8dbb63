#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
#
# The scripts of tools/ (TAP). Nothing is installed, built or started.

. "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
set +e

count=0
failed=0

check ()
{
  local what=$1
  shift
  count=$((count + 1))
  if "$@"; then
    echo "ok $count - $what"
  else
    echo "not ok $count - $what"
    failed=$((failed + 1))
  fi
}

kinds='(build|run|browser|shot|test|guest)'

# Every line is a comment or “kinds name # why”.
well_formed ()
{
  ! grep -vnE "^(#.*)?$|^$kinds(,$kinds)* +[A-Za-z0-9.+-]+ +# .+" "$1" >&2
}

every_kind ()
{
  local kind
  for kind in build run browser shot test; do
    [ -n "$(packages "$1" $kind)" ] || return 1
  done
}

# says TEXT COMMAND…
says ()
{
  local text=$1
  shift
  "$@" </dev/null 2>&1 | grep -qF -- "$text"
}

for script in lib.sh run test; do
  check "tools/$script can be read by bash" bash -n "$top/tools/$script"
done
for list in debian fedora arch; do
  check "tools/deps/$list: a package and its reason on each line" \
    well_formed "$top/tools/deps/$list"
  check "tools/deps/$list has packages of every kind" every_kind $list
done
check "a package of two kinds is listed once" \
  test "$(packages debian shot test | grep -c '^xvfb$')" = 1
check "kinds are apart" test -z "$(packages debian build | grep '^xvfb$')"
check "tools/run without a display says so" \
  says "tools/run --broadway" env -u DISPLAY -u WAYLAND_DISPLAY "$top/tools/run"
check "tools/run --screenshot alone is refused" \
  says "goes with --xvfb" "$top/tools/run" --screenshot a.png
check "tools/run does not guess" says "what is" "$top/tools/run" test:///default
check "tools/run --help names its options" says "--screenshot FILE" "$top/tools/run" --help
check "tools/test --help tells the last line" says "N passed" "$top/tools/test" --help

# Packages are missing, in an environment where nothing is installed.
lacking ()
{
  (
    family () { echo debian; }
    is_installed () { [ "$2" != xvfb ]; }
    id () { echo 1000; }
    sudo () { echo "sudo was called"; }
    install_packages () { echo "installed $2"; }
    assume_yes=$1
    need shot
  )
}
check "an ordinary user without a terminal is told what to run" \
  says "sudo apt-get install --no-install-recommends xvfb" lacking false
check "--yes installs just what is missing" says "installed xvfb" lacking true

# One of the guests is not installed, another one does not exist.
wanting ()
{
  (
    family () { echo debian; }
    is_installed () { [ "$2" = memtest86+ ]; }
    known () { echo grub-rescue-pc; }
    install_packages () { echo "installed $*"; return 1; }
    assume_yes=$1
    want guest && echo "went on"
  )
}
check "what a distribution may lack is installed with --yes" \
  says "installed debian grub-rescue-pc" wanting true
check "nothing fails without it" says "went on" wanting true
check "nothing is installed without being told to" says "skipped without" wanting false

echo "1..$count"
exit $((failed > 0))
