#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Gestures for the benchmarks, in the Innkeeper that has the process id $APP_PID.

    operate.py open MACHINE         double click on its row
    operate.py opened               fail unless a machine's window is there
    operate.py pause MACHINE N      select it, pause and resume it N times
"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ui"))
import a11y  # noqa: E402
import harness  # noqa: E402
import x11  # noqa: E402


class Running(harness.Program):
    """A program that somebody else started."""

    def __init__(self, pid):
        desktop = harness.Desktop()
        desktop.env = dict(os.environ)
        desktop.x = x11.Display(os.environ["DISPLAY"])
        super().__init__(desktop, [], {})
        self.root = a11y.Bus().application(pid)

    def wait_for(self, condition, what, deadline=harness.DEADLINE):
        return harness.wait_for(condition, deadline, what)

    def row(self, machine, host=None, deadline=harness.DEADLINE):
        """The row of a machine if it is on the screen, else the first one. With small
        questions, one after the other: all names at once are a stall of their own."""
        rows = [n for n in rows_below(self.root) if n.extents()[2] > 0]
        return next((n for n in rows if n.name.startswith(machine + ", ")), rows[0])


def rows_below(node):
    if node.role == "row" and node.parent.role == "list":
        yield node
        return
    for child in node.children:
        yield from rows_below(child)


def main():
    app = Running(int(os.environ["APP_PID"]))
    what = sys.argv[1]
    if what == "opened":
        app.wait_for(lambda: len(app.windows()) == 2, "the window of the machine", 5)
        return
    machine = sys.argv[2]
    if app.windows():
        app.desktop.x.focus(app.windows()[0].xid)
    place = app.centre(app.row(machine))
    if what == "open":
        app.desktop.xdotool("mousemove", *place, "click", "--repeat", 2, "--delay", 60, 1)
        return
    app.desktop.xdotool("mousemove", *place, "click", 1)
    for _ in range(2 * int(sys.argv[3])):
        time.sleep(1)
        app.keys("ctrl+p")


if __name__ == "__main__":
    main()
