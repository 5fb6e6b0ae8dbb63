#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""A host at the other end of the world: 300 ms there and back, 1 Mbit/s, every hundredth
packet lost. What a person does there is slow, but goes on."""
import time

import harness
import tap
from harness import rig

import link

WAY = {"delay": 0.15, "loss": 0.01, "rate": 1e6}

# Of the look that is taken each second, and are counted elsewhere.
LOOKS = ("virConnectGetAllDomainStats", "virDomainListGetStats", "virDomainGetCPUStats",
         "virNodeGetCPUStats", "virNodeGetMemoryStats")

desktop = harness.Desktop()


def calls(app):
    """Calls that may ask the host so far, without those of looks."""
    return sum(n for name, n in app.rpc().items() if name not in LOOKS)


def wait_for_rest(app):
    """Until nothing was asked for two seconds; returns the calls so far."""
    known, since = -1, 0

    def rests():
        nonlocal known, since
        if calls(app) != known:
            known, since = calls(app), time.monotonic()
        return time.monotonic() - since > 2
    app.wait_for(rests, "the program to have asked all")
    return known


def timed(what, wait, *args, **how):
    began = time.monotonic()
    wait(*args, **how)
    tap.comment(f"{what} after {time.monotonic() - began:.1f} s")


@tap.test
def a_far_host_stays_usable():
    with rig.Daemon() as daemon, link.Link(daemon.socket, **WAY) as far:
        daemon.define("guest-1", start=True)
        daemon.define("guest-2")
        desktop.hosts(far.uri)
        with desktop.program() as app, app.stalls() as stalls:
            timed("listed", app.wait_state, "guest-1", "Running")
            before = wait_for_rest(app)

            app.select("guest-1", count=2)
            app.window("guest-1.*")
            app.keys("ctrl+3")
            timed("the window is filled", app.find, None, "x86_64.*", deadline=5)
            app.keys("ctrl+2")
            timed("it shows how busy it is", app.find, None, r"Total \d+\W%", deadline=10)
            assert wait_for_rest(app) - before <= 4, app.rpc()
            app.keys("ctrl+w")
            app.wait_for(lambda: len(app.windows()) == 1, "the window to close")

            app.keys("ctrl+p")
            timed("paused", app.wait_state, "guest-1", "Paused", deadline=8)
            app.select("guest-2")
            app.keys("ctrl+r")
            timed("started", app.wait_state, "guest-2", "Running", deadline=8)
        tap.comment(stalls)
        assert stalls.worst < 500


if __name__ == "__main__":
    tap.main(desktop)
