#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""The options of the program, its man page and its completion for bash agree (TAP).

  test-command-line.py PROGRAM
"""

import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAN = os.path.join(TOP, 'data', 'innkeeper.1')
COMPLETION = os.path.join(TOP, 'data', 'innkeeper.bash-completion')
# Every GApplication has these; they are for the session, not for users.
GENERAL = {'--help-all', '--help-gapplication', '--gapplication-service', '--gapplication-app-id',
           '--gapplication-replace'}

count = 0
failed = 0


def check(what, good, detail=''):
    global count, failed
    count += 1
    print('%sok %d - %s' % ('' if good else 'not ', count, what))
    if not good:
        failed += 1
        print('%s: %s' % (what, detail), file=sys.stderr)


def options_of(text):
    return set(re.findall(r'(?<![\w-])--[a-z][a-z-]+', text)) - GENERAL


def complete(*words):
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ' \
             '_innkeeper; printf "%s\\n" "${COMPREPLY[@]}"'
    run = subprocess.run(['bash', '-c', script, 'bash', COMPLETION, *words], text=True,
                         stdout=subprocess.PIPE, check=True)
    return run.stdout.split()


def main(program):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    run = subprocess.run([program, '--help'], env=environment, text=True, check=False,
                         stdout=subprocess.PIPE)
    check('--help works without a display', run.returncode == 0, 'exit code %d' % run.returncode)
    real = options_of(run.stdout)
    run = subprocess.run([program, '--version'], env=environment, text=True, check=False,
                         stdout=subprocess.PIPE)
    check('--version prints one line', run.returncode == 0 and
          re.fullmatch(r'\S.* \d+(\.\d+)+\n', run.stdout) is not None, repr(run.stdout))

    with open(MAN, encoding='utf-8') as file:
        page = file.read()
    # Options are documented under .TP; what stands in sentences must exist, too.
    documented = options_of(page.replace('\\-', '-'))
    check('the man page has all options', real <= documented, sorted(real - documented))
    check('the man page has no other options', documented <= real, sorted(documented - real))

    offered = set(complete('innkeeper', '--'))
    check('bash completes all options', real <= offered, sorted(real - offered))
    check('bash completes no other options', offered <= real, sorted(offered - real))
    check('bash completes a part', complete('innkeeper', '--conn') == ['--connect'],
          complete('innkeeper', '--conn'))
    check('bash completes addresses', 'test:///default' in complete('innkeeper', '--connect', 't'),
          complete('innkeeper', '--connect', 't'))
    print('1..%d' % count)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
