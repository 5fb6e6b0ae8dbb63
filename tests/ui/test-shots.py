#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Every window in light, dark, high contrast and at twice the size, to look at:
build/shots/*.png. It fails on what a window says on the standard error."""
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop(screen="2600x1700x24")

LOOKS = {
    "light": {},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "contrast": {"ADW_DEBUG_HIGH_CONTRAST": "1"},
    "2x": {"GDK_SCALE": "2"},
}


def shoot(look):
    def shot(name):
        desktop.xdotool("mousemove", 2590, 1690)
        time.sleep(0.5)
        app.screenshot(f"{name}-{look}")

    desktop.settings()
    with desktop.program(**LOOKS[look]) as app:
        app.find(None, "Welcome to Innkeeper")
        shot("first-run")

    machines = rig.write_machines(f"{desktop.dir}/machines.xml", 40)
    desktop.hosts(machines, "qemu+unix:///system?socket=/nowhere",
                  **desktop.host_names({machines: "workshop", "qemu+unix:///system?socket=/nowhere":
                                        "kvm-osl-02"}))
    with desktop.program(**LOOKS[look]) as app:
        app.find(None, "40 machines")
        app.find("list item", "kvm-osl-02.*retry.*")
        shot("manager")
        app.select("machine-1")
        app.select("machine-5", modifiers=["ctrl"])
        app.keys("ctrl+p")
        app.find(None, "2 machines selected")
        shot("manager-selected")
        app.keys("ctrl+j")
        app.find(None, "Jobs")
        shot("jobs")
        app.keys("Escape", "Escape")
        app.select("machine-3", button=3)
        app.find("menu item", "Open")
        shot("context-menu")
        app.keys("Escape")
        app.select("machine-3", count=2)
        app.window("machine-3.*")
        shot("machine")
        app.keys("ctrl+w")
        app.wait_for(lambda: len(app.windows()) == 1, "the machine window to close")
        app.click(app.find("list item", "workshop, .*"))
        app.keys("alt+Return")
        app.window("workshop – Host – .*")
        app.find(None, r"\d passed.*")
        shot("host")
        app.keys("ctrl+w")
        app.wait_for(lambda: len(app.windows()) == 1, "the host window to close")
        app.keys("ctrl+shift+n")
        app.window("Add Host")
        shot("add-host")
        app.keys("Escape")
        app.wait_for(lambda: len(app.windows()) == 1, "the dialog to close")
        app.keys("ctrl+comma")
        app.window("Preferences")
        shot("preferences")
        app.keys("Escape")
        app.wait_for(lambda: len(app.windows()) == 1, "the preferences to close")
        app.keys("ctrl+question")
        app.wait_for(lambda: len(app.windows()) == 2, "the shortcuts")
        shot("shortcuts")
        app.keys("Escape")


@tap.test
def light():
    shoot("light")


@tap.test
def dark():
    shoot("dark")


@tap.test
def high_contrast():
    shoot("contrast")


@tap.test
def twice_the_size():
    shoot("2x")


if __name__ == "__main__":
    tap.main(desktop)
