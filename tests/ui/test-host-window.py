#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The window of a host: opened from the sidebar, read, disconnected and connected."""
import re
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop()


def focus_host(app, name):
    """With the keyboard: the sidebar, and down to the host."""
    for _ in range(8):
        if (app.focus_name() or "").startswith("All Machines"):
            break
        app.keys("F6")
        time.sleep(0.1)
    app.keys("Down")
    app.wait_focus(f"{name}.*")


@tap.test
def from_the_sidebar_with_the_keyboard():
    with rig.Daemon() as daemon:
        daemon.define("guest-1", start=True)
        desktop.hosts(daemon.uri, **desktop.host_names({daemon.uri: "workshop"}))
        with desktop.program() as app:
            app.find(None, "1 machine")
            focus_host(app, "workshop")
            app.keys("Return")
            app.window("workshop – Host – Innkeeper")
            app.find(None, r".*QEMU \d.*")
            app.find(None, r"\d passed.*")
            app.find(None, r"[\d.]+ of \d+ threads?", deadline=15)
            app.screenshot("host-window")

            app.press_by_key("button", "Copy URI")
            app.press_by_key("button", "Disconnect")
            app.find("label", "Disconnected")
            app.find(None, "As of .*; the host is not connected now.")
            app.find(None, r"\d passed.*")
            app.press_by_key("button", "Connect")
            app.find("label", "Connected")
            app.gone(None, "As of .*; the host is not connected now.")

            app.keys("ctrl+w")
            app.wait_for(lambda: len(app.windows()) == 1, "the host window to close")
            app.activate(".*Innkeeper")
            app.keys("ctrl+f")
            app.wait_for(lambda: app.find("search box", "Filter Machines").has("focused"),
                         "the filter")
            app.keys("ctrl+v")
            app.find("label", f"No machine .*“{re.escape(daemon.uri)}”.*")


@tap.test
def single_cpus():
    with rig.BulkHost(machines=2, cpus=200) as host:
        desktop.hosts(host.uri, stats_interval=1, **desktop.host_names({host.uri: "workshop"}))
        with desktop.program() as app:
            app.find(None, "2 machines.*")
            focus_host(app, "workshop")
            app.keys("Return")
            app.window("workshop – Host – Innkeeper")
            strip = app.find("image", "CPUs of the host")
            app.wait_for(lambda: re.fullmatch(r"Busiest: CPU 199 50\W%", strip.description),
                         "the busiest CPU")
            time.sleep(8)
            app.screenshot("host-cpus")

            # With the keyboard, from one row to the other; the newest values are at the right.
            app.click(strip)
            app.keys("Down", "Down", "End")
            app.wait_for(lambda: re.fullmatch(r"CPU 4–7 1\W% · Busiest CPU 7 2\W%",
                                              strip.description), "the second row")
            app.screenshot("host-cpus-row")
            app.keys("Up", "Up")
            app.keys("shift+Tab")
            app.wait_for(lambda: strip.description.startswith("Busiest"), "no row")


@tap.test
def one_window_per_host_also_from_the_command_line():
    desktop.hosts("test:///default")
    with desktop.program("--connect", "test:///default", "--show-host-summary") as app:
        app.window("Test Host – Host – Innkeeper")
        assert len(app.windows()) == 1
        app.press_by_key("toggle button|button", "NUMA(, .*)?")
        app.find("label", "Node")
        app.find("label", "8–15")
        app.keys("Escape")
        app.keys("F10")
        app.choose("Capabilities XML")
        app.window("Capabilities of Test Host")
        app.keys("Escape")
        app.wait_for(lambda: len(app.windows()) == 1, "the capabilities to close")


@tap.test
def the_range_of_the_graphs():
    desktop.hosts("test:///default")
    with desktop.program("--connect", "test:///default", "--show-host-summary") as app:
        app.window("Test Host – Host – Innkeeper")
        app.find("label", r"of 3\sGiB · machines .*")
        # It has counters of its CPUs, but they never move.
        app.gone("image", "CPU")
        app.gone("image", "CPUs of the host")
        app.click(app.find("image|img|graphic", "Memory"))
        app.choose("1 Hour")
        app.keys("Menu")
        app.find(harness.MENU_ITEM, "1 Hour")
        checked = [n.name for n in app.root.all(harness.MENU_ITEM) if n.has("checked")]
        assert checked == ["1 Hour"], checked
        app.keys("Escape")


@tap.test
def statistics_that_are_switched_off():
    desktop.hosts("test:///default", stats_groups="['cpu', 'memory', 'disk', 'net']")
    with desktop.program("--connect", "test:///default", "--show-host-summary") as app:
        app.window("Test Host – Host – Innkeeper")
        app.find("label", "Statistics of hosts are switched off.")
        app.screenshot("host-statistics-off")
        app.press("button", "_?Preferences….*")
        app.window("Preferences")
        app.wait_focus("CPU and Memory of Hosts")
        app.screenshot("preferences-statistics")
        app.keys("space")
        app.find("label", r"of 3\sGiB · machines .*")
        assert not app.look("label", "Statistics of hosts are switched off.")
        app.keys("Escape")


@tap.test
def a_host_that_is_away_has_a_window_too():
    uri = "qemu+unix:///system?socket=/nowhere"
    desktop.hosts(uri, **desktop.host_names({uri: "kvm-osl-02"}))
    with desktop.program() as app:
        app.find("list item", "kvm-osl-02.*retry.*")
        focus_host(app, "kvm-osl-02")
        app.keys("alt+Return")
        app.window("kvm-osl-02 – Host – Innkeeper")
        app.find("label", ".*retry.*")
        app.find(None, "Not known: the host is not connected.")
        app.find("button", "Connect")


if __name__ == "__main__":
    tap.main(desktop)
