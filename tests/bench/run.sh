#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
#
# Measures Innkeeper and virt-manager in one session, each with the same scripts,
# and writes the table to tests/bench/RESULTS.md.
#
#   tests/bench/run.sh [options] [part…]      parts: startup rpc stall sampler
#                                             hosts (default: all)
#
#   --quick        N = 1 and 100, 2 runs, short windows: to see that it works
#   --ours         Innkeeper only
#   --out FILE     instead of tests/bench/RESULTS.md
#   --keep         go on with the figures of the last run, measure what is named only
#
# RUNS (5), STEADY (30 s) and STALLS (scenarios) may be set in the environment.
#
# The scripts are the ones in $BENCH_DIR (default: ../shared/bench beside the
# project). They run in the mount namespace of a private libvirtd, so that
# qemu:///system is one of ours. Nothing else should run meanwhile.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
BENCH_DIR=${BENCH_DIR:-$top/../shared/bench}
build=$(realpath "${INN_BUILD:-$top/build}")
[ -x "$BENCH_DIR/peer-startup.sh" ] ||
  { echo "no scripts in $BENCH_DIR; set BENCH_DIR" >&2; exit 2; }
[ -x "$build/src/innkeeper" ] || { echo "$build/src/innkeeper is not built" >&2; exit 2; }

out=$here/RESULTS.md
apps="innkeeper virt-manager"
keep=
command="tests/bench/run.sh $*"
export RUNS=${RUNS:-5} STEADY=${STEADY:-30}
sizes="1 100 1000 3000" own_sizes="10000" bulk_size=1000 rpc_sizes="100 1000"
n_hosts=50 host_size=200
stalls=${STALLS:-idle100 idle1000 idle1000a rpc1000 load1000 lat1000 tcp freeze freezeopen \
  rttopen open startstop}
parts=()
while [ $# != 0 ]; do
  case $1 in
    --quick)
      RUNS=2 STEADY=6 sizes="1 100" own_sizes="" bulk_size=100 rpc_sizes="100"
      n_hosts=5 host_size=20
      stalls="idle100 freeze open" ;;
    --ours) apps=innkeeper ;;
    --out) out=$2; shift ;;
    --keep) keep=yes ;;
    startup|rpc|stall|sampler|hosts) parts+=("$1") ;;
    *) sed -n '5,22s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done
[ ${#parts[@]} != 0 ] || parts=(startup rpc stall sampler hosts)
command -v virt-manager >/dev/null || apps=innkeeper

# Figures, and files of many machines, which take long to write, are kept; what holds
# sockets has a short path.
work=$build/bench
mkdir -p "$work"
[ -n "$keep" ] || rm -f "$work"/*.jsonl
scratch=$(mktemp -d /tmp/inn-b.XXXX)
trap 'rm -rf "$scratch"' EXIT

# Starts a libvirtd, which ends when what is written to rig_in does.
export INN_NO_SETGROUPS=$build/tests/fixtures/libinn-no-setgroups.so
export INN_BULK_HOST_LIB=$build/tests/fixtures/libinn-bulk-host.so
declare -A fact
start_rig ()
{
  local line
  fact=()
  coproc RIG { exec "$top/tests/fixtures/rig.py" "$@" --pipe; }
  rig_in=${RIG[1]}
  while read -r line <&"${RIG[0]}"; do
    case $line in
      ready) return ;;
      skip*) echo "$line" >&2; exit 77 ;;
      *=*) fact[${line%%=*}]=${line#*=} ;;
    esac
  done
  exit 1
}

stop_rig ()
{
  local pid=$RIG_PID
  eval "exec $rig_in>&-"
  wait "$pid" || :
}

# What the scripts take for virt-manager anyway, for those that are called directly.
set_up_peer ()
{
  local s=org.virt-manager.virt-manager key
  APP_CMD="virt-manager --no-fork --connect @URI@" TITLE="Virtual Machine Manager"
  READY=rows:@ROWS@ SETUP_DEF=true SETUP_ALL="gsettings set $s.stats update-interval 1"
  for key in cpu disk memory net; do
    SETUP_ALL+="; gsettings set $s.stats enable-$key-poll true"
  done
  for key in cpu-usage host-cpu-usage memory-usage disk-usage network-traffic; do
    SETUP_ALL+="; gsettings set $s.vmlist-fields $key true"
  done
}

set_up ()
{
  export BENCH_TMP=$scratch/$1
  mkdir -p "$BENCH_TMP/fakebin" "$BENCH_TMP/shots"
  unset APP_CMD APP_PLAIN TITLE READY SETUP_DEF SETUP_ALL SETUP_AUTO OPEN_VM OPEN_PAGES START_STOP
  [ "$1" = innkeeper ] || { set_up_peer; return; }
  local set="gsettings set org.innkeeper.Innkeeper"
  # Xvfb has no GPU: both programs draw with cairo, as GTK 3 always does.
  export GSETTINGS_SCHEMA_DIR=$build/data GSK_RENDERER=cairo
  export APP_CMD="$build/src/innkeeper --connect @URI@" APP_PLAIN="$build/src/innkeeper"
  export TITLE=Innkeeper READY='name:^@N@ machines?$'
  export SETUP_DEF=true SETUP_ALL="$set stats-interval 1; $set stats-interval-background 1"
  SETUP_ALL+="; $set columns \"[('name', -1, true), ('host-cpu', -1, true)]\""
  export SETUP_AUTO="$set hosts \"['@URI@']\"; $set autoconnect \"['@URI@']\""
  export OPEN_VM="$here/operate.py open web-ams-0000" OPEN_PAGES="$here/operate.py opened"
  export START_STOP="$here/operate.py pause web-ams-0000 3"
}

has ()
{
  case " ${parts[*]} " in *" $1 "*) return 0 ;; esac
  return 1
}

# Measures $app on the bulk host: what it takes, how many ticks it makes of it, and how long
# its main loop is away.
bulk ()
{
  local label=$1 setup=$2 marks=$work/marks ready=${READY//@N@/$bulk_size}
  local common=(--cmd "${APP_CMD//@URI@/${fact[uri]}}" --title "$TITLE" --label "$label"
    --ready "${ready//@ROWS@/$((bulk_size + 1))}" --setup "$setup" --settle 60)
  : >"$marks"
  {
    "$BENCH_DIR/session-run.sh" "$BENCH_DIR/measure-app.py" "${common[@]}" --steady "$STEADY" \
      --daemon-pid "${fact[pid]}" \
      --mark "echo \$(date +%s.%N) \$(cat '${fact[calls]}') >>'$marks'" | grep '^{' || :
    awk -v label="$label" 'NR == 1 { time = $1; calls = $2 }
      NR == 2 { printf "{\"label\": \"%s\", \"ticks_s\": %.2f}\n", label,
                ($2 - calls) / ($1 - time) }' "$marks"
    "$BENCH_DIR/session-run.sh" "$BENCH_DIR/ui-stall.py" "${common[@]}" --seconds 20 |
      grep '^{' || :
  } >>"$work/sampler-$app.jsonl" 2>>"$BENCH_TMP/session.log"
}

# Many hosts at once, which one libvirtd plays: start, memory and CPU, then how long the main
# loop is away while they load and after. virt-manager does not show so many rows.
many_hosts ()
{
  local list= i set="gsettings set org.innkeeper.Innkeeper" n=$((n_hosts * host_size))
  local label="$n_hosts hosts × $host_size machines"
  for i in $(seq "$n_hosts"); do
    ln -sf "$work/n$host_size.xml" "$BENCH_TMP/host-$i.xml"
    list+="${list:+, }'test+unix://$BENCH_TMP/host-$i.xml?socket=${fact[socket]}'"
  done
  local common=(--cmd "$APP_PLAIN" --title "$TITLE" --ready "${READY//@N@/$n}"
    --setup "$SETUP_DEF; $set hosts \"[$list]\"; $set autoconnect \"[$list]\"" --label "$label")
  for i in $(seq "$RUNS"); do
    many_hosts_run measure-app.py
  done
  many_hosts_run measure-app.py --steady "$STEADY" --daemon-pid "${fact[pid]}"
  many_hosts_run ui-stall.py --ready window --label "$label, loading" --seconds 20
  many_hosts_run ui-stall.py --label "$label, loaded" --settle 60 --seconds 20
}

many_hosts_run ()
{
  local script=$1
  shift
  "$BENCH_DIR/session-run.sh" "$BENCH_DIR/$script" "${common[@]}" "$@" \
    2>>"$BENCH_TMP/session.log" | grep '^{' >>"$work/hosts-innkeeper.jsonl" || :
}

start_rig daemon
keeper=${fact[keeper]}
enter=(nsenter -t "$keeper" -m --wd="$PWD")
[ "$(id -u)" = 0 ] || enter=(nsenter -t "$keeper" -U --preserve-credentials -m --wd="$PWD")

for app in $apps; do
  set_up "$app"
  # The same files for both: they come from the same generator with the same seed.
  for n in $sizes $own_sizes $rpc_sizes 100 1000; do
    [ -s "$work/n$n.xml" ] || "$BENCH_DIR/gen-testdriver.py" "$n" >"$work/n$n.xml"
    ln -sf "$work/n$n.xml" "$BENCH_TMP/n$n.xml"
  done
  if has startup; then
    echo "$app: start-up and steady state" >&2
    NS=$sizes "${enter[@]}" "$BENCH_DIR/peer-startup.sh" -o "$work/startup-$app.jsonl" >/dev/null
    if [ "$app" = innkeeper ] && [ -n "$own_sizes" ]; then
      NS=$own_sizes RUNS=3 "${enter[@]}" "$BENCH_DIR/peer-startup.sh" \
        -o "$work/startup-$app.jsonl" >/dev/null
    fi
  fi
  if has rpc; then
    echo "$app: calls" >&2
    # shellcheck disable=SC2086
    "${enter[@]}" "$BENCH_DIR/rpc-count.sh" -o "$work/rpc-$app.jsonl" $rpc_sizes >/dev/null
  fi
  if has stall; then
    echo "$app: stalls" >&2
    # shellcheck disable=SC2086
    "${enter[@]}" "$BENCH_DIR/stall-series.sh" -o "$work/stall-$app.jsonl" $stalls >/dev/null
  fi
done
stop_rig

if has sampler; then
  sed -e 's|<test:runstate>[0-9]*<|<test:runstate>1<|' -e '/<test:hasmanagedsave>/d' \
    "$work/n$bulk_size.xml" >"$work/bulk$bulk_size.xml"
  start_rig bulk-host --file "$work/bulk$bulk_size.xml"
  for app in $apps; do
    echo "$app: statistics of a bulk host" >&2
    set_up "$app"
    bulk "bulk host n=$bulk_size, as installed" "$SETUP_DEF"
    bulk "bulk host n=$bulk_size, all each second" "$SETUP_ALL"
  done
  stop_rig
fi

if has hosts; then
  echo "innkeeper: many hosts" >&2
  start_rig daemon
  set_up innkeeper
  [ -s "$work/n$host_size.xml" ] ||
    "$BENCH_DIR/gen-testdriver.py" "$host_size" >"$work/n$host_size.xml"
  many_hosts
  stop_rig
fi

/usr/bin/python3 "$here/table.py" --command "$command" "$work" >"$out"
echo "written: $out"
