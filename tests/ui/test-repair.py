#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Machines that do not start: what is said, and the button that helps."""
import contextlib
import os

import harness
import tap
from harness import rig

desktop = harness.Desktop()

NETWORK = "<network><name>lan</name><bridge name='virbr9'/><dns enable='no'/></network>"
CARD = "<interface type='network'><source network='lan'/></interface>"


def define_network(daemon):
    path = os.path.join(daemon.dir, "lan.xml")
    with open(path, "w", encoding="utf-8") as f:
        f.write(NETWORK)
    daemon.virsh("net-define", path)


def define_kvm(daemon, name):
    """A machine of KVM, which libvirt takes only from its own folder where there is none."""
    image = os.path.join(daemon.dir, f"{name}.img")
    with open(image, "wb") as f:
        f.write(rig.boot_image())
    xml = rig.domain_xml(name, "1a1a0000-0000-4000-8000-00000000000b", image)
    xml = xml.replace("type='qemu'", "type='kvm'", 1)
    xml = xml.replace("<vcpu>", "<cpu mode='host-passthrough'/><vcpu>")
    with open(os.path.join(daemon.dir, f"etc/qemu/{name}.xml"), "w", encoding="utf-8") as f:
        f.write(xml)
    daemon.restart()


def start_in_vain(app, name):
    app.wait_state(name, "Shut off")
    app.select(name)
    app.keys("ctrl+r")
    app.find("label", f"Could not start {name}")
    app.keys("ctrl+j")
    app.find("label", "Failed after .*")


@contextlib.contextmanager
def inside(daemon):
    """The program on the computer of this daemon, as far as files go."""
    harness.need("nsenter")
    if os.geteuid() != 0:
        raise harness.Skip("only root may enter the namespace")
    program = harness.built("INN_PROGRAM", "src/innkeeper")
    wrapper = os.path.join(daemon.dir, "innkeeper")
    with open(wrapper, "w", encoding="utf-8") as f:
        f.write(f'#!/bin/sh\nexec nsenter -t {daemon.keeper.pid} -m -- {program} "$@"\n')
    os.chmod(wrapper, 0o700)
    before = os.environ.get("INN_PROGRAM")
    os.environ["INN_PROGRAM"] = wrapper
    try:
        yield
    finally:
        if before is None:
            del os.environ["INN_PROGRAM"]
        else:
            os.environ["INN_PROGRAM"] = before


@tap.test
def a_network_that_does_not_run_is_started():
    with rig.Daemon() as daemon:
        define_network(daemon)
        daemon.define("web", devices=CARD)
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            start_in_vain(app, "web")
            app.find("label", "The network “lan”, which the machine needs, does not run.*")
            app.find("label", "Requested operation is not valid: network 'lan' is not active")
            app.screenshot("job-repair")
            app.press("button", "Start Network “lan” and Try Again")
            app.find("label", "Start network lan")
            app.wait_state("web", "Running")
            app.gone("label", "Failed after .*")
        daemon.virsh("destroy", "web")
        daemon.virsh("net-destroy", "lan")


@tap.test
def without_kvm_emulation_is_offered():
    with rig.Daemon(kvm=False) as daemon:
        define_kvm(daemon, "fast")
        desktop.hosts(daemon.uri)
        with desktop.program() as app:
            app.tolerated = harness.QUESTION
            start_in_vain(app, "fast")
            app.find("label", "The host cannot run KVM machines.*")
            app.press("button", "Use Emulation…")
            app.find("label", "Emulate “fast”\\?")
            app.screenshot("job-repair-question")
            app.answer("Cancel")
            assert "type='kvm'" in daemon.virsh("dumpxml", "fast")
            app.gone("label", "Emulate “fast”\\?")
            app.keys("ctrl+j")
            app.find("label", "Failed after .*")
            app.press("button", "Use Emulation…")
            app.answer("Change and Start")
            app.wait_state("fast", "Running")
            xml = daemon.virsh("dumpxml", "--inactive", "fast")
            assert "<domain type='qemu'>" in xml and "mode='maximum'" in xml, xml
        daemon.virsh("destroy", "fast")


@tap.test
def what_qemu_wrote_is_shown():
    with rig.Daemon() as daemon, inside(daemon):
        daemon.define("web")
        daemon.define("thief", start=True)
        xml = daemon.write_xml("web")
        with open(xml, encoding="utf-8") as f:
            text = f.read()
        with open(xml, "w", encoding="utf-8") as f:
            f.write(text.replace("web.img", "thief.img"))
        daemon.virsh("undefine", "web")
        daemon.virsh("define", xml)
        desktop.hosts("qemu:///system")
        with desktop.program() as app:
            start_in_vain(app, "web")
            app.find("label", "A disk image is used by another process.*")
            app.press("(toggle )?button", "_?Log of the Machine( Log of the Machine)?")
            app.find("label", "(?s).*Failed to get \"write\" lock.*shutting down.*")
            app.screenshot("job-log")
        daemon.virsh("destroy", "thief")


if __name__ == "__main__":
    tap.main(desktop)
