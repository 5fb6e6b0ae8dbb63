#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Real guests, used by key and pointer on the screen that the program shows: GRUB, memtest and
the graphical installer of Debian. What they did is read from the pixels."""
import glob
import itertools
import os
import shutil
import time

import consoles
import harness
import sshd
import tap
import tls
from harness import rig

desktop = harness.Desktop()

GRUB = ("/usr/lib/grub-rescue/grub-rescue-cdrom.iso",)
MEMTEST = ("/boot/memtest86+x64.bin", "/boot/mt86+x64", "/boot/memtest86+/memtest.bin",
           "/boot/memtest86+x86_64")
INSTALLER = ("/usr/lib/debian-installer/images/*/amd64/gtk/debian-installer/amd64/linux",)

INSTALLER_DEVICES = ("<controller type='usb' model='piix3-uhci'/>"
                     "<input type='tablet' bus='usb'/>")
INSTALLER_BOOT = ("<initrd>{}/initrd.gz</initrd>"
                  "<cmdline>vga=788 priority=critical netcfg/enable=false quiet</cmdline>")

WHITE = (255, 255, 255)
COLOURS = {"red": (170, 0, 0), "blue": (0, 0, 170), "green": (0, 170, 0)}


def found(paths):
    """The first file that is there, the newest of its kind."""
    files = [f for p in paths for f in sorted(glob.glob(p), reverse=True)]
    if not files:
        raise rig.Skip(f"{paths[0]} is not installed")
    return files[0]


def share(pixels, colour, within=12):
    """How much of a picture has a colour, 0 to 1."""
    n = sum(all(abs(pixels[i + c] - colour[c]) <= within for c in range(3))
            for i in range(0, len(pixels), 3))
    return n * 3 / len(pixels)


def two_hosts(near, far):
    """The same daemon twice, in two ways."""
    names = {near: "Near", far: "Far"}
    desktop.hosts(*names, **desktop.host_names(names))


def use(app, name, place=None):
    """Opens the console and gives it the keyboard."""
    consoles.open_console(app, name, place)
    consoles.await_picture(app)
    consoles.take_keyboard(app, name)


# ----------------------------------------------------------------- GRUB
def start_grub(daemon, name, devices):
    shutil.copy(found(GRUB), f"{daemon.dir}/{name}.img")
    daemon.define(name, devices=devices, memory=32, start=True)


def paint(app, name, colour):
    """A command at its prompt that paints the screen. While it boots it takes no keys, and on
    a busy computer it takes them slowly."""
    pace = itertools.chain((40, 80, 160), itertools.repeat(300))

    def is_painted():
        delay = next(pace)
        app.keys("Escape", "c")
        for command in (f"color_normal=white/{colour}", "clear"):
            desktop.xdotool("type", "--delay", delay, command)
            app.keys("Return")
        time.sleep(delay / 100)
        return share(consoles.picture(app, name), COLOURS[colour]) > 0.9
    app.wait_for(is_painted, f"a {colour} screen", deadline=90)
    app.screenshot(f"guest-{name}-{colour}")


def give_password(app, password):
    """If it does not come from elsewhere."""
    def is_asked():
        return app.look("label", "The Display Asks for a Password")
    app.wait_for(lambda: is_asked() or consoles.is_seen(app), "the picture, or a question")
    if is_asked():
        app.type(password)
        app.keys("Return")


@tap.test
def grub_here_over_ssh_and_with_a_password():
    with sshd.SshHost() as host, consoles.reachable(host.daemon) as port:
        two_hosts(host.daemon.uri, host.uri)
        start_grub(host.daemon, "grub", consoles.vnc(port))
        with desktop.program(PATH=host.path) as app:
            use(app, "grub", "Near")
            paint(app, "grub", "red")
            consoles.close_console(app, "grub")
            use(app, "grub", "Far")
            app.find(None, "Through SSH, encrypted")
            paint(app, "grub", "blue")
            consoles.close_console(app, "grub")
            host.daemon.virsh("destroy", "grub")
            start_grub(host.daemon, "locked", consoles.vnc(port, "s3cret"))
            consoles.open_console(app, "locked", "Far")
            give_password(app, "s3cret")
            consoles.await_picture(app)
            consoles.take_keyboard(app, "locked")
            paint(app, "locked", "green")
            assert host.authentications() == 1, host.authentications()
            consoles.close_console(app, "locked")


def make_certificates(folder):
    """Of a display at 127.0.0.1, and of who signed it, where the program looks for that."""
    desktop.preload.append(rig.built_library("INN_OWN_HOME", "libinn-own-home.so"))
    tls.Authority(folder, "ca").sign("server", "IP:127.0.0.1")
    for name, called in (("ca.pem", "ca-cert.pem"), ("server.pem", "server-cert.pem"),
                         ("server.key", "server-key.pem")):
        shutil.copy(f"{folder}/{name}", f"{folder}/{called}")
    known = f"{desktop.env['HOME']}/.pki/CA"
    os.makedirs(known)
    shutil.copy(f"{folder}/ca.pem", f"{known}/cacert.pem")


@tap.test
def grub_over_tls():
    rig.need("openssl")
    folder = rig.make_dir()
    try:
        make_certificates(folder)
        host = tls.TlsHost()
        host.daemon.vnc_tls = folder
        with host, sshd.SshHost(host.daemon) as ssh, consoles.reachable(host.daemon) as port:
            two_hosts(host.uri("good", "full"), ssh.uri)
            start_grub(host.daemon, "grub", consoles.vnc(port))
            with desktop.program(PATH=ssh.path) as app:
                for place, colour in (("Near", "red"), ("Far", "blue")):
                    use(app, "grub", place)
                    paint(app, "grub", colour)
                    consoles.close_console(app, "grub")
    finally:
        shutil.rmtree(folder)


# -------------------------------------------------- memtest, and the installer
def start_kernel(daemon, name, files, memory, devices, more=""):
    kernel = found(files)
    daemon.define(name, memory=memory, start=True, devices=devices,
                  kernel=f"<kernel>{kernel}</kernel>" + more.format(os.path.dirname(kernel)))


def blackens(app, key, rises):
    """Whether a key of memtest opens its menu, or closes it: black on blue."""
    def is_done():
        app.keys(key)
        time.sleep(0.3)
        return (share(consoles.picture(app, "memtest"), (0, 0, 0)) > 0.7) == rises
    app.wait_for(is_done, f"what {key} does", deadline=60)


@tap.test
def memtest_here_and_over_ssh():
    found(MEMTEST)
    with sshd.SshHost() as host, consoles.reachable(host.daemon) as port:
        two_hosts(host.daemon.uri, host.uri)
        start_kernel(host.daemon, "memtest", MEMTEST, 32, consoles.vnc(port))
        with desktop.program(PATH=host.path) as app:
            use(app, "memtest", "Near")
            app.wait_for(lambda: share(consoles.picture(app, "memtest"), COLOURS["blue"]) > 0.6,
                         "memtest", deadline=60)
            for place in ("Near", "Far"):
                if place == "Far":
                    use(app, "memtest", "Far")
                blackens(app, "F1", True)
                app.screenshot(f"guest-memtest-{place}")
                blackens(app, "F10", False)
                consoles.close_console(app, "memtest")
            assert host.authentications() == 1, host.authentications()


def is_selected(app):
    """Whether the row of the installer's list in the middle of the screen is: it has a colour."""
    strip = consoles.picture(app, "installer", width=100, height=4, right=250)
    return share(strip, WHITE) < 0.1


def is_list(app):
    return share(consoles.picture(app, "installer"), WHITE) > 0.8


@tap.test
def installer_here_and_over_ssh():
    found(INSTALLER)
    with sshd.SshHost() as host, consoles.reachable(host.daemon) as port:
        two_hosts(host.daemon.uri, host.uri)
        start_kernel(host.daemon, "installer", INSTALLER, 1280,
                     INSTALLER_DEVICES + consoles.vnc(port), INSTALLER_BOOT)
        with desktop.program(PATH=host.path) as app:
            consoles.open_console(app, "installer", "Near")
            consoles.await_picture(app)
            app.wait_for(lambda: is_list(app) and not is_selected(app), "its list of languages",
                         deadline=300)
            consoles.take_keyboard(app, "installer")        # a click on the row in the middle
            app.wait_for(lambda: is_selected(app), "the row under the pointer to be selected")
            app.screenshot("guest-installer-pointer")
            app.keys("Down")
            app.wait_for(lambda: not is_selected(app), "the next row to be selected")
            consoles.close_console(app, "installer")
            use(app, "installer", "Far")
            app.wait_for(lambda: is_selected(app), "the row under the pointer to be selected")
            languages = consoles.picture(app, "installer")
            app.keys("Down", "Return")
            app.wait_for(lambda: is_list(app) and not is_selected(app) and
                         consoles.differs(languages, consoles.picture(app, "installer")) > 9000,
                         "its list of countries", deadline=60)
            app.screenshot("guest-installer-keys")
            assert host.authentications() == 1, host.authentications()
            consoles.close_console(app, "installer")


if __name__ == "__main__":
    tap.main(desktop)
