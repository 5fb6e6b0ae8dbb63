# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""What a screen reader sees, asked for over D-Bus without any cache in between:
each answer comes from the program's main loop at that moment."""
import re

from gi.repository import Gio, GLib

ACCESSIBLE = "org.a11y.atspi.Accessible"
CACHE = "/org/a11y/atspi/cache"
ROOT = "/org/a11y/atspi/accessible/root"
STATES = {"active": 1, "checked": 4, "editable": 7, "enabled": 8, "expanded": 10, "focusable": 11,
          "focused": 12, "selected": 23, "sensitive": 24, "showing": 25, "visible": 30}


LABELLED_BY = 2


class Node:
    """One accessible object."""

    def __init__(self, bus, name, path):
        self.bus, self.owner, self.path = bus, name, path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def __repr__(self):
        return f"{self.role} {self.name!r}"

    def call(self, interface, method, args=None, timeout=20000):
        return self.bus.call_sync(self.owner, self.path, interface, method, args, None, 0,
                                  timeout, None).unpack()

    def get(self, interface, prop, default=None):
        try:
            return self.call("org.freedesktop.DBus.Properties", "Get",
                             GLib.Variant("(ss)", (interface, prop)))[0]
        except GLib.Error:
            return default

    @property
    def name(self):
        return self.get(ACCESSIBLE, "Name", "") or self.label()

    def label(self):
        """What labels it; GTK 4.18 leaves it to the screen reader to look there."""
        try:
            return label_text(self.bus, self.call(ACCESSIBLE, "GetRelationSet")[0])
        except GLib.Error:
            return ""

    @property
    def description(self):
        return self.get(ACCESSIBLE, "Description", "")

    @property
    def role(self):
        try:
            return self.call(ACCESSIBLE, "GetRoleName")[0]
        except GLib.Error:
            return ""

    def has(self, state):
        try:
            low, high = self.call(ACCESSIBLE, "GetState")[0]
        except GLib.Error:
            return False
        return bool((low | high << 32) >> STATES[state] & 1)

    @property
    def children(self):
        try:
            return [Node(self.bus, *ref) for ref in self.call(ACCESSIBLE, "GetChildren")[0]]
        except GLib.Error:
            return []

    @property
    def parent(self):
        ref = self.get(ACCESSIBLE, "Parent")
        return Node(self.bus, *ref) if ref else None

    @property
    def text(self):
        """What is written in it: an entry's or a label's text, else the name."""
        try:
            n = self.get("org.a11y.atspi.Text", "CharacterCount", 0)
            return self.call("org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, n)))[0]
        except GLib.Error:
            return self.name

    def extents(self, relative_to=1):
        """x, y, width, height within its window (1) or its parent (2); None for
        what is no widget, as the page of a stack."""
        try:
            return self.call("org.a11y.atspi.Component", "GetExtents",
                             GLib.Variant("(u)", (relative_to,)))[0]
        except GLib.Error:
            return None

    def focus(self):
        return self.call("org.a11y.atspi.Component", "GrabFocus")[0]

    def walk(self):
        """Itself and everything below that is on the screen, in the order of the
        tree, as Seen: GTK lists what is mapped only."""
        below, level = {}, [self]
        while level:
            children = call_all(self.bus, level, ACCESSIBLE, "GetChildren")
            next_level = []
            for node, answer in zip(level, children):
                below[node.path] = [Node(self.bus, *ref) for ref in answer[0]] if answer else []
                next_level += below[node.path]
            level = next_level
        known = self._all_names() if self.path == ROOT else self._names(below)
        self._add_labels(below, known)
        todo = [(self, 0)]
        while todo:
            node, depth = todo.pop()
            name, states = known.get(node.path) or (node.name, None)
            yield Seen(node, depth, name, states)
            todo += [(child, depth + 1) for child in reversed(below[node.path])]

    def _all_names(self):
        try:
            items = Node(self.bus, self.owner, CACHE).call("org.a11y.atspi.Cache", "GetItems")[0]
        except GLib.Error:
            return {}
        return {item[0][1]: (item[6], item[9]) for item in items}

    def _names(self, paths):
        nodes = [Node(self.bus, self.owner, path) for path in paths]
        names = call_all(self.bus, nodes, "org.freedesktop.DBus.Properties", "Get",
                         GLib.Variant("(ss)", (ACCESSIBLE, "Name")))
        return {node.path: (name[0], None) for node, name in zip(nodes, names) if name}

    def _add_labels(self, paths, known):
        """Names for the controls without one, see label()."""
        nodes = [Node(self.bus, self.owner, path) for path in paths
                 if path in known and not known[path][0] and is_focusable(known[path][1])]
        relations = call_all(self.bus, nodes, ACCESSIBLE, "GetRelationSet")
        for node, answer in zip(nodes, relations):
            if answer:
                known[node.path] = (label_text(self.bus, answer[0]), known[node.path][1])

    def all(self, role=None, name=None):
        """Every match below; both are regular expressions for the whole text."""
        for seen in self.walk():
            if name is not None and not re.fullmatch(name, seen.name):
                continue
            if role and not re.fullmatch(role, seen.node.role):
                continue
            yield seen.node

    def texts(self):
        """Names of what is below, in order; without those of GTK's own classes."""
        own = re.compile("(Gtk|Adw|Inn)[A-Z]")
        return [s.name for s in self.walk() if s.name and not own.match(s.name)]

    def dump(self):
        lines = []
        for seen in self.walk():
            states = [s for s in ("focusable", "focused", "selected", "checked", "expanded")
                      if seen.has(s)]
            if not seen.has("sensitive"):
                states.append("insensitive")
            lines.append("  " * seen.depth + f"{seen.node.role} {seen.name!r} {' '.join(states)}")
        return "\n".join(lines)


class Seen:
    """A node as it was during a walk."""

    def __init__(self, node, depth, name, states):
        self.node, self.depth, self.name = node, depth, name
        self.states = states[0] | states[1] << 32 if states else None

    def has(self, state):
        if self.states is None:
            return self.node.has(state)
        return bool(self.states >> STATES[state] & 1)


def is_focusable(states):
    """Whether a control; taken for one when nobody knows."""
    return not states or bool((states[0] | states[1] << 32) >> STATES["focusable"] & 1)


def label_text(bus, relations):
    return " ".join(Node(bus, *ref).text for kind, refs in relations if kind == LABELLED_BY
                    for ref in refs)


def call_all(bus, nodes, interface, method, args=None):
    """The same question to many nodes, without waiting in between."""
    answers, waiting = [None] * len(nodes), [len(nodes)]
    context = GLib.MainContext.get_thread_default() or GLib.MainContext.default()

    def done(connection, result, index):
        waiting[0] -= 1
        try:
            answers[index] = connection.call_finish(result).unpack()
        except GLib.Error:
            pass

    for i, node in enumerate(nodes):
        bus.call(node.owner, node.path, interface, method, args, None, 0, 20000, None,
                 done, i)
    while waiting[0]:
        context.iteration(True)
    return answers


class Bus:
    """The accessibility bus of the session that DBUS_SESSION_BUS_ADDRESS names."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                    None, None, 0, 20000, None).unpack()[0]
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                 Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def application(self, pid):
        """The root node of the program with that process id, once it is there."""
        registry = Node(self.bus, "org.a11y.atspi.Registry", ROOT)
        dbus = Node(self.bus, "org.freedesktop.DBus", "/org/freedesktop/DBus")
        for node in registry.children:
            try:
                owner = dbus.call("org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                  GLib.Variant("(s)", (node.owner,)))[0]
            except GLib.Error:
                continue
            if owner == pid:
                return Node(self.bus, node.owner, ROOT)
        return None
