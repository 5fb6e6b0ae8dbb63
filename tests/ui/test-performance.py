#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The Performance page of a machine's window."""
import os
import re
import time

import harness
import tap
from harness import rig

BUTTON = "(toggle )?button"

desktop = harness.Desktop(screen="1600x1000x24")


def with_page(function):
    def run():
        uri = rig.write_machines(f"{desktop.dir}/p3.xml", 3, at_work=True)
        desktop.hosts(uri, stats_interval=1)
        with desktop.program() as app:
            app.find(None, "3 machines.*")
            app.select("machine-3", count=2)
            app.window("machine-3.*")
            app.keys("ctrl+2")
            desktop.xdotool("mousemove", 1590, 990)     # not over a graph
            app.find(None, r"Total \d+\W%")
            function(app)
            app.keys("ctrl+w")
            app.wait_for(lambda: len(app.windows()) == 1, "the window to close")
    run.__name__ = function.__name__
    return tap.test(run)


@with_page
def graphs_of_every_part(app):
    for title in ("CPU", "Memory", "vda", "vdb", "inn3"):
        app.find("label", title)
    app.find(None, r"Read \d+\W.?B/s")
    app.find(None, r"Received \d+\W.?B/s")
    latency = app.find("image", "vda · Latency")
    app.wait_for(lambda: "does not report latency" in latency.description, "why there is none")
    app.gone(BUTTON, "Steal .*")
    app.gone(BUTTON, "Flush .*")
    for group in app.root.all("group", "vda · Latency"):
        assert not [b for b in group.all(BUTTON) if app.shows(b)], "a legend of nothing"
    time.sleep(3)
    app.screenshot("performance")


@with_page
def pause_and_range(app):
    app.find("label", ".* · one value per second")
    # The button of the machine is another one.
    app.press_by_key(BUTTON, "Pause Graphs")
    app.press_by_key(BUTTON, "Resume Graphs")
    app.press(BUTTON, "1 min")
    app.click(app.find("image", "CPU"))
    app.keys("space")
    app.find("label", "Paused at .* still recording")
    app.keys("space")
    app.find("label", ".* · one value per second")


@with_page
def hidden_graphs_stay_hidden(app):
    app.press(BUTTON, "Graphs")
    app.choose("vdb")
    app.gone("image", "vdb")
    app.keys("ctrl+w")
    app.wait_for(lambda: len(app.windows()) == 1, "the window to close")
    app.select("machine-3", count=2)
    app.window("machine-3.*")
    app.keys("ctrl+2")
    app.find("image", "vda")
    app.gone("image", "vdb")
    assert "disk:vdb" in desktop.setting("hidden-graphs")


@with_page
def values_to_a_file(app):
    path = f"{desktop.dir}/values.csv"
    time.sleep(3)
    before = len(app.windows())
    app.keys("ctrl+shift+e")
    app.wait_for(lambda: len(app.windows()) > before, "the file chooser")
    app.keys("ctrl+a")
    app.type(path)
    time.sleep(0.5)
    app.keys("shift+End", "Delete", "Return")
    app.find("label", "Saved as “values.csv”")
    assert os.path.exists(path)
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    assert "cpu" in lines[0] and "disk.read" in lines[0], lines[0]
    assert any(re.search(r",\d", line) for line in lines[1:]), lines[:3]


@tap.test
def single_vcpus_and_sources():
    with rig.BulkHost(machines=3) as host:
        desktop.hosts(host.uri, stats_interval=1, machine_window_size="(1100, 860)")
        with desktop.program() as app:
            app.find(None, "3 machines.*")
            app.select("machine-3", count=2)
            app.window("machine-3.*")
            app.keys("ctrl+2")
            desktop.xdotool("mousemove", 1590, 990)
            app.find("label", r"3-vda\.img · .*GiB")
            app.find("label", "br0")
            app.find(BUTTON, r"Steal \d\W%")
            strip = app.find("image", "vCPU")
            time.sleep(3)
            app.press_by_key("image", "vCPU", "Down")
            app.keys("Down", "End")
            app.wait_for(lambda: re.fullmatch(r"vCPU 1 \d\W% · Wait \d\W% · Steal \d\W%",
                                              strip.description), "what is known of vCPU 1")
            app.screenshot("performance-vcpus")

            app.press(BUTTON, "Graphs")
            app.choose("vCPU Strip")
            app.gone("image", "vCPU")
            app.press(BUTTON, "Graphs")
            app.choose("Same Scale for All Disks")
            app.wait_for(lambda: desktop.setting("same-disk-scale") == "true", "the setting")
            assert "vcpu-strip" in desktop.setting("hidden-graphs")
            time.sleep(2)
            app.screenshot("performance-same-scale")


if __name__ == "__main__":
    tap.main(desktop)
