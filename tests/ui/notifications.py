#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The desktop's notifications on the session bus: writes each one as a line."""
import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.Notifications"
XML = f"""<node><interface name="{NAME}">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
</interface></node>"""


def on_call(bus, sender, path, interface, method, args, invocation):
    if method == "Notify":
        _, _, _, title, body, *_ = args.unpack()
        print(f"{title}: {body}".replace("\n", "; "), flush=True)
        invocation.return_value(GLib.Variant("(u)", (1,)))
    else:
        invocation.return_value(None)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    info = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
    bus.register_object("/org/freedesktop/Notifications", info, on_call, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.timeout_add_seconds(120, sys.exit)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
