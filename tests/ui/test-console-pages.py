#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The console's pages without a picture: what they say, and what their buttons do."""
import os
import signal

import harness
import tap
from harness import rig

desktop = harness.Desktop()

SPICE = ("<graphics type='spice' autoport='yes' listen='127.0.0.1' passwd='s3cret'/>"
         "<video><model type='qxl'/></video>"
         "<serial type='pty'/>"
         "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>")

# Says what it was called with, and that it cannot.
VIEWER = """#!/bin/sh
echo "$@" > {log}
echo "no such display" >&2
exit 1
"""


def define(daemon, name, devices, start=False):
    """Like the rig's own machines, but with a memory that a picture fits into."""
    daemon.define(name, devices=devices, memory=32, start=start)


def open_console(app, name):
    app.select(name)
    app.keys("Return")
    app.window(f"{name} – Innkeeper")
    app.keys("ctrl+1")


def close_window(app, name):
    app.keys("ctrl+w")
    app.wait_for(lambda: all(w.title != f"{name} – Innkeeper" for w in app.windows()),
                 f"the window of {name} to close")


def named(label):
    """A button with this label: what it says with its access key may stand before it."""
    return f"(.* )?{label}"


def beside(app, label, button):
    """The button that stands with a label, not the same in the header."""
    node = app.find("label", label, within=app.find("window", ".* – Innkeeper"))
    while not app.look("button", named(button), within=node):
        node = node.parent
    return app.look("button", named(button), within=node)


def press_by_key(app, label, name):
    """Walks with Tab to the button of a page, then presses it."""
    button = beside(app, label, name)
    for _ in range(30):
        if button.has("focused"):
            break
        app.keys("Tab")
    app.wait_for(lambda: button.has("focused"), f"the focus on {name}")
    app.keys("Return")


def inactive(daemon, name):
    return daemon.virsh("dumpxml", "--inactive", "--security-info", name)


def viewer(daemon):
    """A PATH whose first virt-viewer is ours, and what that writes."""
    folder = os.path.join(daemon.dir, "bin")
    log = os.path.join(daemon.dir, "viewer.log")
    os.mkdir(folder)
    with open(f"{folder}/virt-viewer", "w", encoding="utf-8") as f:
        f.write(VIEWER.format(log=log))
    os.chmod(f"{folder}/virt-viewer", 0o755)
    return f"{folder}:{os.environ['PATH']}", log


@tap.test
def a_machine_that_does_not_run():
    with rig.Daemon() as daemon:
        define(daemon, "web", "<graphics type='vnc' autoport='yes'/>")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.tolerated = harness.QUESTION
            app.wait_state("web", "Shut off")
            open_console(app, "web")
            app.find("label", "“web” is shut off\\.")
            app.find("label", "1 vCPU · 32.MiB.*")
            app.find("label", ".* memory, (enough|less than that)")
            app.screenshot("console-page-off")
            press_by_key(app, "Not Running", "Start")
            app.find("label", "Running · .*")

            daemon.virsh("destroy", "web")
            app.find("label", "“web” was powered off by force\\.")
            app.find("label", "Stopped")
            app.click(beside(app, "Not Running", "Start Paused"))
            app.find("label", "Paused")
            app.click(beside(app, "Paused", "Resume"))
            app.gone("label", "Paused")

            daemon.virsh("managedsave", "web")
            app.find("label", "“web” was saved\\. Starting it continues where it was\\.")
            app.screenshot("console-page-saved")
            app.click(beside(app, "Not Running", "Start Without Saved State…"))
            app.answer("Start Without Saved State")
            app.find("label", "Running · .*")

            os.kill(daemon.qemu_pid("web"), signal.SIGKILL)
            app.find("label", "“web” crashed\\.")
            app.screenshot("console-page-crashed")
            # Ours has its logs in a namespace where the program is not.
            app.click(beside(app, "Not Running", "Show Log"))
            app.find("label", "The log of the machine cannot be read")


def change_blind(app, daemon):
    """A machine without a display gets one, with a picture from its next start on."""
    open_console(app, "blind")
    app.find("label", "No Display")
    app.find("label", "(?s)Add: a VNC display.*Add: a video card, VGA")
    app.screenshot("console-page-none")
    app.press("button", named("Add a Display…"))
    app.press("button", named("Change at Next Start"))
    app.find("label", "“blind” has a display once it is shut down and started\\.")
    daemon.virsh("destroy", "blind")
    app.click(beside(app, "Not Running", "Start"))
    app.find("label", "Running · .*")
    app.find(None, "Screen of blind")
    daemon.virsh("destroy", "blind")
    app.find("label", "Not Running")


def use_viewer(app, daemon, log):
    """The other program gets no password; what it says is shown."""
    app.press("button", named("Open in Remote Viewer"))
    app.find("label", "no such display")
    with open(log, encoding="utf-8") as f:
        said = f.read()
    assert said.startswith(f"--connect {daemon.uri} --uuid "), said
    assert "s3cret" not in said
    app.keys("Escape")
    app.gone("label", "no such display")


def change_spice(app, daemon, log):
    before = inactive(daemon, "desk")
    open_console(app, "desk")
    app.find("label", "This Display Is SPICE")
    app.find("label", "(?s)Display: SPICE → VNC.*Video: QXL → VirtIO.*")
    app.screenshot("console-page-spice")
    use_viewer(app, daemon, log)

    app.press("button", named("Change to VNC…"))
    app.find("label", "What Will Be Done")
    app.screenshot("console-change")
    app.keys("Escape")
    app.gone("label", "What Will Be Done")
    assert inactive(daemon, "desk") == before

    app.press("button", named("Change to VNC…"))
    app.press("button", named("Change at Next Start"))
    app.find("label", "The screen of “desk” opens right here once .*")
    xml = inactive(daemon, "desk")
    assert "spice" not in xml and "type='vnc'" in xml and "passwd='s3cret'" in xml, xml
    app.press("button", named("Undo"))
    app.find("label", "Innkeeper has no SPICE.*")
    assert inactive(daemon, "desk") == before

    app.press("button", named("Serial Console"))
    app.find(None, "Console Serial 0 of desk")
    # The terminal takes all keys.
    app.activate("Innkeeper")


@tap.test
def displays_that_cannot_be_seen():
    with rig.Daemon() as daemon:
        spice = "<value>spice</value>" in daemon.virsh("domcapabilities")
        define(daemon, "blind", "", start=True)
        if spice:
            define(daemon, "desk", SPICE, start=True)
        path, log = viewer(daemon)
        desktop.hosts(daemon.uri)
        with desktop.program(PATH=path) as app:
            app.wait_state("blind", "Running")
            change_blind(app, daemon)
            close_window(app, "blind")
            if not spice:
                raise harness.Skip("this QEMU has no SPICE")
            change_spice(app, daemon, log)
        daemon.virsh("destroy", "desk")


if __name__ == "__main__":
    tap.main(desktop)
