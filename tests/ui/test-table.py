#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The table: filter, selection, several machines at once, keys alone."""
import time

import harness
import tap
from harness import rig

desktop = harness.Desktop()


def with_machines(n, **settings):
    def decorate(function):
        def run():
            desktop.hosts(rig.write_machines(f"{desktop.dir}/n{n}.xml", n), **settings)
            with desktop.program() as app:
                app.find(None, f"{n} machines")
                app.row("machine-1")
                function(app)
        run.__name__ = function.__name__
        return tap.test(run)
    return decorate


def names(app):
    return [row.name.split(", ")[0] for row in app.root.all("row", "machine-.*")]


def selected(app):
    return [row.name.split(", ")[0] for row in app.root.all("row", "machine-.*")
            if row.has("selected")]


@with_machines(12)
def filter_by_words(app):
    app.keys("ctrl+f")
    app.find("search box", "Filter Machines")
    app.type("state:running")
    app.find("label", "6 of 12 machines")
    assert all("Running" in r.name for r in app.root.all("row", "machine-.*")), names(app)
    app.type(" machine-1")
    app.wait_for(lambda: names(app) == ["machine-1", "machine-11"], "two rows")
    app.type("99")
    app.find(None, "No Match")
    app.press("button", "Clear Filter.*")
    app.find("label", "12 machines")
    app.wait_for(lambda: len(names(app)) == 12, "all rows")


@with_machines(12)
def typing_starts_the_filter(app):
    app.select("machine-3")
    app.type("machine-7")
    app.wait_for(lambda: names(app) == ["machine-7"], "one row")
    app.keys("Escape")
    app.wait_for(lambda: len(names(app)) == 12, "all rows")


@with_machines(12)
def rows_sort_naturally(app):
    assert names(app) == [f"machine-{i}" for i in range(1, 13)], names(app)
    app.press("label", "Name")
    app.wait_for(lambda: names(app) == [f"machine-{i}" for i in range(12, 0, -1)], "reverse order")


@with_machines(12)
def several_at_once(app):
    app.select("machine-2")
    app.select("machine-4", modifiers=["ctrl"])
    app.find(None, "2 machines selected")
    app.keys("ctrl+r")
    app.wait_state("machine-2", "Running")
    app.wait_state("machine-4", "Running")
    assert app.state("machine-6") == "Shut off"
    app.keys("Escape")
    app.gone(None, "2 machines selected")
    app.keys("ctrl+a")
    app.find(None, "12 machines selected")


@with_machines(12, window_size="(860, 600)")
def verbs_move_into_the_menu(app):
    app.select("machine-1")
    app.keys("ctrl+p")
    app.wait_state("machine-1", "Paused")
    app.select("machine-2", modifiers=["ctrl"])
    app.select("machine-3", modifiers=["ctrl"])
    app.find("button", r"Start \(1\)")
    # No room for them. (With narrower buttons there is some for Resume.)
    for name in (r"Shut Down \(2\)", "Tags…"):
        app.gone("button", name)
    app.press("button", "More")
    app.choose("Resume")
    app.wait_state("machine-1", "Running")
    app.press("button", "More")
    app.choose("Tags", "Edit Tags…")
    app.find("text box", "New Tags")
    app.keys("Escape")
    app.gone("text box", "New Tags")


@with_machines(3)
def keys_work_after_menus(app):
    app.press("button", "Columns")
    app.choose("Row Height", "Compact")
    app.keys("ctrl+f")
    app.wait_for(lambda: app.find("search box", "Filter Machines").has("focused"), "the filter")
    app.keys("Escape")
    app.select("machine-1", count=2)
    app.window("machine-1.*")
    app.press("button", "Menu")
    app.choose("Copy", "Name")
    app.keys("ctrl+w")
    app.wait_for(lambda: len(app.windows()) == 1, "the machine window to close")


@with_machines(3)
def colors_of_tags(app):
    app.context_menu("machine-1", "Tags", "New Tag…")
    app.type("lab, prod")
    app.keys("Return")
    app.find("list item", "lab, 1 machine")
    app.context_menu("machine-1", "Tags", "Edit Tags…")
    app.press_by_key("button", "Color of lab")
    app.press(None, "Brown")
    app.gone(None, "Brown")
    assert desktop.setting("tag-colors") == "{'lab': 0x05}", desktop.setting("tag-colors")
    app.keys("Escape")
    app.gone(None, "Color of lab")
    # In the sidebar, with the keyboard: from teal to blue.
    app.click(app.find("list item", "prod, 1 machine"), button=3)
    app.wait_for(lambda: app.find(None, "Teal").has("focused"), "the colour of now")
    app.keys("Right", "space")
    app.gone(None, "Teal")
    assert desktop.setting("tag-colors") == "{'lab': 0x05, 'prod': 0x03}", \
        desktop.setting("tag-colors")


@with_machines(3)
def force_off_asks_with_names(app):
    app.select("machine-1")
    app.select("machine-3", modifiers=["ctrl"])
    app.select("machine-3", button=3)
    app.choose("Shut Down", "Force Off…")
    app.find(None, "(?s).*machine-1.*machine-3.*")
    app.screenshot("question-force-off")
    app.keys("Escape")
    time.sleep(0.3)
    assert app.state("machine-1") == "Running"


@with_machines(12)
def keys_alone(app):
    app.keys("F6")
    app.keys("ctrl+f")
    app.type("machine-5")
    app.wait_for(lambda: names(app) == ["machine-5"], "one row")
    app.keys("Down")
    app.wait_for(lambda: app.row("machine-5").has("focused") or app.row("machine-5").has(
        "selected"), "focus on the row")
    app.keys("space")
    app.keys("ctrl+p")
    app.wait_state("machine-5", "Paused")
    app.keys("Return")
    app.window("machine-5.*")
    app.keys("ctrl+w")
    app.wait_for(lambda: len(app.windows()) == 1, "the machine window to close")
    app.keys("ctrl+comma")
    app.window("Preferences")
    app.keys("Escape")
    app.wait_for(lambda: len(app.windows()) == 1, "the preferences to close")
    app.keys("F10")
    app.find("menu item", "About Innkeeper")
    app.keys("Escape")


@with_machines(200)
def every_control_has_a_name(app):
    bad = []
    for seen in app.root.walk():
        if seen.has("focusable") and (not seen.name or seen.name.startswith(("Gtk", "Adw", "Inn"))):
            node = seen.node
            # What scrolls is a group in GTK 4.8, generic in 4.18; it holds controls.
            if node.role == "generic" and any(inner.has("focusable") for inner in node.walk()
                                              if inner.depth > 0):
                continue
            if node.role not in ("group", "list", "scroll bar", "") and node.extents()[2] > 0:
                bad.append(f"{node.role} {seen.name!r} in {node.parent}")
    # GTK's own: the halves of a split button, the row of column headers.
    bad = [b for b in bad if "GtkMenuButton" not in b and "'Shut Down'" not in b and
           not b.startswith("row 'GtkListItemWidget' in tree grid")]
    assert not bad, bad


def focus_first_row(app):
    """Goes through the panes; which one is the first depends on what has the focus at start."""
    for _ in range(4):
        app.keys("F6")
        time.sleep(0.3)
        if (app.focus_name() or "").startswith("machine-1, "):
            return
    raise AssertionError(f"F6 does not reach the table: {app.focus_name()!r}")


@with_machines(12)
def menus_take_the_keys(app):
    focus_first_row(app)
    app.keys("Down")
    time.sleep(0.5)
    if "machine-1" in selected(app):    # GTK 4.18 first selects what has the focus
        app.keys("Down")
    app.wait_for(lambda: selected(app) == ["machine-2"], "the second row")
    app.keys("Menu")
    app.wait_focus("Open")
    app.keys("Down")
    app.wait_focus("Start")
    app.keys("Return")
    app.wait_state("machine-2", "Running")
    app.wait_focus("machine-2, .*")


@with_machines(12)
def tab_leaves_the_table(app):
    focus_first_row(app)
    app.keys("shift+Tab")
    app.wait_focus("Jobs")
    app.keys("Tab")
    app.wait_focus("machine-1, .*")
    app.keys("Tab")
    app.wait_focus("Main Menu")


@with_machines(12)
def keys_in_the_action_bar(app):
    focus_first_row(app)
    app.keys("ctrl+a")
    app.find(None, "12 machines selected")
    app.keys("F6")
    app.wait_focus("Clear Selection")
    app.keys("Tab", "Tab", "Tab", "Tab")
    app.wait_focus("More Ways to Shut Down")
    app.keys("Escape")
    app.gone(None, "12 machines selected")


if __name__ == "__main__":
    tap.main(desktop)
