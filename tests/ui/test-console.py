#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The screen of a machine: what a real guest shows, and what keys do to it."""
import contextlib
import subprocess
import time

import harness
import sshd
import tap
from consoles import (await_picture, beside, close_console, define, leave, open_console,
                      reachable, take_keyboard, type_into, vnc)
from harness import rig

desktop = harness.Desktop()


@tap.test
def keys_reach_the_guest_and_come_back():
    with rig.Daemon() as daemon:
        define(daemon, "echo", vnc())
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            open_console(app, "echo")
            await_picture(app)
            take_keyboard(app, "echo")
            app.screenshot("console")
            type_into(app, "echo", "x" * 300)
            # Shortcuts of ours are keys like all others.
            app.keys("ctrl+w")
            app.keys("ctrl+2")
            app.find("label", "Keyboard in the guest.*")
            close_console(app, "echo")


@tap.test
def a_machine_that_stops_and_starts():
    with rig.Daemon() as daemon:
        define(daemon, "echo", vnc())
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            open_console(app, "echo")
            await_picture(app)
            daemon.virsh("destroy", "echo")
            app.find("label", "Not Running")
            app.screenshot("console-off")
            app.click(beside(app, "Not Running", "button", "_?Start.*"))
            await_picture(app)
            daemon.virsh("reset", "echo")
            await_picture(app)
            app.click(app.find(None, "Screen of echo"))
            type_into(app, "echo", "y" * 300)
            leave(app)


@tap.test
def consoles_one_by_one():
    with rig.Daemon() as daemon:
        define(daemon, "echo", vnc())
        desktop.hosts(daemon.uri, console_autoconnect="false")
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            open_console(app, "echo")
            app.find("label", "Not Connected")
            app.press_by_key("button", "_?Connect.*")
            await_picture(app)
            # Who asked for it by key goes on there by key.
            app.find("label", "Keyboard in the guest.*")
            leave(app)


@tap.test
def machines_without_a_display():
    with rig.Daemon() as daemon:
        define(daemon, "blind", "")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("blind", "Running")
            open_console(app, "blind")
            app.find("label", "No Display")


@tap.test
def over_ssh_with_one_login():
    with sshd.SshHost() as host, reachable(host.daemon) as port:
        define(host.daemon, "far", vnc(port))
        desktop.hosts(host.uri)
        with desktop.program(PATH=host.path) as app:
            app.wait_state("far", "Running")
            open_console(app, "far")
            await_picture(app)
            app.find(None, "Through SSH, encrypted")
            app.click(app.find(None, "Screen of far"))
            type_into(app, "far", "z" * 300)
            assert host.authentications() == 1, host.authentications()
            leave(app)


@tap.test
def a_display_with_a_password():
    with sshd.SshHost() as host, reachable(host.daemon) as port, \
            rig.Keyring(desktop.env) as keyring:
        define(host.daemon, "far", vnc(port, "s3cret"))
        desktop.hosts(host.uri)
        with desktop.program(PATH=host.path) as app:
            # The machine's XML knows it.
            app.wait_state("far", "Running")
            open_console(app, "far")
            await_picture(app)
            close_console(app, "far")
            # Now it knows a wrong one, and the keyring none: the user is asked.
            host.daemon.virsh("qemu-monitor-command", "far", "--hmp", "set_password vnc n3w")
            open_console(app, "far")
            app.find("label", "The Display Asks for a Password", deadline=30)
            app.find("label", "The password is wrong.")
            app.press("switch", "Remember Password")
            app.screenshot("console-password")
            app.click(app.find("text box", "Password"))
            app.type("n3w")
            app.keys("Return")
            await_picture(app)
            rig.wait_for(lambda: keyring.count() == 1, what="the secret in the keyring")
            close_console(app, "far")
            # The keyring knows it.
            open_console(app, "far")
            await_picture(app)
            close_console(app, "far")
            # Now that is wrong, too, and is replaced by nothing.
            host.daemon.virsh("qemu-monitor-command", "far", "--hmp", "set_password vnc l4st")
            open_console(app, "far")
            app.find("label", "The Display Asks for a Password", deadline=30)
            app.click(app.find("text box", "Password"))
            app.type("l4st")
            app.keys("Return")
            await_picture(app)
            rig.wait_for(lambda: keyring.count() == 0, what="the keyring to forget")
            close_console(app, "far")
            host.daemon.virsh("destroy", "far")
            define(host.daemon, "old",
                   vnc(port, "s3cret' passwdValidTo='2020-01-02T03:04:05"))
            app.wait_state("old", "Running")
            open_console(app, "old")
            app.find("label", "The password of the display was valid until .* 2020.*", deadline=30)


@tap.test
def a_display_that_cannot_be_reached_says_why():
    with sshd.SshHost() as host:
        define(host.daemon, "far", vnc())
        desktop.hosts(host.uri)
        with desktop.program(PATH=host.path) as app:
            app.wait_state("far", "Running")
            open_console(app, "far")
            app.find("label", "Cannot Open the Display", deadline=30)
            app.find("label", "On the host nobody listens at port .*")
            app.find("label", "(?s).*orwarding request failed.*nobody listens at port .*")
            app.find("button", "_?Reconnect Now.*")
            app.screenshot("console-lost")


@contextlib.contextmanager
def window_manager():
    """Full screen is its business."""
    manager = subprocess.Popen(["openbox", "--sm-disable"], env=desktop.env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        manager.terminate()
        manager.wait()


def settled(app, role, name):
    """A control of the bar, which slides in."""
    node, places = app.find(role, name), []

    def stands():
        places.append(app.centre(node))
        return len(places) > 1 and places[-1] == places[-2]
    app.wait_for(stands, f"{name} to stand still")
    return node


@tap.test
def full_screen_with_a_bar_at_the_edge():
    with rig.Daemon() as daemon, window_manager():
        define(daemon, "echo", vnc())
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            open_console(app, "echo")
            await_picture(app)
            app.click(app.find("button", "Full Screen"))
            app.find("button", "Leave Full Screen")
            middle = 640, 500
            app.desktop.xdotool("mousemove", *middle)
            app.gone("button", "Leave Full Screen")
            app.screenshot("console-full")

            app.desktop.xdotool("mousemove", 640, 0)
            app.find("button", "Leave Full Screen")
            app.screenshot("console-full-bar")
            app.click(settled(app, "(toggle )?button", "Keep This Bar"))
            app.desktop.xdotool("mousemove", *middle)
            time.sleep(1.5)
            assert app.look("button", "Leave Full Screen"), "the bar went although it was pinned"
            app.click(settled(app, "(toggle )?button", "Keep This Bar"))

            # Who leaves the guest by key finds the bar.
            app.desktop.xdotool("mousemove", *middle)
            app.gone("button", "Leave Full Screen")
            app.desktop.xdotool("click", 1)
            leave(app)
            app.click(settled(app, "button", "Leave Full Screen"))
            app.find("button", "Full Screen")
            app.activate("echo – Innkeeper")
            app.keys("ctrl+w")
            app.wait_for(lambda: all(w.title != "echo – Innkeeper" for w in app.windows()),
                         "the window to close")
            app.activate("Innkeeper")


@tap.test
def a_console_in_a_window_of_its_own():
    with rig.Daemon() as daemon:
        define(daemon, "echo", vnc())
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            open_console(app, "echo")
            await_picture(app)
            app.click(app.find("button", "Own Window"))
            app.window("echo · Display VNC – Innkeeper")
            app.screenshot("console-window")
            app.click(app.find(None, "Screen of echo"))
            type_into(app, "echo", "w" * 300)
            leave(app)

            # It stays when the window of the machine is closed, and says what happens.
            app.activate("echo – Innkeeper")
            app.find("label", "In a Window of Its Own")
            app.keys("ctrl+w")
            app.wait_for(lambda: all(w.title != "echo – Innkeeper" for w in app.windows()),
                         "the window to close")
            daemon.virsh("destroy", "echo")
            app.find("label", "Not Running")
            app.click(beside(app, "Not Running", "button", "_?Start.*"))
            await_picture(app)
            app.activate("echo · Display VNC – Innkeeper")
            leave(app)
            app.keys("ctrl+w")
            app.wait_for(lambda: len(app.windows()) == 1, "the console to close")

            app.keys("Return")
            app.window("echo – Innkeeper")
            await_picture(app)


if __name__ == "__main__":
    tap.main(desktop)
