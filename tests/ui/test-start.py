#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The first seconds: what is there, with how many calls, and how it ends."""
import time

import harness
import tap
from harness import rig, wait_for

desktop = harness.Desktop()
LISTING = 40       # with the registration of 13 events


@tap.test
def one_machine_of_the_test_host():
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.find(None, "1 machine")
        assert app.state("test") == "Running"
        assert app.quit() < 2


def open_primary_menu(app):
    app.keys("F10")
    app.find("menu item", "About Innkeeper")


def open_context_menu(app):
    app.select("test", button=3)
    app.find("menu item", "Pause")


def open_jobs(app):
    app.keys("ctrl+j")
    app.find(None, "No Jobs")


def open_columns(app):
    app.press("button", "Columns")
    app.find(None, "Reset Columns")


@tap.test
def ctrl_q_ends_it_while_a_popover_is_open():
    desktop.hosts("test:///default")
    for open_popover in (open_primary_menu, open_context_menu, open_jobs, open_columns):
        with desktop.program() as app:
            app.row("test")
            open_popover(app)
            wait_for(lambda: any(w.popup for w in desktop.x.windows()), what="a popover")
            tap.comment(f"{open_popover.__name__}: {app.quit():.2f} s")


@tap.test
def ctrl_q_ends_it_in_a_dialog():
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.row("test")
        app.keys("ctrl+comma")
        app.window("Preferences")
        app.find(None, "Row Height")


@tap.test
def other_shortcuts_leave_the_popover():
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.row("test")
        open_context_menu(app)
        app.keys("ctrl+comma")
        app.window("Preferences")
        app.gone("menu item", "Pause")


@tap.test
def a_host_on_the_command_line():
    desktop.settings()
    with desktop.program("--connect", "test:///default") as app:
        app.find(None, "1 machine")


@tap.test
def the_first_run_offers_the_test_host():
    desktop.settings()
    with desktop.program() as app:
        app.find(None, "Welcome to Innkeeper")
        app.press(None, "Look Around with the Test Host")
        app.find(None, "1 machine")


# What is asked again and again, of the machines on the screen: what they do.
STATISTICS = {"virDomainGetInfo", "virDomainLookupByUUIDString", "virDomainMemoryStats",
              "virDomainGetCPUStats", "virDomainBlockStats", "virDomainBlockStatsFlags",
              "virDomainInterfaceStats", "virDomainGetBlockInfo", "virConnectGetAllDomainStats",
              "virNodeGetCPUStats", "virNodeGetMemoryStats", "virNodeGetFreeMemory"}


def calls_to_know(app):
    """The calls that were made to know what machines there are."""
    return {name: n for name, n in app.rpc().items() if name not in STATISTICS}


@tap.test
def a_thousand_machines():
    uri = rig.write_machines(f"{desktop.dir}/n1000.xml", 1000)
    desktop.hosts(uri)
    with desktop.program() as app:
        app.find(None, "1,?000 machines")
        tap.comment(f"listed after {time.monotonic() - app.started:.2f} s")
        calls = calls_to_know(app)
        listing = sum(n for name, n in calls.items() if name != "virDomainGetXMLDesc")
        tap.comment(f"{listing} calls, {calls}")
        assert listing <= LISTING, calls
        assert app.row("machine-1").texts()

        def calm():
            before = sum(calls_to_know(app).values())
            time.sleep(1)
            return sum(calls_to_know(app).values()) - before <= 4
        app.wait_for(calm, "the background reading to end", 60)
        calls = calls_to_know(app)
        total = sum(calls.values())
        tap.comment(f"{total} calls until all is known")
        assert total <= 1100, calls


@tap.test
def many_starts_at_once_wait_for_nobody():
    desktop.settings()
    with rig.NeverAnswers() as silent, rig.NeverAnswers(tcp=True) as silent_tcp:
        desktop.hosts(silent.uri, "test:///default", silent_tcp.uri)
        with desktop.program() as app, app.stalls() as stalls:
            app.row("test")
            assert time.monotonic() - app.started < 5
            app.wait_state("test", "Running")
        tap.comment(stalls)
        assert stalls.worst < 500, stalls


if __name__ == "__main__":
    tap.main(desktop)
