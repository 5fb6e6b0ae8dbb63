#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Count what “meson test” did, case by case; the last line is the sum.

  tools/summary.py TESTLOG.json EXIT-CODE-OF-MESON
"""

import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b[ \t]*(\d+)?[ \t]*-?[ \t]*([^#\n]*)(?:#[ \t]*(\w+)[^\w\n]*(.*))?',
                  re.M)
GOOD = ('OK', 'EXPECTEDFAIL')


def cases(test):
    """(result, name, reason) of each case of one test program; a TAP program has many."""
    program = test['name'].split(' / ')[-1]
    found = False
    failed = False
    for match in CASE.finditer(test.get('stdout', '')):
        bad, _number, name, directive, reason = match.groups()
        name = '%s: %s' % (program, name.strip())
        found = True
        if directive and directive.upper().startswith('SKIP'):
            yield 'skipped', name, reason
        elif bad and not (directive and directive.upper() == 'TODO'):
            failed = True
            yield 'failed', name, ''
        else:
            yield 'passed', name, ''
    if test['result'] == 'SKIP' and not found:
        yield 'skipped', program, ''
    elif test['result'] not in GOOD + ('SKIP',) and not failed:
        yield 'failed', program, test['result'].lower()
    elif not found:
        yield 'passed', program, ''


def main(path, code):
    count = {'passed': 0, 'failed': 0, 'skipped': 0}
    named = {'failed': [], 'skipped': []}
    try:
        with open(path, encoding='utf-8') as file:
            tests = [json.loads(line) for line in file if line.strip()]
    except FileNotFoundError:
        tests = []
    for test in tests:
        for result, name, reason in cases(test):
            count[result] += 1
            if result in named:
                named[result].append(name + (' (%s)' % reason if reason else ''))
    for result, names in sorted(named.items(), reverse=True):
        for name in names:
            print('%s: %s' % (result, name))
    if code != 0 and count['failed'] == 0:
        print('failed: meson test, with exit code %d' % code)
        count['failed'] = 1
    print('%d passed, %d failed' % (count['passed'], count['failed']) +
          (', %d skipped' % count['skipped'] if count['skipped'] else ''))
    return 0 if count['failed'] == 0 and count['passed'] > 0 else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
