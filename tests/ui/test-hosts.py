#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Hosts: add, test, disconnect, connect, remove."""
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop()


def open_add_host(app, uri):
    app.keys("ctrl+shift+n")
    app.window("Add Host")
    app.press("combo box|button|list item", "(?s)Connection.*")
    app.press("list item|label", "Custom URI")
    entry = app.find("text.*|entry|text box", "URI")
    app.click(entry)
    app.keys("ctrl+a")
    app.type(uri)
    app.wait_for(lambda: uri in (entry.text, entry.name), "the address")


@tap.test
def add_a_host_by_its_address():
    with rig.Daemon() as daemon:
        daemon.define("guest-1")
        desktop.hosts("test:///default")
        with desktop.program() as app:
            app.find(None, "1 machine")
            open_add_host(app, daemon.uri)
            app.press(None, "_?Test Connection")
            app.find(None, "libvirt answers")
            app.find(None, "1, not running")
            app.screenshot("add-host-tested")
            app.answer("Add")
            app.find(None, "2 machines")
            app.row("guest-1")
        assert daemon.uri in desktop.setting("hosts")


@tap.test
def enter_acts_on_the_row():
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.find(None, "1 machine")
        app.keys("ctrl+shift+n")
        app.window("Add Host")
        app.type("kvm-01")
        app.keys("Tab", "Tab", "Tab", "Tab")
        app.wait_focus("Advanced")
        app.keys("Return")
        app.find("text.*|entry|text box|label", "Port")
        app.keys("Escape")
        app.gone("window", "Add Host")
    assert "kvm-01" not in desktop.setting("hosts")


@tap.test
def a_failed_test_says_why():
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.find(None, "1 machine")
        open_add_host(app, "qemu+unix:///system?socket=/nowhere/at-all")
        app.press(None, "_?Test Connection")
        app.find(None, "Not [Cc]onnected.*")
        app.find(None, "(?s).*/nowhere/at-all.*")
        app.screenshot("add-host-failed")
        app.keys("Escape")


@tap.test
def disconnect_and_connect():
    with rig.Daemon() as daemon:
        daemon.define("guest-1")
        desktop.hosts(daemon.uri, **desktop.host_names({daemon.uri: "workshop"}))
        with desktop.program() as app:
            app.find(None, "1 machine")
            app.click(app.find("list item", "workshop.*"), button=3)
            app.choose("Disconnect")
            app.wait_state("guest-1", "Unknown")
            app.click(app.find("list item", "workshop.*"), count=2)
            app.wait_state("guest-1", "Shut off")
            app.click(app.find("list item", "workshop.*"), button=3)
            app.choose("Remove…")
            app.answer("Remove")
            app.gone("list item", "workshop.*")


def host_names(app):
    hosts = app.find("list", "Hosts")
    return [item.name.split(",")[0] for item in hosts.all("list item", "(alpha|beta|gamma).*")]


@tap.test
def the_order_is_chosen_at_the_title():
    gone = "qemu+unix:///system?socket=/nowhere/at-all"
    uris = ["test:///default", gone, "test:///default?second"]
    desktop.hosts(*uris, **desktop.host_names(dict(zip(uris, ("gamma", "beta", "alpha")))))
    with desktop.program() as app:
        app.find(None, "2 machines")
        app.wait_for(lambda: host_names(app) == ["beta", "alpha", "gamma"], "problems first")
        title = app.find("button", "Hosts · 2 of 3")
        app.click(title)
        app.screenshot("order-of-hosts")
        app.choose("By Name")
        app.wait_for(lambda: host_names(app) == ["alpha", "beta", "gamma"], "by name")
        app.click(title, button=3)
        app.choose("Own Order")
        app.wait_for(lambda: host_names(app) == ["gamma", "beta", "alpha"], "own order")
        assert desktop.setting("host-order") == "'own'"
        app.press("list item", "All Machines.*")
        app.keys("Tab", "Menu")
        app.find(harness.MENU_ITEM, "Problems First")
        app.keys("Down", "Up", "Return")
        app.wait_for(lambda: host_names(app) == ["beta", "alpha", "gamma"], "problems first again")


def choose_file(app, row, path):
    """A file chooser takes a path from the keyboard."""
    before = len(app.windows())
    app.press_by_key("list item", row, key="Return")
    app.wait_for(lambda: len(app.windows()) > before, "the file chooser")
    app.keys("ctrl+l", "ctrl+a")
    app.type(path)
    time.sleep(1)           # it offers completions, and writes them behind what is typed
    app.keys("shift+End", "Delete")
    time.sleep(0.5)
    app.keys("Return")
    app.wait_for(lambda: len(app.windows()) == before, "the file chooser to close")


def close_preferences(app):
    """Escape puts away what is told at the foot of a window before it closes that."""
    for _ in range(4):
        if len(app.windows()) > 1:
            app.keys("Escape")
            time.sleep(0.5)
    app.wait_for(lambda: len(app.windows()) == 1, "the preferences to close")


@tap.test
def hosts_to_a_file_and_back():
    path = f"{desktop.dir}/hosts.innkeeper"
    with open(f"{desktop.dir}/notes.txt", "w", encoding="utf-8") as f:
        f.write("not a list of hosts\n")
    desktop.hosts("test:///default", "test:///default?second")
    with desktop.program() as app:
        app.find(None, "2 machines")
        app.keys("ctrl+comma")
        app.window("Preferences")
        app.press_by_key("tab", "General", key="Right")
        app.keys("Right", "space")
        choose_file(app, "Export Hosts…", path)
        app.find("label", "Hosts exported")
        choose_file(app, "Import Hosts…", f"{desktop.dir}/notes.txt")
        app.find("label", "Could not import hosts from “notes.txt”")
        close_preferences(app)
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.find(None, "1 machine")
        app.keys("ctrl+comma")
        app.window("Preferences")
        app.press_by_key("tab", "General", key="Right")
        app.keys("Right", "space")
        choose_file(app, "Import Hosts…", path)
        app.find(None, "(?s)Hosts to add.*")
        app.screenshot("import-hosts")
        app.answer("Import")
        app.find("label", "1 host added")
        close_preferences(app)
        app.find(None, "2 machines")
    assert "test:///default?second" in desktop.setting("hosts"), desktop.setting("hosts")


@tap.test
def disconnecting_a_frozen_host_is_at_once():
    with rig.Daemon() as daemon:
        daemon.define("guest-1")
        desktop.hosts(daemon.uri, **desktop.host_names({daemon.uri: "workshop"}))
        with desktop.program() as app:
            app.find(None, "1 machine")
            daemon.freeze()
            with app.stalls() as stalls:
                app.click(app.find("list item", "workshop.*"), button=3)
                app.choose("Disconnect")
                took = app.wait_state("guest-1", "Unknown", deadline=3)
            tap.comment(f"{took:.2f} s; {stalls}")
            assert stalls.worst < 500
            daemon.thaw()


if __name__ == "__main__":
    tap.main(desktop)
