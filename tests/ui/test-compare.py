#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Several machines in the same graphs."""
import csv
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop(screen="1600x1000x24")
BUTTON = "(toggle )?button"


def legend(app, name):
    """The entries of a machine in the legends of the graphs."""
    return list(app.root.all(BUTTON, rf"{name} .+"))


def choose_file(app, path):
    """A file chooser takes a path from the keyboard."""
    app.wait_for(lambda: len(app.windows()) == 3, "the file chooser")
    app.keys("ctrl+a")
    app.type(path)
    time.sleep(0.5)         # it offers completions, and writes them behind what is typed
    app.keys("shift+End", "Delete", "Return")
    app.wait_for(lambda: len(app.windows()) == 2, "the file chooser to close")


def columns(path):
    with open(path, encoding="utf-8") as f:
        rows = list(csv.reader(f))
    return rows[0], rows[1:]


@tap.test
def three_machines():
    desktop.hosts(rig.write_machines(f"{desktop.dir}/w5.xml", 5, at_work=True),
                  stats_interval=1, window_size="(1200, 700)")
    with desktop.program() as app:
        app.find(None, "5 machines")
        app.select("machine-1")
        app.select("machine-2", modifiers=("ctrl",))
        app.select("machine-4", modifiers=("ctrl",))
        app.context_menu("machine-2", "Compare")
        app.window("Compare 3 Machines")
        for name in ("machine-1", "machine-2", "machine-4"):
            app.wait_for(lambda: len(legend(app, name)) == 4, f"{name} in four legends")
            app.find(BUTTON, rf"{name} \d+\W%", deadline=40)
            app.find(BUTTON, rf"{name} [\d.]+\W[MG]iB")
        app.screenshot("compare")

        # The same machines, chosen another way round: this window, not a second one.
        app.activate(".*Innkeeper")
        app.select("machine-4")
        app.select("machine-2", modifiers=("ctrl",))
        app.select("machine-1", modifiers=("ctrl",))
        app.context_menu("machine-2", "Compare")
        time.sleep(1)
        assert len(app.windows()) == 2, app.windows()
        app.activate("Compare 3 Machines")
        desktop.xdotool("mousemove", 1590, 990)

        app.press_by_key(BUTTON, r"machine-2 \d.*")
        app.press(BUTTON, "1 h")
        app.find("label", ".* · one value per 10 seconds")
        app.press(BUTTON, "1 min")
        app.find("label", ".* · one value per second")
        app.press_by_key(BUTTON, "Pause Graphs")
        app.find("label", "Paused at .* · still recording")
        app.find(BUTTON, "Resume Graphs")
        app.screenshot("compare-paused")

        path = f"{desktop.dir}/load.csv"
        app.keys("ctrl+shift+e")
        choose_file(app, path)
        app.find("label", "Saved as “load.csv”")
        head, rows = columns(path)
        assert len(rows) >= 3, rows
        assert all(any(name in column and metric in column for column in head)
                   for name in ("machine-1", "machine-4")
                   for metric in ("cpu", "memory", "disk", "net")), head
        assert not any("machine-2" in column for column in head), head
        assert any(any(cell for cell in row[1:]) for row in rows), rows[-1]
        app.keys("ctrl+w")
        app.wait_for(lambda: len(app.windows()) == 1, "the window to close")


@tap.test
def one_machine_is_not_compared():
    desktop.hosts("test:///default")
    with desktop.program() as app:
        app.select("test", button=3)
        app.find(harness.MENU_ITEM, "Open")
        assert not app.look(harness.MENU_ITEM, "Compare")
        app.keys("Escape")


if __name__ == "__main__":
    tap.main(desktop)
