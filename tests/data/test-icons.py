#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Every icon that the sources name is in the program or in the icon theme of the system (TAP).

  test-icons.py PROGRAM SOURCE-FOLDER
"""

import glob
import os
import re
import sys
import xml.etree.ElementTree

ICON = re.compile(r'["\'>]([a-z][a-z0-9-]+-symbolic)["\'<]')
THEMES = ('/usr/share/icons/Adwaita', '/usr/share/icons/hicolor')


def main(program, top):
    failed = 0
    named = {}
    for folder in ('src', 'ui'):
        for path in glob.glob(os.path.join(top, folder, '**'), recursive=True):
            if path.endswith(('.c', '.ui')):
                with open(path, encoding='utf-8') as file:
                    for name in ICON.findall(file.read()):
                        named.setdefault(name, os.path.relpath(path, top))
    with open(program, 'rb') as file:
        inside = file.read()
    drawn = {os.path.basename(path)[:-len('.svg')]: path
             for path in glob.glob(os.path.join(top, 'icons', '**', '*.svg'), recursive=True)}

    system = {os.path.splitext(name)[0] for theme in THEMES
              for _where, _folders, names in os.walk(theme) for name in names}
    cases = []
    for name in sorted(named):
        if name.startswith('inn-'):
            # Names of resources are kept in pieces: the last one is enough.
            cases.append((name + ' is in the program', (name + '.svg').encode() in inside,
                          'named by ' + named[name]))
        elif system:
            cases.append((name + ' is in the theme', name in system, 'named by ' + named[name]))
    for name, path in sorted(drawn.items()):
        try:
            xml.etree.ElementTree.parse(path)
            cases.append((name + ' is well-formed', True, ''))
        except xml.etree.ElementTree.ParseError as error:
            cases.append((name + ' is well-formed', False, str(error)))
    print('1..%d' % len(cases))
    for index, (what, good, detail) in enumerate(cases, 1):
        print('%sok %d - %s' % ('' if good else 'not ', index, what))
        if not good:
            failed += 1
            print('%s: %s' % (what, detail), file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2]))
