#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Text consoles of real guests: what they say, what they are told, and who else has them."""
import os
import pty
import subprocess

import harness
import ports
import sshd
import tap
from harness import rig

desktop = harness.Desktop()


def open_console(app, name):
    app.row(name)
    app.select(name)
    app.keys("Return")
    app.window(f"{name} – Innkeeper")
    app.keys("ctrl+1")


def terminal(app, name):
    return app.find(None, f"Console Serial 0 of {name}")


def enter(app, name):
    """Gives the keyboard to the guest."""
    app.click(terminal(app, name))
    app.find("label", "Keyboard in the guest – .*")


def leave(app):
    """Ctrl+Alt gives the keyboard back."""
    app.desktop.xdotool("keydown", "Control_L", "keydown", "Alt_L", "keyup", "Alt_L",
                        "keyup", "Control_L")
    app.gone("label", "Keyboard in the guest.*")


def text(app):
    """All that the terminal with the keyboard shows: copied, and pasted into the field to find
    text."""
    app.keys("ctrl+shift+a", "ctrl+shift+c", "ctrl+shift+f", "ctrl+a", "ctrl+v")
    entry = app.find(None, "Find in the text")
    try:
        shown = app.wait_for(lambda: entry.text, "the text of the terminal", deadline=1)
    except AssertionError:
        shown = ""      # there is none, or more came before it was copied
    app.keys("ctrl+a", "Delete", "Escape")
    return shown


def await_echo(app, name, word):
    """Types until it is seen: a guest that boots takes no keys. Returns all that is shown."""
    enter(app, name)

    def answers():
        app.type(word)
        shown = text(app)
        return shown if word in shown else None
    return app.wait_for(answers, f"the guest to say {word}", deadline=30)


@tap.test
def what_is_typed_is_seen_found_and_saved():
    with rig.Daemon() as daemon:
        ports.define(daemon, "echo")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            open_console(app, "echo")
            await_echo(app, "echo", "hello")
            app.keys("Return", "ctrl+w")        # closes nothing: it is for the guest
            app.type("see https://innkeeper.example/")
            app.screenshot("serial")

            app.keys("ctrl+shift+f")
            app.type("nowhere")
            app.find("label", "Not found")
            app.keys("ctrl+a")
            app.type("HELLO")
            app.gone("label", "Not found")
            app.press("(toggle )?button", "Match Case")
            app.find("label", "Not found")
            app.press("(toggle )?button", "Regular Expression")
            app.click(app.find(None, "Find in the text"))
            app.keys("ctrl+a")
            app.type("h(ello")
            app.find("label", ".*parenthes.*")
            app.screenshot("serial-find")
            app.keys("ctrl+a")
            app.type("h[ef]llo")
            app.gone("label", ".*parenthes.*|Not found")
            app.keys("Escape")

            # The lines that were copied are typed after a question.
            text(app)
            app.keys("ctrl+shift+v")
            app.find("label", r"Paste \d+ Lines\?")
            app.screenshot("serial-paste")
            app.answer("Paste")
            app.wait_for(lambda: text(app).count("hello") >= 2, "what was pasted")

            leave(app)
            path = f"{desktop.dir}/port.txt"
            app.press("(toggle )?button", "Text")
            app.choose("Save Text…")
            app.find(None, "Save Text")
            app.keys("ctrl+a")
            app.type(path)
            app.keys("Return")
            app.find("label", "Saved as “port.txt”")
            with open(path, encoding="utf-8") as f:
                assert f.read().count("hello") >= 2

            app.press("(toggle )?button", "Text")
            app.choose("Clear")
            assert "hello" not in await_echo(app, "echo", "fresh")
            leave(app)
            app.keys("ctrl+w")
            app.wait_for(lambda: all(w.title != "echo – Innkeeper" for w in app.windows()),
                         "the window to close")


class Other:
    """Somebody with virsh console."""

    def __init__(self, daemon, name, *flags):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(["virsh", "-c", daemon.uri, "console", name, *flags],
                                        stdin=slave, stdout=slave, stderr=slave,
                                        env=rig.clean_env(TERM="xterm"), start_new_session=True)
        os.close(slave)
        seen = b""
        while b"Escape character" not in seen:
            seen += os.read(self.master, 4096)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@tap.test
def one_that_somebody_else_has_and_one_that_restarts():
    with rig.Daemon() as daemon:
        ports.define(daemon, "echo")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("echo", "Running")
            with Other(daemon, "echo"):
                open_console(app, "echo")
                app.find("label", "In Use by Somebody Else")
                app.screenshot("serial-taken")
                app.press("button", "_?Take Over….*")
                app.find("label", "Take the Console Over.")
                app.answer("Take Over")
                app.gone("label", "In Use by Somebody Else")
                await_echo(app, "echo", "mine")
            with Other(daemon, "echo", "--force"):
                app.find("label", "In Use by Somebody Else")
            app.gone("label", "In Use by Somebody Else")

            daemon.virsh("reset", "echo")
            daemon.virsh("destroy", "echo")
            app.find("label", "Not Running")
            daemon.virsh("start", "echo")
            assert "mine" in await_echo(app, "echo", "again")

            daemon.restart()
            await_echo(app, "echo", "daemon")
            leave(app)


@tap.test
def over_ssh_with_one_login():
    with sshd.SshHost() as host:
        ports.define(host.daemon, "far")
        desktop.hosts(host.uri)
        with desktop.program(PATH=host.path) as app:
            app.wait_state("far", "Running")
            open_console(app, "far")
            await_echo(app, "far", "distant")
            app.find(None, "Through SSH, encrypted")
            assert host.authentications() == 1, host.authentications()
            leave(app)


@tap.test
def one_that_never_stops_and_one_that_libvirt_refuses():
    with rig.Daemon() as daemon:
        ports.define(daemon, "flood", "flood")
        ports.define(daemon, "tcp", devices="<serial type='tcp'><source mode='bind' "
                     "host='127.0.0.1' service='4555'/></serial>")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("flood", "Running")
            open_console(app, "flood")
            with app.stalls() as stalls:
                app.wait_for(lambda: app.look("label", r"\d+ × \d+"), "the console")
                app.keys("ctrl+2")
                app.find("image", "CPU.*")
                app.keys("ctrl+1")
                enter(app, "flood")
                app.keys("ctrl+shift+f")
                app.type("nowhere")
                app.find("label", "Not found")
                app.keys("ctrl+a")
                app.type("flood")
                app.gone("label", "Not found")
                app.keys("Escape")
            tap.comment(stalls)
            assert stalls.worst < 500
            leave(app)
            app.keys("ctrl+w")
            open_console(app, "tcp")
            app.find("label", "Cannot Open the Console")
            app.find("label", ".*of the type “tcp”.*")
            app.screenshot("serial-refused")


if __name__ == "__main__":
    tap.main(desktop)
