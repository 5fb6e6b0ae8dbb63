#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""What tools/summary.py makes of a log of “meson test” (TAP)."""

import json
import os
import subprocess
import sys
import tempfile

SUMMARY = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'tools',
                       'summary.py')


def log(name, result, stdout=None):
    test = {'name': 'innkeeper:suite / ' + name, 'result': result}
    if stdout is not None:
        test['stdout'] = stdout
    return test


CASES = (
    # what, tests, exit code of meson, last line, exit code
    ('counts the cases of a program', [log('a', 'OK', '1..2\nok 1 /a/b\nok 2 /a/c\n')], 0,
     '2 passed, 0 failed', 0),
    ('counts a program without cases once', [log('a', 'OK', 'fine, this is ok\n'), log('b', 'OK')],
     0, '2 passed, 0 failed', 0),
    ('sees a failed case', [log('a', 'FAIL', 'ok 1 /a\nnot ok 2 - /b\nok 3 /c\n')], 1,
     '2 passed, 1 failed', 1),
    ('counts skipped cases', [log('a', 'OK', 'ok 1 /a # SKIP not root\nok 2 /b\n')], 0,
     '1 passed, 0 failed, 1 skipped', 0),
    ('counts a skipped program', [log('a', 'SKIP'), log('b', 'OK')], 0,
     '1 passed, 0 failed, 1 skipped', 0),
    ('counts a crash after good cases', [log('a', 'ERROR', '1..3\nok 1 /a\n')], 1,
     '1 passed, 1 failed', 1),
    ('counts a timeout', [log('a', 'TIMEOUT', '')], 1, '0 passed, 1 failed', 1),
    ('believes the exit code', [log('a', 'OK', 'ok 1 /a\n')], 2, '1 passed, 1 failed', 1),
    ('nothing run is no success', [], 0, '0 passed, 0 failed', 1),
)


def main():
    failed = 0
    print('1..%d' % len(CASES))
    for index, (what, tests, code, last, result) in enumerate(CASES, 1):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            file.writelines(json.dumps(test) + '\n' for test in tests)
            file.flush()
            run = subprocess.run([sys.executable, SUMMARY, file.name, str(code)], text=True,
                                 stdout=subprocess.PIPE, check=False)
        good = run.stdout.split('\n')[-2] == last and run.returncode == result
        print('%sok %d - %s' % ('' if good else 'not ', index, what))
        if not good:
            failed += 1
            print('%s: %r, exit code %d' % (what, run.stdout, run.returncode), file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
