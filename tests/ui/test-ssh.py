#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Hosts over SSH: what ssh asks, what goes wrong on the way, and in which words a
person is told."""
import contextlib
import os
import re
import signal
import threading
import time

import harness
import tap
from harness import rig

import sshd

desktop = harness.Desktop()


def program(*hosts, args=(), **env):
    """The program with hosts called “workshop”, “attic”, and the PATH of the first."""
    names = dict(zip((host.uri for host in hosts), ("workshop", "attic")))
    desktop.hosts(*names, **desktop.host_names(names))
    return desktop.program(*args, PATH=hosts[0].path, **env)


@contextlib.contextmanager
def workshop(**how):
    """A host with a machine, and the program with that host."""
    with sshd.SshHost(**how) as host:
        host.define("guest-1")
        with program(host) as app:
            yield host, app


def row(app, words=""):
    """The row of the host in the sidebar, once it says so."""
    return app.find("list item", f"(?s)workshop.*{words}.*", deadline=40)


def is_in(app, host):
    """Waits until the host is connected; returns how often it let somebody in so far."""
    app.wait_state("guest-1", "Shut off", deadline=40)
    app.find("list item", "workshop, 1 machine")
    return host.authentications()


def asked(app, title, *sentences):
    """Waits for a question that says all this, some of it as regular expressions."""
    app.tolerated = harness.QUESTION
    for words in (title, *sentences):
        app.find("label", f"(?s){words}")


def type_secret(app, secret):
    button = app.find("button", ".*Sign In")
    app.wait_for(lambda: not button.has("sensitive"), "an empty question")
    time.sleep(0.3)                     # it takes the focus once it is on the screen
    app.type(secret)
    app.wait_for(lambda: button.has("sensitive"), "a question with an answer")
    app.keys("Return")


def print_of(host):
    """The fingerprint as the card shows it, in two lines."""
    return r"SHA256:\n" + r"\n?".join(map(re.escape, host.server.fingerprint()[7:]))


def processes(*words):
    """Process ids of which a word each stands in the command line."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                line = f.read()
        except OSError:
            continue
        if all(word.encode() in line for word in words):
            found.append(int(pid))
    return found


def masters():
    """The logins that the lanes of a host share."""
    return processes(f"{desktop.dir}/run/innkeeper/", "[mux]")


@tap.test
def a_key_signs_in_once_for_everything():
    with sshd.SshHost() as host:
        host.define("guest-1")
        with program(host) as app:
            is_in(app, host)
            app.select("guest-1")
            app.keys("ctrl+r")                  # by the lane of jobs
            app.wait_state("guest-1", "Running")
            app.select("guest-1", count=2)
            app.window("guest-1.*")
            app.keys("ctrl+2")                  # by the lane of statistics
            app.find(None, r"Total \d+\W%")
            assert host.authentications() == 1, host.server.log()
            assert len(masters()) == 1 and len(host.server.sessions()) == 1
            app.keys("ctrl+w")
            app.wait_for(lambda: len(app.windows()) == 1, "the window to close")
            assert app.quit() < 2
        assert not processes(f"{desktop.dir}/run/innkeeper/")
        assert not os.listdir(f"{desktop.dir}/run/innkeeper")
        assert not host.server.sessions()


@tap.test
def a_failed_start_shows_the_log_of_the_host():
    with sshd.SshHost() as host:
        # The image is no qcow2: QEMU starts, says so in its log, and ends.
        host.daemon.define("guest-1", devices=f"""<disk type='file' device='disk'>
            <driver name='qemu' type='qcow2'/><source file='{host.daemon.dir}/guest-1.img'/>
            <target dev='hdb' bus='ide'/></disk>""")
        with program(host) as app:
            is_in(app, host)
            app.select("guest-1")
            app.keys("ctrl+r")
            app.find(None, ".*Could not start.*")
            app.keys("ctrl+j")
            app.press("(toggle )?button", "_?Log of the Machine.*")
            app.find(None, "(?s).*not in qcow2 format.*")
            assert host.authentications() == 1, host.server.log()


@tap.test
def an_encrypted_key():
    with workshop(encrypted=True) as (host, app):
        asked(app, "Passphrase for id", "It unlocks the key that signs you in to workshop.",
              re.escape(host.person.key))
        type_secret(app, "wrong")
        asked(app, "Passphrase for id", "Wrong passphrase, 2 tries left.")
        app.screenshot("ssh-passphrase")
        type_secret(app, host.secret)
        assert is_in(app, host) == 1


@tap.test
def a_password():
    with workshop(accepts="password") as (host, app):
        asked(app, "Password for admin",
              r"workshop \(127.0.0.1\) asks for a password over SSH.")
        type_secret(app, host.secret)
        assert is_in(app, host) == 1
        # A lost login is made anew without a question.
        for pid in masters():
            os.kill(pid, signal.SIGKILL)
        rig.wait_for(lambda: host.authentications() == 2, what="the second login")
        assert is_in(app, host) == 2
        assert len(app.windows()) == 1


@tap.test
def a_password_and_a_code():
    with workshop(accepts="code") as (host, app):
        asked(app, "Password for admin",
              r"workshop \(127.0.0.1\) asks for a password over SSH.")
        type_secret(app, host.secret)
        asked(app, "Sign In to workshop", r"workshop \(127.0.0.1\) asks over SSH.",
              "Verification code")
        assert not app.look("switch", "Remember.*")     # it is good once
        app.screenshot("ssh-code")
        type_secret(app, sshd.CODE)
        assert is_in(app, host) == 1
        # A code that was used is not tried again: this needs its user.
        host.cut()
        row(app, "Password needed")
        assert len(app.windows()) == 1 and host.server.refusals() == 0


@tap.test
def a_password_for_the_keyring():
    with sshd.SshHost(accepts="password") as host, rig.Keyring(desktop.env) as keyring:
        host.define("guest-1")
        with program(host) as app:
            asked(app, "Password for admin", "In the login keyring")
            app.press("switch", "Remember Password")
            app.click(app.find("text box", "Password"))
            type_secret(app, host.secret)
            is_in(app, host)
            rig.wait_for(lambda: keyring.count() == 1, what="the secret in the keyring")
        with program(host) as app:
            assert is_in(app, host) == 2
            assert len(app.windows()) == 1
        # What is refused is asked for anew, and what was right takes its place.
        host.server.change_password()
        with program(host) as app:
            asked(app, "Password for admin", "Wrong password, 2 tries left.")
            type_secret(app, host.server.password)
            is_in(app, host)
        rig.wait_for(lambda: keyring.count() == 1, what="one secret in the keyring")
        with program(host) as app:
            assert is_in(app, host) == 4
            app.click(row(app), button=3)
            app.choose("Forget Password")
            app.find(None, "The password of workshop is no longer remembered")
            rig.wait_for(lambda: keyring.count() == 0, what="nothing in the keyring")
            app.click(row(app), button=3)
            app.find("menu item", "Remove…")
            assert not app.look("menu item", "Forget Password")
            app.keys("Escape")
        assert host.server.refusals() == 1, host.server.log()


@tap.test
def three_wrong_passwords():
    with sshd.SshHost(accepts="password") as host:
        with program(host) as app:
            for words in ("asks for a password", "Wrong password, 2 tries left.",
                          "Wrong password, 1 try left."):
                asked(app, "Password for admin", f".*{words}.*")
                type_secret(app, "wrong")
            row(app, "Password needed")
            time.sleep(3)               # nothing is tried that could lock an account
            assert len(app.windows()) == 1
            assert host.server.refusals() == 3, host.server.log()
            app.screenshot("ssh-denied")


@tap.test
def cancelling_ends_it():
    with sshd.SshHost(accepts="password") as host:
        with program(host) as app:
            asked(app, "Password for admin")
            app.keys("Escape")
            app.gone("list item", "workshop, .*Connecting.*")
            time.sleep(1)
            assert len(app.windows()) == 1
            assert host.server.refusals() == 0, host.server.log()
            app.wait_for(lambda: not processes(f"{desktop.dir}/run/innkeeper/", "ssh"),
                         "ssh to end")
            # To quit is an answer, too.
            app.click(row(app), count=2)
            asked(app, "Password for admin")
            app.quit()
            assert not processes(f"{desktop.dir}/run/innkeeper/", "ssh")
            assert host.server.refusals() == 0, host.server.log()


@tap.test
def a_host_that_nobody_knows():
    with sshd.SshHost(key="unknown") as host:
        host.define("guest-1")
        known = host.person.known_hosts
        with program(host) as app:
            asked(app, "Is This Really workshop[?]", "Nobody on this computer has connected.*",
                  f"127.0.0.1, port {host.port}", "ED25519", print_of(host),
                  f"“Trust Host” keeps the key in {known}.")
            app.screenshot("ssh-unknown")
            app.keys("Return")                  # Cancel is what Enter does
            app.gone("list item", "workshop, .*Connecting.*")
            assert host.authentications() == 0
            app.click(row(app), count=2)
            asked(app, "Is This Really workshop[?]")
            app.press("button", ".*Connect Once")
            is_in(app, host)
            assert sshd.read(known) == ""
        with program(host) as app:
            asked(app, "Is This Really workshop[?]")
            app.answer("Trust Host")
            is_in(app, host)
            assert f"[127.0.0.1]:{host.port} ssh-ed25519 " in sshd.read(known)
        with program(host) as app:
            is_in(app, host)


@tap.test
def a_host_with_another_key():
    with workshop(key="changed") as (host, app):
        asked(app, "The Key of workshop Has Changed",
              "Somebody may be listening, or the host was set up anew.", "Shown now",
              print_of(host), f"The known key is in {host.person.known_hosts}, line 1.*")
        app.screenshot("ssh-changed")
        app.keys("Escape")
        row(app, "Key changed")
        assert host.authentications() == 0
        app.click(row(app), count=2)
        asked(app, "The Key of workshop Has Changed", print_of(host))
        app.wait_focus(".*Cancel")
        app.keys("Return")
        app.wait_for(lambda: len(app.windows()) == 1, "the question to go")
        # A test of the address leads to the same.
        app.click(row(app), button=3)
        app.choose("Edit Connection…")
        app.window("Edit Host")
        app.press(None, "_?Test Connection")
        asked(app, "The Key of 127.0.0.1 Has Changed", print_of(host))
        app.screenshot("ssh-changed-test")
        app.answer("Replace Key…")
        app.window("Replace the Key of 127.0.0.1[?]")
        app.wait_for(lambda: len(app.windows()) == 3, "the first question to go")
        time.sleep(0.3)             # it takes the focus once it is on the screen
        app.type("127.0.0.1")
        app.keys("Return")
        asked(app, "Is This Really 127.0.0.1[?]", print_of(host))
        app.answer("Trust Host")
        app.find(None, "libvirt answers")
        app.keys("Escape")
        app.wait_for(lambda: len(app.windows()) == 1, "the dialog to close")
        app.click(row(app), count=2)
        is_in(app, host)


@tap.test
def a_host_behind_another():
    with workshop(jump=True, key="unknown") as (host, app):
        # Who is on the way is asked about by its own name.
        asked(app, "Is This Really 127.0.0.1[?]", r".*, port .* for the connection to workshop")
        app.screenshot("ssh-jump")
        app.answer("Trust Host")
        app.gone("label", "Is This Really 127.0.0.1[?]")
        asked(app, "Is This Really .*[?]", print_of(host))
        app.answer("Trust Host")
        is_in(app, host)
        assert (host.jump.authentications(), host.authentications()) == (1, 1)
        app.wait_for(lambda: len(masters()) == 2, "a login each")


@tap.test
def two_hosts_ask_one_after_the_other():
    with rig.Daemon() as daemon, sshd.SshHost(daemon, accepts="password") as one, \
            sshd.SshHost(daemon, accepts="password") as two:
        daemon.define("guest-1")
        one.person.know(two.server)
        with program(one, two) as app:
            left = {"workshop": one, "attic": two}
            while left:
                label = app.find("label", rf"({'|'.join(left)}) \(127.0.0.1\) asks for .*")
                assert len(app.windows()) == 2
                name = label.name.split()[0]
                type_secret(app, left.pop(name).secret)
                app.gone("label", rf"{name} .* asks for .*")
            app.find(None, "2 machines")
            assert (one.authentications(), two.authentications()) == (1, 1)


@tap.test
def a_killed_login_heals():
    with workshop() as (host, app):
        is_in(app, host)
        for pid in masters():
            os.kill(pid, signal.SIGKILL)
        row(app, "Lost · retry")
        assert app.state("guest-1") == "Unknown"
        rig.wait_for(lambda: host.authentications() == 2, what="another login")
        is_in(app, host)
        host.cut()                          # the same from the other end
        row(app, "Lost · retry")
        rig.wait_for(lambda: host.authentications() == 3, what="a third login")
        is_in(app, host)


def freeze(host, pids):
    """Stops processes, which nobody else could end, until the host goes away."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
        host.parts.callback(os.kill, pid, signal.SIGKILL)


@tap.test
def a_frozen_login_heals():
    with workshop() as (host, app):
        is_in(app, host)
        with app.stalls() as stalls:
            began = time.monotonic()
            freeze(host, masters())
            row(app, "Not responding")
            tap.comment(f"noticed after {time.monotonic() - began:.1f} s")
            app.screenshot("ssh-frozen")
            rig.wait_for(lambda: host.authentications() == 2, what="another login")
            is_in(app, host)
            tap.comment(f"healed after {time.monotonic() - began:.1f} s; {stalls}")
        assert stalls.worst < 500


@tap.test
def a_refused_port():
    with sshd.SshHost() as host:
        host.close()
        with program(host) as app:
            app.click(row(app, "Refused · retry"))
            asked(app, "Cannot Connect to workshop", ".*no SSH service listens at that port.*",
                  ".*Connection refused.*")
            app.screenshot("ssh-refused")


@tap.test
def a_far_side_without_helpers():
    with sshd.SshHost(bare=True) as host:
        with program(host) as app:
            app.click(row(app, "No helper"))
            asked(app, "Cannot Connect to workshop", ".*The host has no “nc”.*",
                  ".*Install libvirt’s daemon package.*")
            app.screenshot("ssh-bare")


class Looks(threading.Thread):
    """Looks again and again for a word in the arguments and the environment of all
    processes but those of the test."""

    def __init__(self, word):
        super().__init__(daemon=True)
        self.word, self.found, self.count, self.stopping = word.encode(), set(), 0, False

    def __enter__(self):
        self.start()
        return self

    def run(self):
        while not self.stopping:
            for pid in filter(str.isdigit, os.listdir("/proc")):
                self.look(pid)

    def look(self, pid):
        for name in ("cmdline", "environ"):
            try:
                with open(f"/proc/{pid}/{name}", "rb") as f:
                    text = f.read()
            except OSError:
                continue
            self.count += 1
            if self.word in text and b"xdotool" not in text:
                self.found.add((pid, name, text[:200]))

    def __exit__(self, *exc):
        self.stopping = True
        self.join(30)


def files_with(word, *folders):
    found = []
    for folder in folders:
        for path, _, names in os.walk(folder):
            for name in names:
                file = os.path.join(path, name)
                if not os.path.isfile(file):
                    continue
                with open(file, "rb") as f:
                    if word.encode() in f.read():
                        found.append(file)
    return found


@tap.test
def no_secret_is_left_anywhere():
    with sshd.SshHost(accepts="password") as host:
        host.define("guest-1")
        with program(host, args=("--debug",), G_MESSAGES_DEBUG="all",
                     LIBVIRT_DEBUG="1") as app:
            asked(app, "Password for admin")
            app.tolerated = re.compile(harness.QUESTION.pattern + "|LD_PRELOAD=")
            with Looks(host.secret) as looks:
                type_secret(app, host.secret)
                is_in(app, host)
                app.select("guest-1")
                app.keys("ctrl+r")
                app.wait_state("guest-1", "Running")
                time.sleep(1)
            assert looks.count > 100 and not looks.found, looks.found
            assert not files_with(host.secret, desktop.dir, host.dir)
        # Settings, history of jobs, and all that was said.
        assert "qemu+ssh" in app.stderr()
        assert files_with("guest-1", f"{desktop.dir}/data")
        assert not files_with(host.secret, desktop.dir, host.dir)


if __name__ == "__main__":
    tap.main(desktop)
