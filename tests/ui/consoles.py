# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The console of a machine in the program: how it is opened, seen and typed to."""
import contextlib
import os
import subprocess
import sys

from harness import rig

# Whatever key comes from the BIOS goes to the screen.
ECHO = bytes.fromhex(
    "fa 31c0 8ed8 8ed0 bc007c fb"   # cli; xor ax,ax; mov ds,ax; mov ss,ax; mov sp,0x7c00; sti
    "30e4 cd16 b40e cd10 ebf6")     # again: xor ah,ah; int 0x16; mov ah,0x0e; int 0x10; jmp again

# Passes a UNIX socket on to a port of the network namespace it runs in.
INTO_NAMESPACE = """
import socket, sys, threading
def pump(a, b):
    while data := a.recv(65536):
        b.sendall(data)
    b.shutdown(socket.SHUT_WR)
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
while True:
    here = server.accept()[0]
    there = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    for pair in (here, there), (there, here):
        threading.Thread(target=pump, args=pair, daemon=True).start()
"""


def vnc(port=None, password=None):
    place = f"port='{port}'" if port else "autoport='yes'"
    secret = f" passwd='{password}'" if password else ""
    return (f"<graphics type='vnc' {place} listen='127.0.0.1'{secret}/>"
            "<video><model type='vga'/></video>")


def define(daemon, name, devices, start=True):
    with open(f"{daemon.dir}/{name}.img", "wb") as f:
        f.write(rig.boot_image(ECHO))
    daemon.define(name, devices=devices, memory=32)
    if start:
        daemon.virsh("start", name)


def open_console(app, name, host=None):
    app.row(name, host)
    app.select(name, host)
    app.keys("Return")
    app.window(f"{name} – Innkeeper")


def picture(app, name, width=400, height=200, right=0):
    """What is seen of the screen of a machine, around its centre or so far right of it."""
    x, y = app.centre(app.find(None, f"Screen of {name}"))
    crop = f"{width}x{height}+{x + right - width // 2}+{y - height // 2}"
    return subprocess.run(["import", "-window", "root", "-crop", crop, "-depth", "8", "rgb:-"],
                          env=app.desktop.env, check=True, capture_output=True).stdout


def is_seen(app):
    return app.look("label", r"VNC · \d+ × \d+ · .*|Keyboard in the guest.*")


def await_picture(app):
    app.wait_for(lambda: is_seen(app), "the picture", deadline=30)


def differs(a, b):
    return sum(x != y for x, y in zip(a, b))


def type_into(app, name, text):
    """Types until it is seen: a guest that boots takes no keys."""
    before = picture(app, name)

    def answers():
        app.type(text)
        return differs(before, picture(app, name)) > 100
    app.wait_for(answers, "the guest to show what was typed", deadline=30)


def beside(app, label, role, name):
    """What stands with a label, not the same in the header."""
    node = app.find("label", label)
    while not app.look(role, name, within=node):
        node = node.parent
    return app.look(role, name, within=node)


def take_keyboard(app, name):
    app.click(app.find(None, f"Screen of {name}"))
    app.find("label", "Keyboard in the guest.*")


def leave(app):
    """Ctrl+Alt gives the keyboard back."""
    app.desktop.xdotool("keydown", "Control_L", "keydown", "Alt_L", "keyup", "Alt_L",
                        "keyup", "Control_L")
    app.gone("label", "Keyboard in the guest.*")


def close_console(app, name):
    leave(app)
    app.keys("ctrl+w")
    app.wait_for(lambda: all(w.title != f"{name} – Innkeeper" for w in app.windows()),
                 "the window to close")


@contextlib.contextmanager
def reachable(daemon):
    """A port of this computer that is the same port of a daemon's private network."""
    path = f"{daemon.dir}/vnc"
    with rig.Relay(path, tcp=True) as relay:
        inside = subprocess.Popen(daemon.inside(sys.executable, "-c", INTO_NAMESPACE, path,
                                                str(relay.port)))
        try:
            rig.wait_for(lambda: os.path.exists(path), what="the way into the namespace")
            yield relay.port
        finally:
            inside.kill()
            inside.wait()
