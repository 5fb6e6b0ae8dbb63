#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Checks of the sources that a compiler does not make.

  tests/check-style.py [FOLDER]       print what breaks a rule; exit 1 if anything does
  tests/check-style.py --tap          the same as TAP, one test per rule
  tests/check-style.py --self-test    every rule must find the mistake of its own example (TAP)

A rule is a generator over a Tree (the files, by path) with an example of what it must find. To add
one, write the function and put @rule (example files) above it.
"""

import os
import re
import sys
import xml.etree.ElementTree

TOP_FOLDERS = ('src', 'tests', 'ui', 'po', 'data', 'icons', 'tools', '.ci')
TOP_FILES = ('meson.build', 'README.md', 'CONTRIBUTING.md', 'NEWS')
TEXT = ('.c', '.h', '.ui', '.css', '.py', '.sh', '.build', '.xml', '.in', '.svg', '.md')

LAYERS = {
    # folder of src/: the folders whose headers it may include
    'core': {'core'},
    'hardware': {'core', 'hardware'},
    'virt': {'core', 'hardware', 'virt'},
    'compat': {'core', 'compat'},
    'widgets': {'core', 'hardware', 'virt', 'compat', 'widgets'},
    'console': {'core', 'hardware', 'virt', 'compat', 'widgets', 'console'},
    'helpers': {'core', 'helpers'},
}
BELOW_FEATURES = {'core', 'hardware', 'virt', 'compat', 'widgets', 'console'}
NO_GTK = ('core', 'hardware', 'virt')
GTK_HEADER = re.compile(r'^\s*#\s*include\s*<(gtk|gdk|gsk|adwaita|vte|gtksourceview)\b')
LIBVIRT_HEADER = re.compile(r'^\s*#\s*include\s*<(libvirt/|libvirt-g)')

# What newer versions of GTK and libadwaita deprecate, or what we never use: only src/compat and
# ui/compat may name them. Types stand for their functions and macros too.
BANNED_TYPES = '''
GtkAppChooserButton GtkAppChooserDialog GtkAppChooserWidget GtkAssistant GtkCellRenderer
GtkCellRendererText GtkColorButton GtkColorChooserDialog GtkComboBox GtkComboBoxText GtkDialog
GtkEntryCompletion GtkFileChooserButton GtkFileChooserDialog GtkFileChooserNative GtkFontButton
GtkFontChooserDialog GtkIconView GtkInfoBar GtkListStore GtkLockButton GtkMessageDialog
GtkStatusbar GtkStyleContext GtkTreeModel GtkTreeStore GtkTreeView GtkVolumeButton
AdwEnumListModel AdwFlap AdwLeaflet AdwMessageDialog AdwSqueezer AdwViewSwitcherTitle
'''.split()
BANNED_NAMES = '''
gtk_widget_show gtk_widget_hide gtk_show_uri gtk_show_uri_full gtk_css_provider_load_from_data
gtk_widget_get_allocated_width gtk_widget_get_allocated_height gtk_image_new_from_pixbuf
gtk_image_set_from_pixbuf gtk_picture_new_for_pixbuf gtk_picture_set_pixbuf
gtk_icon_paintable_get_icon_name gtk_file_filter_add_pixbuf_formats
gtk_application_window_set_help_overlay adw_action_row_set_icon_name adw_action_row_get_icon_name
adw_expander_row_add_action adw_expander_row_set_icon_name adw_preferences_window_present_subpage
'''.split()
ONCE = ('AdwAboutWindow', 'AdwPreferencesWindow', 'GtkShortcutsWindow')

SELECTED = []


def rule(**example):
    """Register a check with the files in which it must find something."""
    def register(check):
        SELECTED.append((check.__name__.replace('_', '-'), check, example['bad']))
        return check
    return register


def blank(match):
    """Only the line breaks of what was matched."""
    return re.sub(r'[^\n]', ' ', match.group())


def blank_string(match):
    text = match.group()
    return text if len(text) < 2 else text[0] + re.sub(r'[^\n]', ' ', text[1:-1]) + text[-1]


C_TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def without_comments(text):
    return C_TOKEN.sub(lambda m: blank(m) if m.group()[0] == '/' else m.group(), text)


def code_only(text):
    return C_TOKEN.sub(lambda m: blank(m) if m.group()[0] == '/' else blank_string(m), text)


def type_pattern(name):
    """GtkTreeView as such, gtk_tree_view_…, GTK_TREE_VIEW, GTK_TYPE_TREE_VIEW."""
    words = re.findall(r'[A-Z][a-z]+', name)
    lower = '_'.join(word.lower() for word in words)
    upper = '_'.join(word.upper() for word in words[1:])
    prefix = words[0].upper()
    return re.compile(r'\b(?:%s|%s_(?:new|get|set|add|remove|insert|append|is|run|response)\w*'
                      r'|%s_(?:TYPE_|IS_)?%s)\b' % (name, lower, prefix, upper))


class Tree:
    """Files by their path relative to the project, as text."""

    def __init__(self, files):
        self.files = dict(sorted(files.items()))
        self.code = {path: code_only(text) for path, text in self.files.items()
                     if path.endswith(('.c', '.h'))}

    @classmethod
    def read(cls, top):
        files = {}
        for folder in TOP_FOLDERS:
            for where, folders, names in os.walk(os.path.join(top, folder)):
                folders[:] = [name for name in folders if name != '__pycache__']
                for name in names:
                    cls.add(files, top, os.path.join(where, name))
        for name in TOP_FILES:
            if os.path.exists(os.path.join(top, name)):
                cls.add(files, top, os.path.join(top, name))
        return cls(files)

    @staticmethod
    def add(files, top, path):
        relative = os.path.relpath(path, top)
        script = relative.startswith(('tools/', '.ci/')) and '.' not in os.path.basename(relative)
        lists = relative in ('po/POTFILES', 'po/LINGUAS')
        if path.endswith(TEXT) or script or lists:
            with open(path, encoding='utf-8') as file:
                files[relative] = file.read()

    def under(self, *folders, ends=('.c', '.h')):
        for path, text in self.files.items():
            if path.startswith(tuple(folder + '/' for folder in folders)) and path.endswith(ends):
                yield path, text

    def sources(self):
        """(path, folder below src) of each C file of the program."""
        for path, _text in self.under('src'):
            parts = path.split('/')
            yield path, parts[1] if len(parts) > 2 else 'app'


def lines(text):
    return enumerate(text.split('\n'), 1)


def code_matches(tree, pattern, paths):
    for path in paths:
        for number, line in lines(tree.code[path]):
            match = pattern.search(line)
            if match:
                yield path, number, match


@rule(bad={'src/core/inn-a.c': '\tint a;\n'})
def tabs(tree):
    for path, text in tree.files.items():
        for number, line in lines(text):
            if '\t' in line and not path.endswith('.md'):
                yield path, number, 'tab'


@rule(bad={'ui/a.ui': '<interface> \n'})
def trailing_space(tree):
    for path, text in tree.files.items():
        for number, line in lines(text):
            if line != line.rstrip():
                yield path, number, 'space at the end of the line'


@rule(bad={'src/core/inn-a.c': 'int a;'})
def final_newline(tree):
    for path, text in tree.files.items():
        if text and not text.endswith('\n'):
            yield path, text.count('\n') + 1, 'no newline at the end of the file'


@rule(bad={'src/core/inn-a.c': 'int ' + 'a' * 97 + ';\n'})
def line_length(tree):
    for path, text in tree.files.items():
        if not path.endswith(('.c', '.h', '.ui', '.css', '.py', '.sh', 'meson.build')):
            continue
        for number, line in lines(text):
            # A sentence to translate cannot be broken in a .ui file.
            if len(line) > 100 and 'translatable=' not in line:
                yield path, number, '%d columns, 100 at most' % len(line)


@rule(bad={'src/core/inn-a.c': '\n' * 1001})
def file_length(tree):
    for path, text in tree.files.items():
        count = text.count('\n')
        if path.endswith(('.c', '.h', '.ui', '.py')) and count > 1000:
            yield path, count, '%d lines, 1000 at most' % count


@rule(bad={'src/core/inn-a.c': 'void\nf (void)\n{\n' + '  g ();\n' * 90 + '}\n'})
def function_length(tree):
    for path, text in tree.code.items():
        start = None
        previous = ''
        for number, line in lines(text):
            if line.startswith('{') and previous.endswith(')'):
                start = number
            elif line.startswith('}') and start is not None:
                if number - start - 1 > 80:
                    yield path, start, 'function of %d lines, 80 at most' % (number - start - 1)
                start = None
            if line.strip():
                previous = line.rstrip()


@rule(bad={'src/core/inn-a.c': 'static gchar *name;\n'})
def plain_types(tree):
    pattern = re.compile(r'\b(gchar|gint|gdouble|gfloat|glong|gshort)\b')
    for path, number, match in code_matches(tree, pattern, tree.code):
        yield path, number, 'write “%s”' % match.group()[1:]


@rule(bad={'src/core/inn-a.c': 'int a; // one\n'})
def line_comments(tree):
    for path in tree.code:
        for match in C_TOKEN.finditer(tree.files[path]):
            if match.group().startswith('//'):
                yield path, tree.files[path].count('\n', 0, match.start()) + 1, '// comment'


@rule(bad={'src/core/inn-a.c': 'void\nf (void)\n{\n  goto out;\n}\n'})
def no_goto(tree):
    for path, number, _match in code_matches(tree, re.compile(r'\bgoto\b'), tree.code):
        yield path, number, 'goto'


@rule(bad={'src/app/inn-a.c': 'void\nf(void)\n{\n}\n'})
def space_before_parenthesis(tree):
    pattern = re.compile(r'\b(?!_\(|[NCQ]_\()[A-Za-z_]\w*\(')
    for path, number, match in code_matches(tree, pattern, tree.code):
        line = tree.code[path].split('\n')[number - 1]
        if not line.lstrip().startswith('#') and not line.rstrip().endswith('\\'):
            yield path, number, 'no space before the parenthesis of “%s”' % match.group()[:-1]


@rule(bad={'src/virt/inn-a.h': '#include <gtk/gtk.h>\n'})
def no_gtk_below_widgets(tree):
    for path, folder in tree.sources():
        if folder in NO_GTK:
            for number, line in lines(tree.files[path]):
                if GTK_HEADER.match(line):
                    yield path, number, 'GTK header in src/%s' % folder


@rule(bad={'src/manager/inn-a.c': '#include <libvirt/libvirt.h>\n'})
def libvirt_in_virt_only(tree):
    call = re.compile(r'\bvir[A-Z]\w+ \(')
    for path, folder in tree.sources():
        if folder == 'virt':
            continue
        for number, line in lines(tree.files[path]):
            if LIBVIRT_HEADER.match(line):
                yield path, number, 'libvirt header outside src/virt'
        for _path, number, match in code_matches(tree, call, [path]):
            yield path, number, 'libvirt call outside src/virt: %s' % match.group()[:-2]


@rule(bad={'src/manager/inn-a.c': '#include "inn-b.h"\n', 'src/machine/inn-b.h': '\n'})
def layers(tree):
    home = {os.path.basename(path): folder for path, folder in tree.sources()}
    include = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
    for path, folder in tree.sources():
        if folder == 'app':
            continue
        allowed = LAYERS.get(folder, BELOW_FEATURES | {folder})
        for number, line in lines(tree.files[path]):
            match = include.match(line)
            if match and '/' in match.group(1):
                yield path, number, 'an include needs no folder: “%s”' % match.group(1)
            elif match and home.get(match.group(1), folder) not in allowed:
                yield path, number, 'src/%s may not include %s of src/%s' % (
                    folder, match.group(1), home[match.group(1)])


@rule(bad={'src/core/inn-a.c': '\n', 'src/virt/inn-a.c': '\n'})
def unique_names(tree):
    seen = {}
    for path, _folder in tree.sources():
        name = os.path.basename(path)
        if name in seen:
            yield path, 1, 'the same name as %s' % seen[name]
        seen[name] = path


@rule(bad={'src/core/other.c': '\n'})
def file_prefix(tree):
    for path, _folder in tree.sources():
        name = os.path.basename(path)
        if not name.startswith('inn-') and path != 'src/main.c':
            yield path, 1, 'file names start with “inn-”'


@rule(bad={'src/manager/inn-a.c': 'void\nf (void)\n{\n  g_thread_new ("a", g, NULL);\n}\n'})
def threads_in_virt_only(tree):
    pattern = re.compile(r'\b(g_thread_(?:try_)?new|g_thread_pool_\w+|pthread_create)\b')
    paths = [path for path, folder in tree.sources() if folder != 'virt']
    for path, number, match in code_matches(tree, pattern, paths):
        yield path, number, '%s outside src/virt (use g_task_run_in_thread)' % match.group()


@rule(bad={'src/app/inn-a.c': 'void\nf (void)\n{\n  g_main_loop_run (loop);\n}\n'})
def no_waiting(tree):
    pattern = re.compile(r'\b(g_main_loop_run|g_main_context_iteration|g_spawn_sync|system'
                         r'|g_spawn_command_line_sync|g_task_run_in_thread_sync|g_usleep|sleep'
                         r'|usleep|getaddrinfo|gethostbyname) \(')
    # The helpers have no main loop.
    paths = [path for path, folder in tree.sources() if folder not in ('virt', 'helpers')]
    for path, number, match in code_matches(tree, pattern, paths):
        yield path, number, 'the main loop never waits: %s' % match.group(1)


BANNED = [(name, type_pattern(name)) for name in BANNED_TYPES] + \
         [(name, re.compile(r'\b%s\b' % name)) for name in BANNED_NAMES]


@rule(bad={'src/manager/inn-a.c': 'GtkWidget *a = gtk_combo_box_text_new ();\n'})
def deprecated(tree):
    for path, text in tree.under('src', 'ui', ends=('.c', '.h', '.ui')):
        if path.split('/')[1] == 'compat':
            continue
        if path.endswith('.ui'):
            text = re.sub(r'<!--.*?-->', blank, text, flags=re.S)
        else:
            text = tree.code[path]
        for number, line in lines(text):
            for name, pattern in BANNED:
                if pattern.search(line):
                    yield path, number, '%s is for src/compat only' % name


@rule(bad={'ui/a.ui': '<object class="AdwAboutWindow"/>\n',
           'src/app/inn-b.c': 'adw_show (ADW_TYPE_ABOUT_WINDOW);\n'})
def used_once(tree):
    """Windows that become dialogs one day: all uses of one stay in one file (and its .ui)."""
    for name in ONCE:
        pattern = type_pattern(name)
        stems = {}
        for path, text in tree.under('src', 'ui', ends=('.c', '.h', '.ui')):
            if pattern.search(tree.code.get(path, text)):
                stem = os.path.basename(path).rsplit('.', 1)[0]
                stems.setdefault(stem, path)
        for path in list(stems.values())[1:]:
            yield path, 1, '%s is used in %s already' % (name, list(stems.values())[0])


@rule(bad={'src/core/inn-a.c': 'int a;\n'})
def licence_header(tree):
    for path, text in tree.files.items():
        script = path.startswith(('tools/', '.ci/')) and '.' not in os.path.basename(path)
        if path.endswith(('.c', '.h', '.css', '.py', '.sh')) or script:
            head = '\n'.join(text.split('\n')[:4])
            if 'SPDX-License-Identifier: ' not in head or 'SPDX-FileCopyrightText: ' not in head:
                yield path, 1, 'no SPDX header of two lines'


@rule(bad={'src/core/inn-a.h': '#ifndef A\n#define A\n#endif\n'})
def pragma_once(tree):
    for path, _folder in tree.sources():
        if path.endswith('.h') and not re.search(r'^#pragma once$', tree.files[path], re.M):
            yield path, 1, 'no “#pragma once”'


STRING = re.compile(r'\b(?:[NCQ]?_|g_dgettext|g_dngettext|ngettext|dngettext) ?\(')


def has_strings(path, tree):
    text = tree.files[path]
    if path.endswith('.ui'):
        return 'translatable="yes"' in re.sub(r'<!--.*?-->', blank, text, flags=re.S)
    if path.endswith(('.c', '.h')):
        return any(STRING.search(line) for _number, line in lines(tree.code[path])
                   if not line.startswith('#'))
    return path.endswith(('.desktop.in', '.metainfo.xml.in'))


@rule(bad={'src/app/inn-a.c': 'char *a = _("Text");\n', 'po/POTFILES': ''})
def potfiles(tree):
    if 'po/POTFILES' not in tree.files:
        return
    listed = tree.files['po/POTFILES'].split()
    for path, _text in tree.under('src', 'ui', 'data', ends=('.c', '.h', '.ui', '.in')):
        if has_strings(path, tree) and path not in listed:
            yield path, 1, 'has strings to translate, but is not in po/POTFILES'
    for number, path in enumerate(listed, 1):
        if path not in tree.files:
            yield 'po/POTFILES', number, '%s does not exist' % path
        elif not has_strings(path, tree):
            yield 'po/POTFILES', number, '%s has nothing to translate' % path
    if listed != sorted(set(listed)):
        yield 'po/POTFILES', 1, 'not sorted, or a line stands there twice'


C_TEXT = re.compile(r'\b(?:[NCQ]?_|ngettext) ?\(((?:\s*(?:"(?:\\.|[^"\\])*"|[,\s]))+)')
UI_TEXT = re.compile(r'translatable="yes"[^>]*>([^<]*)<')


def user_strings(tree):
    """(path, line, text) of all strings a user may see."""
    for path, text in tree.under('src', ends=('.c', '.h')):
        bare = without_comments(text)
        for match in C_TEXT.finditer(bare):
            parts = re.findall(r'"((?:\\.|[^"\\])*)"', match.group(1))
            yield path, bare.count('\n', 0, match.start()) + 1, ''.join(parts)
    for path, text in tree.under('ui', ends='.ui'):
        for match in UI_TEXT.finditer(text):
            yield path, text.count('\n', 0, match.start()) + 1, match.group(1)


@rule(bad={'ui/a.ui': '<p translatable="yes">Add Host...</p>\n'})
def typography(tree):
    for path, number, text in user_strings(tree):
        if '...' in text:
            yield path, number, 'three dots in a text; write “…”'
        if '\\"' in text or '&quot;' in text:
            yield path, number, 'straight quotes in a text; write “ and ”'
        if re.search(r"[A-Za-z]'[a-z]", text):
            yield path, number, 'typewriter apostrophe in a text; write “’”'
        if text != text.strip() and text.strip():
            yield path, number, 'white space at the end of a text'


@rule(bad={'ui/manager/inn-a.ui': '<interface/>\n',
           'ui/innkeeper.gresource.xml': '<gresources/>\n'})
def resources(tree):
    path = 'ui/innkeeper.gresource.xml'
    if path not in tree.files:
        return
    text = tree.files[path]
    listed = re.findall(r'<file[^>]*>([^<]+)</file>', text)
    for number, line in lines(text):
        match = re.search(r'<file[^>]*>([^<]+)</file>', line)
        if match and not any(folder + match.group(1) in tree.files for folder in ('ui/', 'icons/')):
            yield path, number, '%s does not exist' % match.group(1)
    for file, _text in tree.under('ui', ends=('.ui', '.css')):
        if file[len('ui/'):] not in listed:
            yield file, 1, 'not in ui/innkeeper.gresource.xml'
    for file, _text in tree.under('icons/scalable', ends='.svg'):
        if file[len('icons/'):] not in listed:
            yield file, 1, 'not in ui/innkeeper.gresource.xml'


@rule(bad={'ui/manager/inn-a.ui': '<interface>\n<property name="icon_name">a</property>\n'})
def ui_files(tree):
    names = {os.path.basename(path)[:-2] for path, _folder in tree.sources()
             if path.endswith('.c')}
    for path, text in tree.under('ui', ends='.ui'):
        if not re.search(r'<requires lib="gtk" version="4\.[0-8]"/>', text):
            yield path, 1, 'no <requires lib="gtk" version="4.8"/>'
        for number, line in lines(text):
            if re.search(r'<property name="\w*_\w*"', line):
                yield path, number, 'names of properties have dashes'
        stem = os.path.basename(path)[:-len('.ui')]
        if '<template' in text and stem not in names:
            yield path, 1, 'no C file of the same name'


ICON_BUTTONS = {'GtkButton', 'GtkMenuButton', 'GtkToggleButton'}
NAMELESS = {'GtkColumnView', 'GtkDropDown', 'GtkEntry', 'GtkListBox', 'GtkListView',
            'GtkPasswordEntry', 'GtkProgressBar', 'GtkScale', 'GtkSearchEntry', 'GtkSpinButton',
            'GtkSwitch', 'GtkTextView'}


def has_name(element, properties):
    names = {child.get('name') for part in element.findall('accessibility')
             for child in part}
    return bool(names & {'label', 'labelled-by'} or properties & {'tooltip-text', 'label'})


@rule(bad={'ui/a.ui': '<interface><object class="GtkButton"><property name="icon-name">a'
                      '</property></object></interface>\n'})
def accessible_names(tree):
    """Controls without a text of their own say what they are: a tooltip or an accessible label."""
    for path, text in tree.under('ui', ends='.ui'):
        try:
            document = xml.etree.ElementTree.fromstring(text)
        except xml.etree.ElementTree.ParseError as error:
            yield path, error.position[0], 'not well-formed: %s' % error
            continue
        # AdwActionRow names the widget it activates.
        named = {child.text for child in document.iter('property')
                 if child.get('name') == 'activatable-widget'}
        for element in document.iter('object'):
            kind = element.get('class')
            properties = {child.get('name') for child in element.findall('property')}
            bare = kind in NAMELESS or kind in ICON_BUTTONS and 'icon-name' in properties
            if bare and element.get('id') not in named and not has_name(element, properties):
                yield path, 1, '%s %s has no accessible name' % (kind, element.get('id') or '')


@rule(bad={'src/core/inn-a.c': '\n', 'src/core/meson.build': 'core_sources += files()\n'})
def built(tree):
    """A file that is in no list is compiled by nobody."""
    for path, _text in tree.under('src', 'tests', ends='.c'):
        folder, name = os.path.split(path)
        while folder and folder + '/meson.build' not in tree.files:
            folder = os.path.dirname(folder)
        text = tree.files.get(folder + '/meson.build')
        stem = re.sub(r'^test-', '', name[:-len('.c')])
        if text and name not in text and not re.search(r"'(test-)?%s'" % re.escape(stem), text):
            yield path, 1, 'not in %s/meson.build' % folder


@rule(bad={'icons/scalable/actions/inn-a-symbolic.svg':
           '<svg width="16" height="16"><path stroke="#000" d=""/></svg>\n'})
def symbolic_icons(tree):
    """GTK recolours fills only, and draws these at 16 px."""
    for path, text in tree.under('icons', ends='-symbolic.svg'):
        if 'width="16" height="16"' not in text:
            yield path, 1, 'not 16 by 16'
        if re.search(r'stroke|<(?!/|\?|!--|svg\b|path\b|rect\b|circle\b|g\b)', text):
            yield path, 1, 'something else than filled paths'
        if set(re.findall(r'fill="([^"]+)"', text)) - {'#2e3436'}:
            yield path, 1, 'a colour of its own'


# Names that the icon theme of Debian 12 still had and newer ones have not.
GONE_ICONS = {'emblem-ok': 'inn-done', 'emblem-default': 'inn-done',
              'emblem-synchronizing': 'view-refresh'}


@rule(bad={'ui/a.ui': '<property name="icon-name">emblem-ok-symbolic</property>\n'})
def icon_names(tree):
    for path, text in tree.under('src', 'ui', ends=('.c', '.ui')):
        for number, line in lines(text):
            for match in re.finditer(r'\b([a-z-]+)-symbolic\b', line):
                if match.group(1) in GONE_ICONS:
                    yield path, number, 'newer icon themes have no “%s”; use “%s-symbolic”' % (
                        match.group(), GONE_ICONS[match.group(1)])


@rule(bad={'src/virt/inn-a.c': '#include <glib.h>\n#define G_LOG_DOMAIN "a"\n'})
def log_domain(tree):
    for path, _folder in tree.sources():
        if not path.endswith('.c'):
            continue
        text = tree.files[path]
        include = re.search(r'^#\s*include', text, re.M)
        domain = re.search(r'^#define G_LOG_DOMAIN', text, re.M)
        if domain and include and domain.start() > include.start():
            yield path, 1, 'G_LOG_DOMAIN stands after the first include'


def report(problems):
    for path, number, message in problems:
        print('%s:%d: %s' % (path, number, message), file=sys.stderr)


def main_tap(tree):
    failed = 0
    print('1..%d' % len(SELECTED))
    for index, (name, check, _bad) in enumerate(SELECTED, 1):
        problems = list(check(tree))
        print('%sok %d - %s' % ('not ' if problems else '', index, name))
        report(problems)
        failed += bool(problems)
    return 1 if failed else 0


GOOD = {
    'src/app/inn-good.c': '''/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-good"

#include "inn-good.h"

/* gchar, goto and GtkTreeView in a comment are fine; "quoted" too. */
static const char *address = "qemu:///system gtk_widget_show (it)";

char *
inn_good_dup (void)
{
  /* Translators: the name of a machine */
  return g_strdup (_("Add “%s”…"));
}
''',
    'src/app/inn-good.h': '''/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

char *inn_good_dup (void);
''',
    'src/app/meson.build': "ui_sources += files('inn-good.c')\n",
    'ui/app/inn-good.ui': '''<interface>
  <requires lib="gtk" version="4.8"/>
  <template class="InnGood" parent="GtkWidget">
    <property name="tooltip-text" translatable="yes">Good</property>
  </template>
</interface>
''',
    'ui/innkeeper.gresource.xml': '<file>app/inn-good.ui</file>\n',
    'po/POTFILES': 'src/app/inn-good.c\nui/app/inn-good.ui\n',
}


def main_self_test():
    failed = 0
    print('1..%d' % (len(SELECTED) * 2))
    for index, (name, check, bad) in enumerate(SELECTED):
        found = list(check(Tree(bad)))
        quiet = list(check(Tree(GOOD)))
        print('%sok %d - %s finds its mistake' % ('' if found else 'not ', 2 * index + 1, name))
        print('%sok %d - %s accepts good files' % ('not ' if quiet else '', 2 * index + 2, name))
        for problem in quiet:
            print('# %s:%d: %s' % problem)
        failed += not found
        failed += bool(quiet)
    return 1 if failed else 0


def main(arguments):
    if '--self-test' in arguments:
        return main_self_test()
    folders = [argument for argument in arguments if not argument.startswith('-')]
    default = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    tree = Tree.read(folders[0] if folders else default)
    if '--tap' in arguments:
        return main_tap(tree)
    problems = [problem for _name, check, _bad in SELECTED for problem in check(tree)]
    report(problems)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
