#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""What machines do at the moment: columns, order, filter and limits."""
import contextlib
import os
import re
import subprocess
import sys
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop(screen="1600x1000x24")
WIDE = "(1500, 700)"


def with_machines(n, **settings):
    def decorate(function):
        def run():
            desktop.hosts(rig.write_machines(f"{desktop.dir}/w{n}.xml", n, at_work=True),
                          stats_interval=1, window_size=WIDE, **settings)
            with desktop.program() as app:
                app.find(None, f"{n} machines.*")
                app.row("machine-1")
                function(app)
        run.__name__ = function.__name__
        return tap.test(run)
    return decorate


def cells(app, machine):
    """The texts of the cells of a row that have one."""
    return [n.name for n in app.row(machine).all("label", ".+")]


def names(app):
    return [row.name.split(", ")[0] for row in app.root.all("row", "machine-.*")]


def percent(text):
    return float(re.match(r"(\d+)", text).group(1))


def cpu(app, machine):
    return next((percent(c) for c in cells(app, machine) if re.match(r"\d+\W%", c)), None)


@with_machines(6, saved_searches="[('Busy', 'cpu>20'), ('Very busy', 'cpu>80')]")
def saved_searches_follow_values(app):
    app.find("list item", "Busy, 6.*", deadline=30)
    assert not app.look("list item", "Very busy, [1-9].*")
    app.screenshot("live-searches")


@with_machines(12)
def columns_move_without_bulk_statistics(app):
    """The test driver tells of one machine at a time, and only with the old calls."""
    def complete():
        texts = cells(app, "machine-3")
        return (any(re.match(r"\d+\W%", t) for t in texts)
                and any(re.match(r"256\WMiB", t) for t in texts)
                and sum(bool(re.match(r"[\d.]+\W.?B/s, between", t)) for t in texts) == 2)
    app.wait_for(complete, "CPU, memory, disk and network of machine-3")
    app.screenshot("live-columns")


@with_machines(12, sort="('cpu', true)")
def order_waits_for_the_pointer(app):
    app.wait_for(lambda: all(cpu(app, f"machine-{i}") is not None for i in (1, 5, 12)), "values")
    app.desktop.xdotool("mousemove", 5, 5)

    def sorted_by_cpu():
        values = [cpu(app, m) for m in names(app)]
        return None not in values and all(a + 2 >= b for a, b in zip(values, values[1:]))
    app.wait_for(sorted_by_cpu, "the order by CPU")
    app.move(app.row(names(app)[3]))
    before = names(app)
    time.sleep(5)
    assert names(app) == before, (before, names(app))


@with_machines(12)
def filter_by_cpu(app):
    app.wait_for(lambda: cpu(app, "machine-1") is not None, "a value")
    app.keys("ctrl+f")
    app.type("cpu>=0 machine-1")
    app.wait_for(lambda: "machine-1" in names(app) and "machine-2" not in names(app), "machine-1")


@contextlib.contextmanager
def notifications():
    """What the desktop was told, once it is over."""
    service = os.path.join(os.path.dirname(__file__), "notifications.py")
    with open(f"{desktop.dir}/notifications", "w+", encoding="utf-8") as out, \
            subprocess.Popen([sys.executable, service], env=desktop.env, stdout=out) as process:
        try:
            yield out
        finally:
            process.terminate()


@tap.test
def a_limit_marks_and_tells_once():
    with notifications() as out:
        desktop.hosts(rig.write_machines(f"{desktop.dir}/w2.xml", 2, at_work=True),
                      stats_interval=1, limit_cpu=20)
        with desktop.program() as app:
            app.find(None, "Above the limit", deadline=40)
            app.screenshot("live-limit")
            time.sleep(5)
        out.seek(0)
        said = out.read()
    assert said.count("machine-1: CPU above 20") == 1, said
    assert said.count("machine-2: CPU above 20") == 1, said


if __name__ == "__main__":
    tap.main(desktop)
