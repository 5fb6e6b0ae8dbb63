#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Every window in light, dark, high contrast and at twice the size, to look at:
build/shots/*.png. It fails on what a window says on the standard error."""
import time

import harness
import sshd
import tap
from harness import rig

desktop = harness.Desktop(screen="2600x1700x24")

LOOKS = {
    "light": {},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "contrast": {"ADW_DEBUG_HIGH_CONTRAST": "1"},
    "2x": {"GDK_SCALE": "2"},
}


def take(app, name):
    desktop.xdotool("mousemove", 2590, 1690)
    time.sleep(0.5)
    app.screenshot(name)


def shoot(look):
    def shot(name):
        take(app, f"{name}-{look}")

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


def connect(host, look):
    """The program with one host, which it is told to connect to."""
    desktop.settings(hosts=f"['{host.uri}']", **desktop.host_names({host.uri: "kvm-lon-03"}))
    return desktop.program("--connect", host.uri, PATH=host.path, **LOOKS[look])


def ask(look):
    """What hosts ask."""
    with rig.Daemon() as daemon, rig.Keyring(desktop.env):
        with sshd.SshHost(daemon, accepts="password", key="unknown") as host:
            with connect(host, look) as app:
                app.window("Is This Really kvm-lon-03.")
                take(app, f"ask-key-{look}")
                app.click(app.find(".*button", ".*Connect Once"))
                app.window("Password for admin")
                app.find(None, "In the login keyring")
                app.type("wrong")
                app.keys("Return")
                app.find(None, "Wrong password, 2 tries left.")
                take(app, f"ask-password-{look}")
                app.keys("Escape")
        with sshd.SshHost(daemon, key="changed") as host:
            with connect(host, look) as app:
                app.tolerated = harness.QUESTION
                app.find(None, "Somebody may be listening.*")
                take(app, f"ask-changed-{look}")
                app.keys("Escape")


@tap.test
def light():
    shoot("light")
    ask("light")


@tap.test
def dark():
    shoot("dark")
    ask("dark")


@tap.test
def high_contrast():
    shoot("contrast")
    ask("contrast")


@tap.test
def twice_the_size():
    shoot("2x")
    ask("2x")


if __name__ == "__main__":
    tap.main(desktop)
