#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Every verb on a real guest from the window, and what virsh changes is seen."""
import os
import statistics
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop()
BOOT = 1.2          # seconds until the guest listens to its power button


def with_guest(function):
    def run():
        with rig.Daemon() as daemon:
            daemon.define("guest-1", title="The first")
            daemon.define("guest-2")
            desktop.hosts(daemon.uri)
            with desktop.program() as app:
                app.find(None, "2 machines")
                function(app, daemon)
    run.__name__ = function.__name__
    return tap.test(run)


def expect(app, daemon, shown, state):
    app.wait_state("guest-1", shown)
    assert daemon.state("guest-1") == state, daemon.state("guest-1")


@with_guest
def header_buttons(app, daemon):
    app.select("guest-1")
    app.press("button", "Start")
    expect(app, daemon, "Running", "running")
    app.press("button", "Pause")
    expect(app, daemon, "Paused", "paused")
    app.press("button", "(Pause|Resume)")
    expect(app, daemon, "Running", "running")
    time.sleep(BOOT)
    app.press("button", "Shut Down")
    expect(app, daemon, "Shut off", "shut off")


@with_guest
def keys(app, daemon):
    app.select("guest-1")
    app.keys("ctrl+r")
    expect(app, daemon, "Running", "running")
    app.keys("ctrl+p")
    expect(app, daemon, "Paused", "paused")
    app.keys("ctrl+p")
    expect(app, daemon, "Running", "running")
    time.sleep(BOOT)
    app.keys("ctrl+shift+q")
    expect(app, daemon, "Shut off", "shut off")


@with_guest
def start_paused_save_restore_discard(app, daemon):
    app.context_menu("guest-1", "Start Paused")
    expect(app, daemon, "Paused", "paused")
    app.context_menu("guest-1", "Resume")
    expect(app, daemon, "Running", "running")
    app.context_menu("guest-1", "Shut Down", "Save to Disk")
    expect(app, daemon, "Saved", "shut off")
    app.context_menu("guest-1", "Restore")
    expect(app, daemon, "Running", "running")
    app.context_menu("guest-1", "Shut Down", "Save to Disk")
    expect(app, daemon, "Saved", "shut off")
    app.context_menu("guest-1", "Discard Saved State…")
    app.answer("Discard.*")
    expect(app, daemon, "Shut off", "shut off")


@with_guest
def reboot_reset_force_off(app, daemon):
    daemon.virsh("start", "guest-1")
    app.wait_state("guest-1", "Running")
    time.sleep(BOOT)
    domain_id = daemon.virsh("domid", "guest-1")
    app.context_menu("guest-1", "Shut Down", "Reboot")
    time.sleep(BOOT)
    expect(app, daemon, "Running", "running")
    app.context_menu("guest-1", "Shut Down", "Reset…")
    app.answer("Reset")
    expect(app, daemon, "Running", "running")
    assert daemon.virsh("domid", "guest-1") == domain_id
    app.context_menu("guest-1", "Shut Down", "Force Off…")
    app.answer("Force Off")
    expect(app, daemon, "Shut off", "shut off")


@with_guest
def start_with_host(app, daemon):
    app.context_menu("guest-1", "Start with Host")
    app.wait_for(lambda: "Autostart:      enable" in daemon.virsh("dominfo", "guest-1"),
                 "autostart on")
    app.context_menu("guest-1", "Start with Host")
    app.wait_for(lambda: "Autostart:      disable" in daemon.virsh("dominfo", "guest-1"),
                 "autostart off")


@with_guest
def what_virsh_does_is_seen(app, daemon):
    daemon.virsh("start", "guest-1")
    app.wait_state("guest-1", "Running")
    row, late = app.row("guest-1"), []
    for command, shown in [("suspend", "Paused"), ("resume", "Running")] * 5:
        daemon.virsh(command, "guest-1")
        started = time.monotonic()
        app.wait_for(lambda word=shown: word in row.name.split(", "), shown)
        late.append((time.monotonic() - started) * 1000)
    tap.comment(f"seen {statistics.median(late):.0f} ms after virsh, at most {max(late):.0f}")
    assert statistics.median(late) <= 200, late
    daemon.virsh("define", daemon.write_xml("guest-3"))
    app.find(None, "3 machines")
    app.row("guest-3")
    daemon.virsh("undefine", "guest-3")
    app.find(None, "2 machines")


def job_titles(app):
    return [row.name.split(",")[0] for row in app.root.all("list item", "[SR].* guest-.*")]


@with_guest
def jobs_begun_together_have_one_heading(app, daemon):
    with open(os.path.join(daemon.dir, "guest-2.img"), "wb") as f:
        f.truncate(1 << 20)     # nothing that hears the power button
    for name in ("guest-1", "guest-2"):
        daemon.virsh("start", name)
        app.wait_state(name, "Running")
    time.sleep(BOOT)
    app.select("guest-1")
    app.keys("ctrl+a")
    app.find(None, "2 machines selected")
    app.keys("ctrl+shift+q")
    expect(app, daemon, "Shut off", "shut off")
    app.select("guest-1")
    app.keys("ctrl+r")
    expect(app, daemon, "Running", "running")
    app.keys("ctrl+j")
    app.find("label", "Shut Down · 2 machines")
    app.find("label", "1 running · 1 done")
    together = ["Shut down guest-2", "Shut down guest-1"]
    assert job_titles(app)[:3] == [*together, "Start guest-1"], job_titles(app)
    app.screenshot("jobs-together")
    app.press_by_key("button", "Cancel")
    app.find("label", "1 done · 1 cancelled")
    assert job_titles(app)[:3] == [*together, "Start guest-1"], job_titles(app)
    app.keys("Escape")


@with_guest
def a_failure_is_told(app, daemon):
    os.unlink(os.path.join(daemon.dir, "guest-1.img"))
    app.select("guest-1")
    app.press("button", "Start")
    app.find(None, "Could not start guest-1.*")
    app.keys("ctrl+j")
    app.find(None, "(?s).*guest-1\\.img.*")
    app.find(None, "virsh -c .* start guest-1")
    app.screenshot("job-failed")
    app.keys("Escape")


if __name__ == "__main__":
    tap.main(desktop)
