#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""RESULTS.md from the JSON lines of run.sh: medians of both programs, side by side.

    table.py [--command TEXT] FOLDER
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import time

PROGRAMS = ("virt-manager", "innkeeper")

STALL_MUST = 50
STALL_FIGURES = ("p99_ms", "max_ms", "max_cpu_ms")

# What must be reached, by label and column.
MUST = {
    ("startup n=1", "window_cpu_s"): 0.35,
    ("startup n=1000", "ready_cpu_s"): 1.0,
    ("startup n=3000", "ready_cpu_s"): 2.2,
    ("startup n=10000", "ready_cpu_s"): 4.5,
    ("startup n=1", "pss_mib"): 110,
    ("startup n=1000", "pss_mib"): 130,
    ("startup n=3000", "pss_mib"): 160,
    ("bulk host n=1000, all each second", "steady_cpu_pct"): 5,
    ("bulk host n=1000, all each second", "max_ms"): STALL_MUST,
}


def read(folder, kind, program):
    """Label → list of results, in the order of the first appearance."""
    rows = {}
    path = os.path.join(folder, f"{kind}-{program}.jsonl")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for line in f:
                result = json.loads(line)
                rows.setdefault(result.get("label", "?"), []).append(result)
    return rows


def figure(results, key, digits=2):
    values = []
    for r in results or []:
        v = r.get(key)
        values += v if isinstance(v, list) else [] if v is None else [v]
    if not values:
        return "–"
    text = f"{statistics.median(values):.{digits}f}"
    if len(values) > 1 and min(values) != max(values):
        text += f" ({min(values):.{digits}f}–{max(values):.{digits}f})"
    return text


def judged(results, label, key, digits=2):
    text, must = figure(results, key, digits), MUST.get((label, key))
    if must is None or text == "–":
        return text
    met = float(text.split()[0]) <= must
    return f"{text}, must ≤ {must:g}: {'yes' if met else '**no**'}"


def both(folder, kind):
    """Label, program and results, the programs next to each other."""
    peer, ours = (read(folder, kind, p) for p in PROGRAMS)
    for label in dict.fromkeys([*peer, *ours]):
        for program, rows in zip(PROGRAMS, (peer, ours)):
            if label in rows:
                yield label, program, rows[label]


def startup(folder):
    columns = (("window_cpu_s", "window, CPU s", 2), ("ready_wall_s", "all rows, s", 2),
               ("ready_cpu_s", "all rows, CPU s", 2), ("pss_mib", "PSS, MiB", 0))
    print("## Start-up\n")
    print("| case | program | " + " | ".join(c[1] for c in columns) + " |")
    print("|---" * (len(columns) + 2) + "|")
    for label, program, rows in both(folder, "startup"):
        if not label.startswith("startup"):
            continue
        cells = [judged(rows, label, key, digits) if program == "innkeeper" else
                 figure(rows, key, digits) for key, _, digits in columns]
        errors = [r["error"] for r in rows if "error" in r]
        print(f"| {label[8:]} | {program} | " + " | ".join(cells) + " |" +
              (f" {errors[0][:100]}" if errors else ""))
    print("\n## Steady state\n")
    print("Every statistic each second (`all-1s`), else as installed; per cent of one core.\n")
    print("| case | program | CPU % | main thread % | wake-ups/s | PSS, MiB |\n" + "|---" * 6 + "|")
    for label, program, rows in both(folder, "startup"):
        if label.startswith("steady"):
            print(f"| {label[7:]} | {program} | {figure(rows, 'steady_cpu_pct', 1)} "
                  f"| {figure(rows, 'steady_main_thread_pct', 1)} "
                  f"| {figure(rows, 'steady_wakeups_s', 0)} | {figure(rows, 'pss_mib', 0)} |")


def rpc(folder):
    print("\n## Calls over the wire, N machines served as qemu:///system\n")
    print("| case | program | until loaded | per machine | per second after | most of them |")
    print("|---" * 6 + "|")
    for label, program, rows in both(folder, "rpc"):
        by_phase = {r["phase"]: r for r in rows}
        load, steady = by_phase.get("load", {}), by_phase.get("steady", {})
        most = ", ".join(f"{k} {v}" for k, v in list(load.get("by_procedure", {}).items())[:4])
        print(f"| {label} | {program} | {load.get('calls', '–')} | {load.get('calls_per_vm', '–')} "
              f"| {steady.get('calls_per_s', '–')} | {most} |")


def stall(folder):
    print("\n## Longest wait for the main loop\n")
    print(f"An accessibility question every 20 ms; Innkeeper must stay at or below {STALL_MUST} ms."
          "\n")
    print("| scenario | program | p50, ms | p99, ms | longest, ms | its CPU, ms | > 50 ms |")
    print("|---" * 7 + "|")
    for label, program, rows in both(folder, "stall"):
        for r in rows:
            if "max_ms" not in r:
                print(f"| {label} | {program} | error: {r.get('error', '')[:120]} |")
                continue
            worst = f"{r['max_ms']}"
            if r.get("during_rc"):
                worst += ": the gesture failed"
            elif program == "innkeeper":
                worst += ": yes" if r["max_ms"] <= STALL_MUST else ": **no**"
            if r.get("gave_up"):
                worst += ", gave up"
            print(f"| {label} | {program} | {r['p50_ms']} | {r['p99_ms']} | {worst} "
                  f"| {r.get('max_cpu_ms', '–')} | {r['stalls_over_50ms']} |")


def sampler(folder):
    columns = (("steady_cpu_pct", "CPU %", 1), ("steady_main_thread_pct", "main thread %", 1),
               ("ticks_s", "ticks/s", 2), ("daemon_cpu_pct", "its libvirtd, CPU %", 1),
               ("pss_mib", "PSS, MiB", 0), ("p99_ms", "wait p99, ms", 1),
               ("max_ms", "longest wait, ms", 1), ("max_cpu_ms", "its CPU, ms", 0))
    print("\n## Statistics over RPC\n")
    print("All machines of a host run and have statistics in every group, made up by "
          "`tests/fixtures/bulk-host.c`.\n")
    print("| case | program | " + " | ".join(c[1] for c in columns) + " |")
    print("|---" * (len(columns) + 2) + "|")
    for label, program, rows in both(folder, "sampler"):
        cells = [judged(rows, label, key, digits) if program == "innkeeper" else
                 figure(rows, key, digits) for key, _, digits in columns]
        print(f"| {label} | {program} | " + " | ".join(cells) + " |")


def hosts(folder):
    """Figures of different kinds have rows of different labels."""
    columns = (("window_cpu_s", "window, CPU s", 2), ("ready_wall_s", "all rows, s", 2),
               ("ready_cpu_s", "all rows, CPU s", 2), ("pss_mib", "PSS, MiB", 0),
               ("threads", "threads", 0), ("steady_cpu_pct", "CPU %", 1),
               ("steady_main_thread_pct", "main thread %", 1),
               ("daemon_cpu_pct", "its libvirtd, CPU %", 1), ("p99_ms", "wait p99, ms", 1),
               ("max_ms", "longest wait, ms", 1), ("max_cpu_ms", "its CPU, ms", 0))
    print("\n## Many hosts at once\n")
    print("Test drivers that a private libvirtd plays, all connected at the start; no host has "
          "bulk statistics.\n")
    print("| case | " + " | ".join(c[1] for c in columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for label, rows in read(folder, "hosts", "innkeeper").items():
        stalls = any("max_ms" in r for r in rows)
        cells = [figure(rows, key, digits) if stalls == (key in STALL_FIGURES) else "–"
                 for key, _, digits in columns]
        errors = [r["error"] for r in rows if "error" in r]
        print(f"| {label} | " + " | ".join(cells) + " |" +
              (f" {errors[0][:100]}" if errors else ""))


def version(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--command", default="tests/bench/run.sh")
    ap.add_argument("folder")
    a = ap.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    commit = version("git", "-C", here, "rev-parse", "--short", "HEAD")
    print("# Innkeeper and virt-manager, measured\n")
    print(f"Made by `{a.command.strip()}` on {time.strftime('%Y-%m-%d')}, Innkeeper {commit}, "
          f"virt-manager {version('virt-manager', '--version') or '–'}; {os.cpu_count()} CPUs, "
          f"{platform.release()}, load {os.getloadavg()[0]:.1f} at the end.\n")
    print("Medians, with the least and the most. CPU seconds and ratios tell more than wall "
          "seconds. Both programs run on the same Xvfb without a GPU and draw with cairo; N is the "
          "number of machines of libvirt's test driver, whose own work is part of every figure.\n")
    startup(a.folder)
    rpc(a.folder)
    stall(a.folder)
    sampler(a.folder)
    hosts(a.folder)


if __name__ == "__main__":
    main()
