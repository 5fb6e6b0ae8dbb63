# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Runs the real program on a private display and operates it like a person:
pointer and keys are real X events, what is seen comes from the accessibility
bus and from screenshots.

    with harness.Desktop() as desktop, desktop.program("--connect", uri) as app:
        app.find("label", "14 machines")
        app.click(app.find("push button", "Start"))
        app.keys("ctrl+f")

From the environment, else from build/: INN_PROGRAM, INN_GUARD, INN_SCHEMA_DIR,
INN_SHOTS (folder for screenshots and dumps).
"""
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "fixtures"))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "guard"))

import counts  # noqa: E402
import rig  # noqa: E402
import tap  # noqa: E402
import x11  # noqa: E402
from rig import Skip, make_dir, need, wait_for  # noqa: E402,F401

DEADLINE = 20.0
STATES = ("Running", "Paused", "I/O error", "Shut off", "Saved", "Crashed", "Shutting down",
          "Starting", "Suspended", "Unknown")
MENU_ITEM = "menu item( radio)?"
# What must not be said on the standard error.
BAD = re.compile(r"CRITICAL|WARNING \*\*|Gtk-WARNING|Adwaita-WARNING|GLib-GObject-WARNING|"
                 r"inn-rpc-guard|AddressSanitizer|LeakSanitizer|runtime error:|Segmentation")
# Said by libraries about the bare display of the tests; and by GTK 4.8, on a busy machine, of
# the button that opened a context menu and is let go over it.
HARMLESS = re.compile(r"Unable to acquire (the address of the accessibility|session) bus|"
                      r"portal|dconf|Vulkan|libEGL|MESA|settings daemon|AT-SPI: Could not obtain|"
                      r"Broken accounting of active state for widget 0x[0-9a-f]+\(GtkPopoverMenu")
# AdwMessageDialog measures its heading in less room than that needs; GTK 4.18 remarks on it.
QUESTION = re.compile(HARMLESS.pattern + r"|Trying to measure GtkLabel 0x[0-9a-f]+ for width of")


def built(variable, path):
    found = os.environ.get(variable, os.path.join(TOP, "build", path))
    if not os.path.exists(found):
        raise Skip(f"{found} is not built")
    return found


def descendants(pid):
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as f:
                for child in f.read().split():
                    found += [int(child), *descendants(int(child))]
    except OSError:
        pass
    return found


class Desktop:
    """Xvfb, a session bus with the accessibility bus, an empty home. One per
    process: GLib keeps the session bus it once knew."""

    def __init__(self, screen="1600x1000x24"):
        self.screen, self.dir, self.preload = screen, None, []
        self.server = self.bus = self.focus = self.x = None

    def __enter__(self):
        need("Xvfb", "dbus-daemon", "xdotool", "import")
        try:
            import gi  # noqa: F401
        except ImportError as e:
            raise Skip("python3-gi is not installed") from e
        self.dir = make_dir()
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        d = self.dir
        for name in ("home", "run", "config", "cache", "data"):
            os.mkdir(f"{d}/{name}", 0o700)
        self.env = {k: v for k, v in rig.clean_env().items() if k not in (
            "WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "GDK_SCALE", "GTK_THEME", "GTK_A11Y",
            "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION")}
        self.env.update(
            HOME=f"{d}/home", XDG_RUNTIME_DIR=f"{d}/run", XDG_CONFIG_HOME=f"{d}/config",
            XDG_CACHE_HOME=f"{d}/cache", XDG_DATA_HOME=f"{d}/data", GDK_BACKEND="x11",
            GSETTINGS_BACKEND="keyfile", GSK_RENDERER="cairo", NO_AT_BRIDGE="0",
            GTK_A11Y="atspi", LC_ALL="C.UTF-8")
        self._start_server()
        self.bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=self.env,
            start_new_session=True)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()
        for key in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[key] = self.env[key]
        import a11y
        self.a11y = a11y.Bus()
        self.x = x11.Display(self.env["DISPLAY"])
        self.focus = x11.FocusKeeper(self.env["DISPLAY"])
        self.focus.start()

    def _start_server(self):
        """Numbers of our own: with -displayfd two servers that start at the same
        time may take each other's socket away."""
        for number in range(100 + os.getpid() % 1000, 2100):
            if os.path.exists(f"/tmp/.X{number}-lock"):
                continue
            self.server = subprocess.Popen(
                ["Xvfb", f":{number}", "-screen", "0", self.screen, "-dpi", "96",
                 "-nolisten", "tcp", "-noreset"], env=self.env, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.env["DISPLAY"] = f":{number}"

            def answers():
                if self.server.poll() is not None:
                    return True
                try:
                    x11.Display(f":{number}").close()
                    return True
                except RuntimeError:
                    return False
            wait_for(answers, what="Xvfb")
            if self.server.poll() is None:
                return
        raise rig.RigError("Xvfb did not start")

    def __exit__(self, *exc):
        if self.focus:
            self.focus.stop()
        if self.x:
            self.x.close()
        if self.bus:
            helpers = descendants(self.bus.pid)
            self.bus.terminate()
            self.bus.wait(10)
            self.bus.stdout.close()
            for pid in helpers:
                try:
                    os.kill(pid, signal.SIGTERM)
                except ProcessLookupError:
                    pass
        if self.server:
            self.server.terminate()
            self.server.wait(10)
        if self.dir:
            shutil.rmtree(self.dir, ignore_errors=True)

    # ------------------------------------------------------------- settings
    def settings(self, **values):
        """Write settings as text: settings(hosts="['test:///default']"). A name
        with a slash (hosts/…/name) goes to a group below."""
        groups = {}
        for key, value in values.items():
            group, _, key = ("org/innkeeper/Innkeeper/" + key.replace("_", "-")).rpartition("/")
            groups.setdefault(group, []).append(f"{key}={value}\n")
        folder = f"{self.dir}/config/glib-2.0/settings"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/keyfile", "w", encoding="utf-8") as f:
            for group, lines in groups.items():
                f.write(f"[{group}]\n" + "".join(lines))

    def hosts(self, *uris, **more):
        """Settings with these hosts, all connected at start."""
        uris = "[" + ", ".join(f"'{u}'" for u in uris) + "]"
        self.settings(hosts=uris, autoconnect=uris, **more)

    @staticmethod
    def host_names(names):
        """Settings for hosts(): URI → name in the sidebar."""
        return {f"hosts/{hashlib.sha1(uri.encode()).hexdigest()}/name": f"'{name}'"
                for uri, name in names.items()}

    def setting(self, key):
        try:
            with open(f"{self.dir}/config/glib-2.0/settings/keyfile", encoding="utf-8") as f:
                for line in f:
                    if line.startswith(key + "="):
                        return line.split("=", 1)[1].strip()
        except OSError:
            pass
        return None

    def program(self, *args, **env):
        return Program(self, args, env)

    # ------------------------------------------------------------- pictures
    def screenshot(self, name):
        """The part of the screen with windows on it, to INN_SHOTS/name.png."""
        folder = os.environ.get("INN_SHOTS", os.path.join(TOP, "build", "shots"))
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"{name}.png")
        windows = self.x.windows()
        crop = []
        if windows:
            left, top = min(w.x for w in windows), min(w.y for w in windows)
            right = max(w.x + w.width for w in windows)
            bottom = max(w.y + w.height for w in windows)
            left, top = max(left, 0), max(top, 0)
            crop = ["-crop", f"{right - left}x{bottom - top}+{left}+{top}", "+repage"]
        subprocess.run(["import", "-window", "root", *crop, path], env=self.env, check=False)
        return path

    def xdotool(self, *args):
        subprocess.run(["xdotool", *map(str, args)], env=self.env, check=True,
                       stdout=subprocess.DEVNULL)


class Program:
    """One run of Innkeeper with the guard; ends it and looks at what it said."""

    def __init__(self, desktop, args, env):
        self.desktop, self.args, self.more_env = desktop, args, env
        self.process = self.root = None
        self.tolerated = HARMLESS
        self.scale = int(env.get("GDK_SCALE", 1))

    def __enter__(self):
        d = self.desktop
        guard = built("INN_GUARD", "tests/guard/libinn-rpc-guard.so")
        env = dict(d.env, LD_PRELOAD=":".join([guard, *d.preload]),
                   GSETTINGS_SCHEMA_DIR=built("INN_SCHEMA_DIR", "data"),
                   INN_RPC_COUNT=f"{d.dir}/rpc", G_DEBUG="gc-friendly",
                   G_ENABLE_DIAGNOSTIC="0", **self.more_env)
        for key in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if key in os.environ:
                env.setdefault(key, os.environ[key])
        if os.path.exists(env["INN_RPC_COUNT"]):
            os.unlink(env["INN_RPC_COUNT"])
        self.log = f"{d.dir}/stderr.log"
        self.started = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([built("INN_PROGRAM", "src/innkeeper"), *self.args],
                                            env=env, stdout=log, stderr=log, cwd=d.dir,
                                            start_new_session=True)
        try:
            self.root = self.wait_for(self._application, "the program on the accessibility bus")
        except BaseException:
            self.report("start")
            self._kill()
            raise
        tap.on_failure.append(self.report)
        return self

    def __exit__(self, kind, *exc):
        if self.report in tap.on_failure and kind is None:
            tap.on_failure.remove(self.report)
        elif kind is not None:
            self.report(None)
            if self.report in tap.on_failure:
                tap.on_failure.remove(self.report)
        ended = self.process.poll() is not None
        if not ended and kind is None:
            self.quit()
        self._kill()
        said = self.complaints()
        if kind is None and said:
            raise AssertionError("the program said:\n" + "\n".join(said))
        if kind is None and self.process.returncode not in (0, None):
            raise AssertionError(f"the program ended with {self.process.returncode}\n" +
                                 self.stderr()[-4000:])

    def _application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"ended at start with {self.process.returncode}\n" +
                                 self.stderr()[-4000:])
        return self.desktop.a11y.application(self.process.pid)

    def _kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def quit(self, deadline=10.0):
        """Ctrl+Q; returns the seconds until the process was gone."""
        started = time.monotonic()
        self.keys("ctrl+q")
        try:
            self.process.wait(deadline)
        except subprocess.TimeoutExpired as e:
            self.report("quit")
            self._kill()
            raise AssertionError(f"still there {deadline:g} s after Ctrl+Q") from e
        return time.monotonic() - started

    # ------------------------------------------------------------ what it says
    def stderr(self):
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read()

    def complaints(self):
        lines = self.stderr().splitlines()
        for i, line in enumerate(lines):
            if BAD.search(line) and not self.tolerated.search(line):
                return lines[i:i + 40]
        return []

    def rpc(self):
        """Calls of libvirt's functions so far, by name."""
        return counts.read(f"{self.desktop.dir}/rpc")

    def report(self, test):
        """Leaves a screenshot and the tree, for a test that failed."""
        name = "failed-" + re.sub(r"\W+", "-", os.path.basename(sys.argv[0])[:-3] +
                                  (f" {test}" if test else ""))
        path = self.desktop.screenshot(name)
        tap.comment(f"see {path} and {path[:-4]}.txt")
        with open(path[:-4] + ".txt", "w", encoding="utf-8") as f:
            f.write(self.stderr() + "\n\n")
            if self.root and self.process.poll() is None:
                f.write(self.root.dump())

    # -------------------------------------------------------------- finding
    def wait_for(self, condition, what, deadline=DEADLINE):
        """Asks until the answer is true; returns the answer."""
        end = time.monotonic() + deadline
        while True:
            answer = condition()
            if answer:
                return answer
            if self.process.poll() is not None:
                raise AssertionError(f"{what}: the program ended with {self.process.returncode}\n" +
                                     self.stderr()[-4000:])
            if time.monotonic() > end:
                raise AssertionError(f"{what}: not within {deadline:g} s")
            time.sleep(0.01)

    def look(self, role=None, name=None, within=None):
        """The first match now, or None."""
        return next((n for n in (within or self.root).all(role, name) if self.shows(n)), None)

    def shows(self, node):
        """Whether a node is on the screen: GTK lists hidden pages, too, but they or
        something around them have no size."""
        while node and node.path != self.root.path:
            place = node.extents()
            if place and (place[2] <= 0 or place[3] <= 0):
                return False
            node = node.parent
        return True

    def find(self, role=None, name=None, within=None, deadline=DEADLINE):
        """The first match, once it is there. role and name are regular expressions
        for the whole role and name."""
        return self.wait_for(lambda: self.look(role, name, within),
                             f"{role or 'anything'} {name!r}", deadline)

    def gone(self, role=None, name=None, within=None, deadline=DEADLINE):
        self.wait_for(lambda: not self.look(role, name, within),
                      f"{role or 'anything'} {name!r} to go", deadline)

    def focus_name(self):
        """The name of what has the keyboard focus; None if that is nothing we know."""
        return next((s.name for s in self.root.walk() if s.has("focused")), None)

    def wait_focus(self, name):
        """Waits until what has this name, a regular expression, has the focus."""
        self.wait_for(lambda: re.fullmatch(name, self.focus_name() or ""), f"focus on {name!r}")

    def windows(self):
        return [w for w in self.desktop.x.windows() if not w.popup]

    def window(self, title, deadline=DEADLINE):
        """The X window whose title matches."""
        return self.wait_for(
            lambda: next((w for w in self.windows() if re.fullmatch(title, w.title)), None),
            f"window {title!r}", deadline)

    def activate(self, title):
        """Brings a window to the front and gives it the focus."""
        self.desktop.x.focus(self.window(title).xid)

    # ------------------------------------------------------------- the table
    def row(self, machine, host=None, deadline=DEADLINE):
        """The row of a machine, of one host if several have it."""
        name = re.escape(machine) + ", .*" + (f"{re.escape(host)}.*" if host else "")

        def look():
            return next((n for n in self.root.all("row", name) if n.parent.role == "list"), None)
        return self.wait_for(look, f"row of {machine}", deadline)

    def state(self, machine, host=None):
        """The word in the state column."""
        return next((t for t in self.row(machine, host).name.split(", ") if t in STATES), None)

    def wait_state(self, machine, state, host=None, deadline=DEADLINE):
        """Waits for a state word; returns the seconds it took."""
        started = time.monotonic()
        row = self.row(machine, host)
        # A row may be taken over by another machine: look for ours again.
        self.wait_for(lambda: state in row.name.split(", ") or state == self.state(machine, host),
                      f"{machine} {state}", deadline)
        return time.monotonic() - started

    def select(self, machine, host=None, **how):
        row = self.row(machine, host)
        label = next(row.all("label", re.escape(machine) + r"(\s.*)?"))
        self.click(label, **how)
        if not how:
            self.wait_for(lambda: self.row(machine, host).has("selected"),
                          f"{machine} to be selected", 5)
        return row

    def choose(self, *labels):
        """Walks through an open menu by its labels; “…” leads to a question."""
        if labels[-1].endswith("…"):
            self.tolerated = QUESTION
        for label in labels:
            self._choose_item(label)
        self.gone(MENU_ITEM, labels[-1])

    def _choose_item(self, label):
        """As people do: what is under the pointer lights up, then it is clicked. A menu
        that just opened does not take a click before that."""
        node = self.find(MENU_ITEM, label)
        self.wait_for(lambda: node.has("sensitive"), f"{node} to be sensitive")
        self.move(node)
        self.wait_for(lambda: node.has("focused"), f"{node} to light up")
        self.desktop.xdotool("click", 1)

    def context_menu(self, machine, *labels, host=None):
        self.select(machine, host, button=3)
        self.choose(*labels)

    # ------------------------------------------------------------- operating
    def centre(self, node):
        """Where a node is on the screen. GTK reports places in a popover as if that
        were at the origin of its parent, so we add up from the inside."""
        x, y, width, height = 0, 0, *node.extents()[2:]
        while True:
            place = node.extents(2) if node.parent.path != self.root.path else None
            if place:
                x, y = x + place[0], y + place[1]
            holder = node.parent
            inside = node.name == "GtkPopoverContent" or self._fills_popup(holder)
            if inside or holder.path == self.root.path:
                break
            node = holder
        if inside:
            window, size = self._popup(holder.extents()[2:])
        else:
            window, size = self._x_window(node), node.extents()[2:]
        # A window has a frame around what it reports.
        scale = self.scale
        x = window.x + (window.width - size[0] * scale) // 2 + (x + width // 2) * scale
        y = window.y + (window.height - size[1] * scale) // 2 + (y + height // 2) * scale
        return x, y

    def _popup(self, size):
        popups = [w for w in self.desktop.x.windows() if w.popup]
        if not popups:
            raise AssertionError("no popup on the screen")
        width, height = size[0] * self.scale, size[1] * self.scale
        return min(popups, key=lambda w: abs(w.width - width) + abs(w.height - height)), size

    def _x_window(self, node):
        windows = self.windows()
        if not windows:
            raise AssertionError("no window on the screen")
        return next((w for w in reversed(windows) if w.title == node.name), windows[-1])

    def _fills_popup(self, node):
        """Whether a node is just as large as a popup: GTK 4.18 does not name its popovers."""
        popups = [(w.width // self.scale, w.height // self.scale)
                  for w in self.desktop.x.windows() if w.popup]
        place = node.extents() if popups and node.path != self.root.path else None
        return place is not None and tuple(place[2:]) in popups

    def move(self, node):
        """A person's pointer does not jump: it crosses the edge of what it comes to."""
        x, y = self.centre(node)
        self.desktop.xdotool("mousemove", x - 3, y - 2, "sleep", 0.03, "mousemove", x, y,
                             "sleep", 0.03)

    def click(self, node, button=1, count=1, modifiers=()):
        self.move(node)
        for key in modifiers:
            self.desktop.xdotool("keydown", key)
        for _ in range(count):      # held for as long as a person does
            self.desktop.xdotool("mousedown", button, "sleep", 0.06, "mouseup", button,
                                 "sleep", 0.03)
        for key in modifiers:
            self.desktop.xdotool("keyup", key)

    def press(self, role, name, **where):
        """Finds and clicks."""
        node = self.find(role, name, **where)
        self.wait_for(lambda: node.has("sensitive"), f"{node} to be sensitive")
        self.click(node)
        return node

    def press_by_key(self, role, name, key="space"):
        """The same with the keyboard: for what stands in a box with padding, of which
        GTK 4.18 does not tell in the places it reports."""
        self.find(role, name)
        for _ in range(60):
            if re.fullmatch(name, self.focus_name() or ""):
                return self.keys(key)
            self.keys("Tab")
            time.sleep(0.05)
        raise AssertionError(f"Tab does not reach {role} {name!r}")

    def answer(self, label):
        """The button of a question."""
        self.tolerated = QUESTION
        self.press("button", f"_?{label}( {label})?")

    def keys(self, *keys):
        self.desktop.xdotool("key", "--delay", 20, *keys)
        if keys[-1] == "Escape":    # GTK 4.8 loses a key that comes while a popover closes
            time.sleep(0.1)

    def type(self, text):
        self.desktop.xdotool("type", "--delay", 15, "--", text)

    def screenshot(self, name):
        return self.desktop.screenshot(name)

    def stalls(self):
        return Stalls(self.root)


class Stalls(threading.Thread):
    """Asks the main loop something trivial every 20 ms. worst: the longest wait
    for an answer in ms, which is what a key press would have waited."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self.node, self.waits, self.stopping = root, [], False

    def __enter__(self):
        self.start()
        return self

    def run(self):
        while not self.stopping:
            started = time.monotonic()
            if not self.node.role and self.stopping:
                break
            took = time.monotonic() - started
            self.waits.append(took * 1000)
            time.sleep(max(0, 0.02 - took))

    def __exit__(self, *exc):
        self.stopping = True
        self.join(30)

    @property
    def worst(self):
        return max(self.waits, default=0)

    def __str__(self):
        return f"longest stall {self.worst:.0f} ms of {len(self.waits)} questions"
