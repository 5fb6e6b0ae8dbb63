#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Hosts that die, freeze or never answer delay nobody and heal by themselves."""
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop()


def settle(app, n):
    app.find(None, f"{n} machines?")


@tap.test
def a_dead_daemon_keeps_its_rows_and_heals():
    with rig.Daemon() as daemon:
        daemon.define("guest-1", start=True)
        daemon.define("guest-2")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            settle(app, 2)
            app.wait_state("guest-1", "Running")
            app.select("guest-1")
            with app.stalls() as stalls:
                daemon.kill()
                tap.comment(f"noticed after {app.wait_state('guest-1', 'Unknown'):.2f} s")
                assert app.state("guest-2") == "Unknown"
                app.find(None, ".*not connected.*")
                time.sleep(2)
                daemon.boot()
                took = app.wait_state("guest-1", "Running", deadline=40)
                tap.comment(f"healed after {took:.1f} s")
                app.wait_state("guest-2", "Shut off")
            tap.comment(stalls)
            assert stalls.worst < 500
            settle(app, 2)
            # The selection stayed, and what it acts on is the living machine.
            app.keys("ctrl+p")
            app.wait_state("guest-1", "Paused")
            assert daemon.state("guest-1") == "paused"


@tap.test
def what_changed_meanwhile_is_there():
    with rig.Daemon() as daemon:
        daemon.define("guest-1", start=True)
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            settle(app, 1)
            daemon.kill()
            app.wait_state("guest-1", "Unknown")
            daemon.boot()
            # The daemon itself needs a moment to find its guests again.
            rig.wait_for(lambda: daemon.state("guest-1") == "running", what="the guest")
            daemon.virsh("destroy", "guest-1", check=False)     # it may notice the end first
            daemon.define("guest-2")
            settle(app, 2)
            app.wait_state("guest-1", "Shut off", deadline=40)
            app.row("guest-2", deadline=40)


@tap.test
def a_frozen_daemon_stops_nothing_else():
    with rig.Daemon("a") as a, rig.Daemon("b") as b:
        a.define("left", start=True)
        b.define("right", start=True)
        desktop.hosts(a.uri, b.uri)
        with desktop.program() as app:
            settle(app, 2)
            app.wait_state("left", "Running")
            app.wait_state("right", "Running")
            with app.stalls() as stalls:
                a.freeze()
                app.select("left")
                app.keys("ctrl+p")          # asks the frozen host
                app.select("right")
                app.keys("ctrl+p")
                took = app.wait_state("right", "Paused", deadline=5)
                tap.comment(f"the other host acted after {took:.2f} s")
                b.virsh("resume", "right")
                app.wait_state("right", "Running", deadline=5)
                app.wait_state("left", "Unknown", deadline=40)
            tap.comment(stalls)
            assert stalls.worst < 500
            tap.comment(f"quit took {app.quit():.2f} s")
        a.thaw()


@tap.test
def a_host_that_does_not_respond_says_so():
    with rig.Daemon() as daemon:
        daemon.define("guest-1", start=True)
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            settle(app, 1)
            app.wait_state("guest-1", "Running")
            daemon.freeze()
            app.keys("F5")                  # the call that does not come back
            app.find("label", "Not responding · .*")
            app.find("label", "Not responding · [2-9].*")
            app.click(app.find("list item", "This Computer.*"))
            app.keys("Return")
            app.find("label", "This Computer.* Does Not Respond")
            app.find("label", "Since .*")
            app.find("button", "_?Reconnect( Reconnect)?")
            app.screenshot("not-responding")
            app.press("button", "_?Wait( Wait)?")
            app.gone("label", "This Computer.* Does Not Respond")
            app.keys("Return")
            app.press("button", "_?Reconnect( Reconnect)?")
            app.find("label", "Connecting….*")
            daemon.thaw()
            app.wait_state("guest-1", "Running")
            app.gone("label", "(Not responding|Connecting).*")


@tap.test
def what_helps_is_said_with_the_error():
    desktop.hosts("qemu+tls://127.0.0.1:1/system?pkipath=/nowhere")
    with desktop.program() as app:
        app.find("list item", "127.0.0.1, Certificate.*")
        app.click(app.find("list item", "127.0.0.1.*"))
        app.find("label", "(?s)This computer lacks the certificate of the authority, "
                 "/nowhere/cacert.pem.*Cannot read CA certificate '/nowhere/cacert.pem'.*")
        app.keys("Return")
        app.find("label", "Cannot Connect to 127.0.0.1")
        app.find("label", "This computer lacks .* Copy cacert.pem there .*")
        app.find("label", ".*Cannot read CA certificate '/nowhere/cacert.pem': No such file.*")


@tap.test
def quit_with_a_frozen_host_is_at_once():
    with rig.Daemon() as daemon:
        daemon.define("guest-1")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            settle(app, 1)
            daemon.freeze()
            took = app.quit()
            assert took < 2, took
        daemon.thaw()


@tap.test
def hosts_that_never_answer():
    with rig.NeverAnswers() as silent, rig.NeverAnswers(tcp=True) as silent_tcp:
        desktop.hosts(silent.uri, silent_tcp.uri, "test:///default")
        with desktop.program() as app:
            with app.stalls() as stalls:
                app.wait_state("test", "Running")
                app.find(None, "Connecting….*")
                app.select("test")
                app.keys("ctrl+p")
                app.wait_state("test", "Paused")
            tap.comment(stalls)
            assert stalls.worst < 500
            took = app.quit()
            assert took < 2, took


@tap.test
def the_same_machine_on_two_hosts():
    uuid = "1a1a0000-0000-4000-8000-00000000000a"
    with rig.Daemon("a") as a, rig.Daemon("b") as b:
        a.define("twin", uuid)
        b.define("twin", uuid)
        desktop.hosts(a.uri, b.uri, **desktop.host_names({a.uri: "left", b.uri: "right"}))
        with desktop.program() as app:
            settle(app, 2)
            app.select("twin", host="left")
            app.keys("ctrl+r")
            app.wait_state("twin", "Running", host="left")
            assert app.state("twin", host="right") == "Shut off"
            assert (a.state("twin"), b.state("twin")) == ("running", "shut off")
            a.kill()
            app.wait_state("twin", "Unknown", host="left")
            assert app.state("twin", host="right") == "Shut off"
            b.virsh("start", "twin")
            app.wait_state("twin", "Running", host="right")
            b.virsh("undefine", "twin")
            b.virsh("destroy", "twin")
            settle(app, 1)
            app.row("twin", host="left")


if __name__ == "__main__":
    tap.main(desktop)
