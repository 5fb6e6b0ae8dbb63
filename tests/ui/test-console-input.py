#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""What the guest is told of keyboard and pointer: real X events, and a display that writes down
what arrives. Where the program around it does not matter, the display widget stands alone."""
import contextlib
import ctypes
import os
import re
import subprocess

import harness
import rfb
import tap
from harness import rig

desktop = harness.Desktop()

# Keycodes of X: the number of the key for Linux, and 8.
ESCAPE, A, CTRL, ALT, DELETE, F11, SHIFT, CAPS, NUM = 9, 38, 37, 64, 119, 95, 50, 66, 77
SUPER = 133
NOTHING = 0
A_CODE, CTRL_CODE, ALT_CODE, DELETE_CODE, F11_CODE, SHIFT_CODE = 0x1e, 0x1d, 0x38, 0xd3, 0x57, 0x2a


class Keyboard:
    """Presses keys by their number, whatever is written on them."""

    def __init__(self):
        self.x = desktop.x
        self.lib = ctypes.CDLL("libXtst.so.6")

    def _event(self, keycode, down):
        self.lib.XTestFakeKeyEvent(self.x.display, keycode, down, ctypes.c_ulong(0))
        self.x.lib.XFlush(self.x.display)

    def down(self, *keycodes):
        for keycode in keycodes:
            self._event(keycode, 1)

    def up(self, *keycodes):
        for keycode in keycodes:
            self._event(keycode, 0)

    def tap(self, *keycodes):
        self.down(*keycodes)
        self.up(*reversed(keycodes))


def taps(*scancodes):
    return ([(True, code) for code in scancodes] +
            [(False, code) for code in reversed(scancodes)])


@contextlib.contextmanager
def viewer(server, *properties, **settings):
    """The display widget in a bare window, with the keyboard."""
    desktop.settings(**settings)
    env = dict(desktop.env, GSETTINGS_SCHEMA_DIR=harness.built("INN_SCHEMA_DIR", "data"))
    process = subprocess.Popen([harness.built("INN_VIEWER", "tests/bench/inn-vnc-viewer"),
                                "127.0.0.1", str(server.port), *properties], env=env)
    try:
        server.wait_for(lambda: server.ready)
        window = rig.wait_for(lambda: next(iter(desktop.x.windows()), None), what="the window")
        desktop.x.focus(window.xid)
        keyboard = Keyboard()
        if "view-only" in properties:
            yield keyboard
            return

        def answers():
            keyboard.tap(A)
            return server.keys
        server.wait_for(answers, "the keyboard in the display")
        server.wait_for(lambda: not server.held())
        keyboard.tap(ESCAPE)
        server.wait_for(lambda: (False, 1) in server.keys)
        server.forget()
        yield keyboard
    finally:
        process.kill()
        process.wait()


def table():
    """Scancodes by keycode of X, as the program has them."""
    codes = {key: key for key in range(1, 89) if key != 84}
    codes[85] = 0x76
    path = os.path.join(harness.TOP, "src", "console", "inn-keymap.c")
    with open(path, encoding="utf-8") as f:
        codes.update((int(key), int(code, 16))
                     for key, code in re.findall(r"\[(\d+)\] = (0x..)", f.read()))
    assert len(codes) > 210, len(codes)
    return {key + 8: code for key, code in codes.items()}


@tap.test
def every_key_reaches_the_guest():
    with rfb.Server() as server, viewer(server) as keyboard:
        codes = table()
        for keycode in range(9, 256):
            keyboard.tap(keycode)
        keyboard.tap(CAPS)
        keyboard.tap(NUM)
        expected = [event for keycode in range(9, 256) if keycode in codes
                    for event in taps(codes[keycode])]
        expected += taps(0x3a) + taps(0x45)
        server.wait_for(lambda: len(server.keys) >= len(expected), "all keys")
        assert server.keys == expected, [pair for pair in zip(server.keys, expected)
                                         if pair[0] != pair[1]][:3]


@tap.test
def dead_keys_and_tabs_are_keys():
    subprocess.run(["setxkbmap", "de"], env=desktop.env, check=True)
    try:
        with rfb.Server() as server, viewer(server) as keyboard:
            # The dead accent, a letter that it would join, Multi_key, Shift with Tab.
            keyboard.tap(21)
            keyboard.tap(A)
            keyboard.tap(SHIFT, 23)
            expected = taps(0x0d) + taps(A_CODE) + taps(SHIFT_CODE, 0x0f)
            server.wait_for(lambda: server.keys == expected, "the dead key")
            assert server.keysyms[0x0d] == 0xfe51 and server.keysyms[0x0f] == 0xff09
    finally:
        subprocess.run(["setxkbmap", "us"], env=desktop.env, check=True)


@tap.test
def keys_that_are_down_come_up():
    with rfb.Server() as server, viewer(server) as keyboard:
        window = desktop.x.windows()[0]
        # The focus goes elsewhere.
        keyboard.down(SHIFT, A)
        server.wait_for(lambda: server.held() == {SHIFT_CODE, A_CODE})
        desktop.x.focus(NOTHING)
        server.wait_for(lambda: not server.held(), "the keys to come up")
        keyboard.up(A, SHIFT)
        desktop.x.focus(window.xid)
        # What repeats comes up in between.
        server.forget()
        keyboard.down(A)
        server.wait_for(lambda: len(server.keys) >= 5, "a key that repeats")
        keyboard.up(A)
        server.wait_for(lambda: not server.held())
        assert server.keys[:5] == taps(A_CODE) * 2 + [(True, A_CODE)]
        # The keyboard is given back.
        keyboard.down(CTRL, ALT)
        server.wait_for(lambda: server.held() == {CTRL_CODE, ALT_CODE})
        keyboard.up(ALT)
        server.wait_for(lambda: not server.held(), "the keys to come up")
        keyboard.up(CTRL)


def hear(server, expected, what):
    """Exactly these keys arrive."""
    server.wait_for(lambda: len(server.keys) >= len(expected), what)
    assert server.keys == expected, (what, server.keys)
    server.forget()


def point(*steps):
    """What xdotool does: point("mousemove", 10, 10, "click", 1)."""
    desktop.xdotool(*steps)


@tap.test
def places_buttons_and_wheels():
    with rfb.Server() as server, viewer(server):
        window = desktop.x.windows()[0]
        # The picture is as large as fits, in the middle.
        scale = min(window.width / 640, window.height / 400)
        left, top = (window.width - 640 * scale) / 2, (window.height - 400 * scale) / 2
        place = (200, 300)
        point("mousemove", round(left + (place[0] + 0.5) * scale),
              round(top + (place[1] + 0.5) * scale))
        server.wait_for(lambda: server.pointer and server.pointer[-1] == (0, *place))
        for button, bit in ((1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 64)):
            server.forget()
            point("click", button)
            expected = [(bit, *place), (0, *place)]
            server.wait_for(lambda: len(server.pointer) >= 2, f"button {button}")
            assert server.pointer == expected, (button, server.pointer)
        # RFB has none for these: they are the keys that do the same.
        point("click", 8, "click", 9)
        hear(server, taps(0xea) + taps(0xe9), "back and forward")
        # Nobody tells when they come up.
        point("mousedown", 1)
        server.wait_for(lambda: server.pointer and server.pointer[-1][0] == 1)
        desktop.x.focus(NOTHING)
        server.wait_for(lambda: server.pointer[-1][0] == 0, "the button to come up")
        point("mouseup", 1)


@tap.test
def movements_without_places():
    with rfb.Server(absolute=False) as server, viewer(server) as keyboard:
        # Before a click the pointer is the user's; that click is not the guest's.
        point("mousemove", 500, 500, "mousemove", 700, 500, "click", 1)
        point("mousemove_relative", "--", 5, 5)
        server.wait_for(lambda: server.pointer)
        assert server.pointer == [(0, 5, 5)], server.pointer
        # Much farther than the screen is wide, and nothing is lost.
        total = 5, 5
        for _ in range(30):
            point("mousemove_relative", "--", 90, -40)
            total = total[0] + 90, total[1] - 40
            server.wait_for(lambda: server.moved() == total, f"a sum of {total}")
        point("click", 3)
        server.wait_for(lambda: server.pointer[-2:] == [(4, 0, 0), (0, 0, 0)])
        # Faster than the answers come.
        server.forget()
        point(*["mousemove_relative", "--", -14, 6, "sleep", 0.003] * 150)
        server.wait_for(lambda: server.moved()[0] < -1900, "fast movements")
        # The keys that give the keyboard back give the pointer back.
        keyboard.tap(CTRL, ALT)
        server.wait_for(lambda: not server.held())
        server.forget()
        point("mousemove", 300, 300, "mousemove", 800, 600)
        keyboard.tap(A)
        # A guest that takes places from now on is told of places.
        server.set_absolute(True)
        point("mousemove", 310, 300, "sleep", 0.1, "mousemove", 320, 300)
        server.wait_for(lambda: server.pointer, "a place")
        assert all(button == 0 and x > 0 and y > 0 for button, x, y in server.pointer)


@tap.test
def view_only_means_no_key_and_no_pointer():
    with rfb.Server() as server, viewer(server, "view-only") as keyboard:
        for _ in range(3):
            keyboard.tap(A)
            point("mousemove", 300, 300, "mousemove", 400, 300, "click", 1, "click", 4)
        # What it still says comes after all that.
        server.set_absolute(True)
        assert not server.keys and not server.pointer, (server.keys, server.pointer)


@tap.test
def caps_lock_is_the_same_here_and_there():
    with rfb.Server(features=(rfb.LEDS,)) as server, viewer(server) as keyboard:
        window = desktop.x.windows()[0]

        def come_back():
            desktop.x.focus(NOTHING)
            keyboard.tap(A)
            desktop.x.focus(window.xid)
            keyboard.tap(A)
            server.wait_for(lambda: (False, A_CODE) in server.keys)
        # A lamp that never changed says nothing.
        come_back()
        hear(server, taps(A_CODE), "no Caps Lock")
        server.set_leds(4)

        # The lamp and the focus take different ways: it may come back before the lamp is lit.
        def is_synced():
            server.keys.clear()
            come_back()
            return server.keys == taps(0x3a) + taps(A_CODE)
        server.wait_for(is_synced, "Caps Lock")


@tap.test
def the_guest_follows_the_window():
    with rfb.Server(features=(rfb.EXT_SIZE,)) as server, viewer(server, "resizes-guest"):
        window = desktop.x.windows()[0]
        size = window.width, window.height
        server.wait_for(lambda: server.sizes, "a new size")
        assert server.sizes == [size], (server.sizes, size)
        # Of a size that changes all the time only the last one counts.
        for width in range(1000, 700, -20):
            point("windowsize", window.xid, width, 500, "sleep", 0.02)
        server.wait_for(lambda: server.sizes[-1] == (720, 500), "the last size")
        assert len(server.sizes) == 2, server.sizes
        server.wait_for(lambda: (server.width, server.height) == (720, 500))


@contextlib.contextmanager
def console(**settings):
    """The page of a machine whose screen is the display that writes down, with the keyboard
    in the guest. What the machine itself shows is behind a network of its own."""
    with rfb.Server() as server, rig.Daemon(tcp=True) as daemon:
        daemon.define("guest", devices=f"<graphics type='vnc' port='{server.port}' "
                      "listen='127.0.0.1'/><video><model type='vga'/></video>", start=True)
        desktop.hosts(daemon.facts["tcp-uri"], **settings)
        with desktop.program() as app:
            app.wait_state("guest", "Running")
            app.select("guest")
            app.keys("Return")
            app.window("guest – Innkeeper")
            server.wait_for(lambda: server.ready, "the console to open")
            enter(app)
            server.forget()
            yield app, server


def enter(app):
    app.click(app.find(None, "Screen of guest"))
    app.find("label", "Keyboard in the guest – .* to leave")


def shortcuts(app, server):
    """Those of the window are the guest's, but for those that are to stay here."""
    q, w, f1, f10, f4 = 0x10, 0x11, 0x3b, 0x44, 0x3e
    for keys, codes in (("ctrl+q", (CTRL_CODE, q)), ("ctrl+w", (CTRL_CODE, w)),
                        ("F1", (f1,)), ("F10", (f10,)), ("alt+F4", (ALT_CODE, f4)),
                        ("alt", (ALT_CODE,)), ("alt+k", (ALT_CODE, 0x25))):
        app.keys(keys)
        hear(server, [(True, c) for c in codes] + [(False, c) for c in codes], keys)
    # Those that stay here: one of the program, one of the window.
    app.keys("ctrl+comma")
    app.window("Preferences")
    app.keys("Escape")
    app.wait_for(lambda: all(w.title != "Preferences" for w in app.windows()), "no window")
    enter(app)
    app.keys("ctrl+2")
    app.gone("label", "Keyboard in the guest.*")
    app.keys("ctrl+1")
    server.wait_for(lambda: not server.held())
    assert all(code == CTRL_CODE for _down, code in server.keys), server.keys
    # Keys of one's own give the keyboard back, and the last of them is not the guest's.
    enter(app)
    server.forget()
    app.find("label", r"Keyboard in the guest – Ctrl\+Shift\+Esc to leave")
    app.keys("ctrl+shift+Escape")
    app.gone("label", "Keyboard in the guest.*")
    server.wait_for(lambda: not server.held())
    assert all(code in (CTRL_CODE, SHIFT_CODE) for _down, code in server.keys), server.keys


US = {0x23: "hH", 0x17: "iI", 0x33: ",<", 0x39: "  ", 0x11: "wW", 0x0c: "-_", 0x02: "1!"}


def read(server):
    """The text that somebody with a US keyboard has typed."""
    shift, text = False, ""
    for down, code in list(server.keys):
        if code == SHIFT_CODE:
            shift = down
        elif down:
            text += US[code][shift]
    return text


def type_the_clipboard(app, server):
    # To the clipboard, by way of an entry.
    app.press(None, "_?Send Keys")
    app.choose("_?Other Combination…")
    app.window("Send a Combination of Keys")
    app.wait_focus("Keys")
    app.type("Hi, W_1!é")
    app.keys("ctrl+a", "ctrl+c", *["ctrl+v"] * 20, "ctrl+a", "ctrl+c", "Escape")
    app.wait_for(lambda: len(app.windows()) == 2, "no dialog")
    server.forget()
    app.press(None, "_?Send Keys")
    app.choose("_?T_?ype the Clipboard")
    app.find("label", "20 characters have no key on a US keyboard: é")
    app.screenshot("console-typing")
    text = "Hi, W_1!" * 20
    server.wait_for(lambda: len(read(server)) > 10, "the text")
    # Escape stops it, and is not the guest's.
    app.keys("Escape")
    rig.wait_for(lambda: not server.held())
    typed = read(server)
    assert text.startswith(typed) and len(typed) < len(text), typed
    app.keys("h")
    server.wait_for(lambda: read(server) == typed + "h", "nothing more")


def send_keys(app, server):
    server.forget()
    app.press(None, "_?Send Keys")
    app.choose(r"Ctrl\+Alt\+Backspace")
    hear(server, taps(CTRL_CODE, ALT_CODE, 0x0e), "what the menu sends")
    app.press(None, "_?Send Keys")
    app.choose("_?Other Combination…")
    app.window("Send a Combination of Keys")
    app.wait_focus("Keys")
    app.type("ctrl+nosuch")
    app.find("label", "“nosuch” is no key.")
    app.screenshot("console-keys")
    # All keys can be pressed, also those that would leave the dialog.
    app.press(None, "_?Press Keys")
    app.find(None, "Press the Keys Now")
    Keyboard().tap(CTRL, SUPER, ESCAPE)
    app.find(None, "_?Press Keys")
    app.answer("Send")
    hear(server, taps(CTRL_CODE, 0xdb, 1), "what was pressed")
    # It is in the menu from now on.
    app.press(None, "_?Send Keys")
    app.find(harness.MENU_ITEM, r"Ctrl\+Super\+Esc")
    app.screenshot("console-send-keys")
    app.keys("Escape")


@tap.test
def the_page_of_a_machine():
    with console(console_host_shortcuts="['Ctrl+2', 'Ctrl+,']",
                 console_release_keys="'Ctrl+Shift+Escape'") as (app, server):
        shortcuts(app, server)
        send_keys(app, server)
        type_the_clipboard(app, server)
        app.keys("ctrl+shift+Escape")
        app.gone("label", "Keyboard in the guest.*")


@tap.test
def preferences_of_the_keyboard():
    desktop.settings(console_own_keys="['Ctrl+Alt+J']")
    with desktop.program() as app:
        app.find("label", "No Hosts.*|.*[Cc]onnect.*")
        app.keys("ctrl+comma")
        app.window("Preferences")
        app.press(None, "_?Console")
        app.press("button", "Change the keys that leave the guest.*")
        app.window("Keys That Leave the Guest")
        app.press(None, "_?Press Keys")
        app.find(None, "Press the Keys Now")
        Keyboard().tap(105)
        app.find(None, "_?Press Keys")
        app.answer("Change")
        app.find("label", "Ctrl_R")
        app.press(None, "_?Shortcuts That Stay Here")
        app.press(None, "Add…")
        app.window("A Shortcut That Stays Here")
        app.wait_focus("Keys")
        app.type("f11")
        app.keys("Return")
        app.find("label", "F11")
        app.press(None, "_?Own Combinations")
        app.screenshot("console-preferences")
        app.press("button", r"Remove Ctrl\+Alt\+J")
        app.gone("label", r"Ctrl\+Alt\+J")
    assert desktop.setting("console-release-keys") == "'Ctrl_R'"
    assert desktop.setting("console-host-shortcuts") == "['F11']"
    assert desktop.setting("console-own-keys") == "[]"


if __name__ == "__main__":
    tap.main(desktop)
