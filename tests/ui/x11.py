# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""What a window manager would do for the tests: give the focus to a window
that appears and, when it goes, back to the one before; and where windows are."""
import ctypes
import ctypes.util
import select
import threading

UNMAP_NOTIFY, MAP_NOTIFY = 18, 19
SUBSTRUCTURE_NOTIFY = 1 << 19
VIEWABLE = 2


class _Attributes(ctypes.Structure):
    _fields_ = ([(n, ctypes.c_int) for n in ("x", "y", "width", "height", "border", "depth")] +
                [("visual", ctypes.c_void_p), ("root", ctypes.c_ulong)] +
                [(n, ctypes.c_int) for n in ("c_class", "bit_gravity", "win_gravity", "backing")] +
                [("planes", ctypes.c_ulong), ("pixel", ctypes.c_ulong),
                 ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
                 ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int),
                 ("all_events", ctypes.c_long), ("your_events", ctypes.c_long),
                 ("do_not_propagate", ctypes.c_long), ("override_redirect", ctypes.c_int),
                 ("screen", ctypes.c_void_p)])


class _Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("event", ctypes.c_ulong),
                ("window", ctypes.c_ulong), ("override_redirect", ctypes.c_int),
                ("rest", ctypes.c_char * 160)]


class Window:
    def __init__(self, xid, attributes, title):
        self.xid, self.title = xid, title
        self.x, self.y = attributes.x, attributes.y
        self.width, self.height = attributes.width, attributes.height
        self.popup = bool(attributes.override_redirect)

    def __repr__(self):
        kind = "popup" if self.popup else "window"
        return f"{kind} {self.title!r} {self.width}x{self.height}+{self.x}+{self.y}"


class Display:
    """One connection to the X server, used from one thread."""

    def __init__(self, name):
        self.lib = x = ctypes.CDLL(ctypes.util.find_library("X11"))
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = ctypes.c_ulong
        x.XInternAtom.restype = ctypes.c_ulong
        handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
        # A window may be gone before we ask for it: no reason to end.
        self.ignore = handler(lambda display, error: 0)
        x.XSetErrorHandler(self.ignore)
        self.display = ctypes.c_void_p(x.XOpenDisplay(name.encode()))
        if not self.display:
            raise RuntimeError(f"no display {name}")
        self.root = ctypes.c_ulong(x.XDefaultRootWindow(self.display))
        self.title_atom = x.XInternAtom(self.display, b"_NET_WM_NAME", 0)
        self.utf8_atom = x.XInternAtom(self.display, b"UTF8_STRING", 0)

    def close(self):
        self.lib.XCloseDisplay(self.display)

    def title(self, xid):
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        n, after, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_char_p()
        self.lib.XGetWindowProperty(
            self.display, ctypes.c_ulong(xid), ctypes.c_ulong(self.title_atom), ctypes.c_long(0),
            ctypes.c_long(256), 0, ctypes.c_ulong(self.utf8_atom), ctypes.byref(kind),
            ctypes.byref(form), ctypes.byref(n), ctypes.byref(after), ctypes.byref(data))
        text = (data.value or b"").decode("utf8", "replace")
        if data:
            self.lib.XFree(data)
        return text

    def attributes(self, xid):
        a = _Attributes()
        ok = self.lib.XGetWindowAttributes(self.display, ctypes.c_ulong(xid), ctypes.byref(a))
        return a if ok else None

    def children(self, xid):
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        kids, n = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self.lib.XQueryTree(self.display, ctypes.c_ulong(xid), ctypes.byref(root),
                            ctypes.byref(parent), ctypes.byref(kids), ctypes.byref(n))
        found = kids[:n.value]
        if n.value:
            self.lib.XFree(kids)
        return found

    def window(self, xid):
        """One that can be seen; of the frame of a window manager what is in it."""
        a = self.attributes(xid)
        if not a or a.map_state != VIEWABLE or a.width <= 10 or a.height <= 10:
            return None
        title = self.title(xid)
        for child in [] if title else self.children(xid):
            if self.title(child):
                framed = self.window(child)
                if framed:
                    framed.x, framed.y = framed.x + a.x, framed.y + a.y
                return framed
        return Window(xid, a, title)

    def windows(self):
        """Visible top-level windows and popups, lowest first."""
        return [w for w in map(self.window, self.children(self.root.value)) if w]

    def focus(self, xid):
        self.lib.XSetInputFocus(self.display, ctypes.c_ulong(xid), 1, ctypes.c_ulong(0))
        self.lib.XRaiseWindow(self.display, ctypes.c_ulong(xid))
        self.lib.XFlush(self.display)


class FocusKeeper(threading.Thread):
    """Gives the focus to the window that appeared last."""

    def __init__(self, name):
        super().__init__(daemon=True)
        self.x, self.stack, self.stopping = Display(name), [], False
        self.x.lib.XSelectInput(self.x.display, self.x.root, ctypes.c_long(SUBSTRUCTURE_NOTIFY))
        self.x.lib.XFlush(self.x.display)

    def run(self):
        lib, display = self.x.lib, self.x.display
        connection = lib.XConnectionNumber(display)
        event = _Event()
        while not self.stopping:
            if not lib.XPending(display):
                select.select([connection], [], [], 0.2)
                continue
            lib.XNextEvent(display, ctypes.byref(event))
            if event.type == MAP_NOTIFY and not event.override_redirect:
                a = self.x.attributes(event.window)
                if a and a.width > 10:
                    self.stack.append(event.window)
                    self.x.focus(event.window)
            elif event.type == UNMAP_NOTIFY and event.window in self.stack:
                self.stack.remove(event.window)
                if self.stack:
                    self.x.focus(self.stack[-1])
        self.x.close()

    def stop(self):
        self.stopping = True
        self.join(3)
