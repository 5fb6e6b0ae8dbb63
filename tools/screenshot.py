#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Run a program, wait until it has listed its machines, save a picture of the display, end it.

  tools/screenshot.py FILE WIDTHxHEIGHT PROGRAM [ARGUMENT…]

Needs a display and a session bus of its own; tools/run --xvfb makes both. The list is complete
when the status line has the accessible name “N machines”.
"""

import hashlib
import re
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

COMPLETE = re.compile(r'^[\d.,\u202f\u00a0 ]+(machines?|\s*台(虚拟)?机器?)$')
PATIENCE = 60


def walk(accessible, depth=0):
    yield accessible
    if depth > 40:
        return
    for index in range(min(accessible.get_child_count(), 100)):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from walk(child, depth + 1)


def is_complete(pid):
    """Whether the program shows how many machines there are."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        try:
            if application is None or application.get_process_id() != pid:
                continue
            for accessible in walk(application):
                if COMPLETE.match(accessible.get_name() or ''):
                    return True
        except GLib.Error:
            return False
    return False


def fill_display(size):
    """Stretch the program's window over the display, as there is no window manager to do it."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Innkeeper'],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                           check=False)
    width, height = size.split('x')
    for window in found.stdout.split():
        subprocess.run(['xdotool', 'windowmove', window, '0', '0',
                        'windowsize', window, width, height], check=False)


def grab():
    return subprocess.run(['import', '-window', 'root', '-silent', 'png:-'],
                          stdout=subprocess.PIPE, check=True).stdout


def wait_for_picture():
    """The display once two pictures in a row are the same."""
    last = None
    for _ in range(20):
        time.sleep(0.5)
        picture = grab()
        digest = hashlib.sha256(subprocess.run(['convert', 'png:-', 'rgb:-'], input=picture,
                                               stdout=subprocess.PIPE, check=True).stdout)
        if digest.digest() == last:
            break
        last = digest.digest()
    return picture


def main(arguments):
    file, size, *command = arguments
    # Out of the way: a pointer over the list would show a tooltip.
    subprocess.run(['xdotool', 'mousemove', *size.split('x')], check=False)
    program = subprocess.Popen(command)
    try:
        end = time.monotonic() + PATIENCE
        Atspi.init()
        while not is_complete(program.pid):
            if program.poll() is not None:
                sys.exit('%s ended with %d' % (command[0], program.returncode))
            if time.monotonic() > end:
                print('The list of machines was not complete after %d s.' % PATIENCE,
                      file=sys.stderr)
                break
            time.sleep(0.1)
        complete = time.monotonic() <= end
        fill_display(size)
        with open(file, 'wb') as output:
            output.write(wait_for_picture())
        return 0 if complete else 1
    finally:
        program.terminate()
        try:
            program.wait(10)
        except subprocess.TimeoutExpired:
            program.kill()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
