#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Ways to the screen of a machine, and what becomes of it when they break."""
import glob
import os
import signal
import subprocess

import consoles
import harness
import sshd
import tap
from harness import rig

desktop = harness.Desktop()


def listening(how):
    return (f"<graphics type='vnc'><listen type='{how}'/></graphics>"
            "<video><model type='vga'/></video>")


def types(app, name, host=None):
    """Opens the console, if that has to be done, and uses it."""
    if host is not None:
        consoles.open_console(app, name, host)
    consoles.await_picture(app)
    consoles.take_keyboard(app, name)
    consoles.type_into(app, name, "x" * 200)


@tap.test
def at_no_port():
    with sshd.SshHost() as host:
        names = {host.daemon.uri: "Near", host.uri: "Far"}
        desktop.hosts(*names, **desktop.host_names(names))
        for how in ("socket", "none"):
            consoles.define(host.daemon, how, listening(how))
        with desktop.program(PATH=host.path) as app:
            for name, place in (("socket", "Near"), ("socket", "Far"), ("none", "Near")):
                types(app, name, place)
                consoles.close_console(app, name)
            consoles.open_console(app, "none", "Far")
            app.find("label", "(?s).*listens nowhere.*127.0.0.1.*", deadline=30)
            app.screenshot("console-nowhere")
            assert host.authentications() == 1, host.authentications()


class Session:
    """The libvirt of the session that is private to this desktop."""

    def __init__(self):
        self.dir, self.uri = f"{desktop.dir}/images", "qemu:///session"
        os.mkdir(self.dir)

    def virsh(self, *args):
        return subprocess.run(["virsh", "-q", "-c", self.uri, *args], env=desktop.env, check=True,
                              capture_output=True, text=True).stdout

    define, write_xml = rig.Daemon.define, rig.Daemon.write_xml

    def stop(self):
        """Its daemons would end by themselves, two minutes later."""
        for path in glob.glob(f"{desktop.env['XDG_RUNTIME_DIR']}/libvirt/*.pid"):
            with open(path, encoding="ascii") as f:
                os.kill(int(f.read()), signal.SIGTERM)


@tap.test
def of_the_session():
    if os.geteuid() == 0:
        raise rig.Skip("root has no libvirt of a session")
    session = Session()
    try:
        consoles.define(session, "mine", listening("none"))
    except subprocess.CalledProcessError as e:
        raise rig.Skip(f"no libvirt of a session: {e.stderr}") from e
    try:
        desktop.hosts(session.uri)
        with desktop.program() as app:
            types(app, "mine", "")
            consoles.close_console(app, "mine")
    finally:
        session.virsh("destroy", "mine")
        session.virsh("undefine", "mine")
        session.stop()


@tap.test
def comes_back():
    with rig.Daemon() as daemon:
        consoles.define(daemon, "echo", consoles.vnc())
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            types(app, "echo", "")
            daemon.terminate()
            app.find("label", ".*[Rr]etry.*|.*[Cc]onnecting.*|.*[Nn]ot responding.*")
            consoles.type_into(app, "echo", "y" * 100)      # QEMU goes on
            app.screenshot("console-no-daemon")
            daemon.boot()
            app.wait_state("echo", "Running", deadline=60)
            consoles.type_into(app, "echo", "z" * 100)
            daemon.virsh("managedsave", "echo")
            app.find("label", ".*was saved.*")
            daemon.virsh("start", "echo")
            types(app, "echo")
            daemon.virsh("reset", "echo")
            types(app, "echo")
            consoles.leave(app)


@tap.test
def a_guest_that_hangs_holds_up_nobody():
    with rig.Daemon() as daemon:
        for name in ("hung", "echo"):
            consoles.define(daemon, name, consoles.vnc())
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.wait_state("hung", "Running")
            os.kill(daemon.qemu_pid("hung"), signal.SIGSTOP)
            consoles.open_console(app, "hung")
            app.find("label", "(?s).*which does not answer.*", deadline=30)
            app.screenshot("console-hung")
            app.keys("ctrl+w")
            types(app, "echo", "")
            consoles.close_console(app, "echo")
            os.kill(daemon.qemu_pid("hung"), signal.SIGCONT)
            types(app, "hung", "")
            consoles.leave(app)


if __name__ == "__main__":
    tap.main(desktop)
