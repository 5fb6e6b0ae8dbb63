/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the consoles of one machine are shown, remembered. */
typedef struct _InnConsolePrefs InnConsolePrefs;

InnConsolePrefs *inn_console_prefs_new         (GSettings       *settings,
                                                const char      *uuid);
void             inn_console_prefs_free        (InnConsolePrefs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnConsolePrefs, inn_console_prefs_free)

guint            inn_console_prefs_get_number  (InnConsolePrefs *self,
                                                const char      *name,
                                                guint            fallback);
void             inn_console_prefs_set_number  (InnConsolePrefs *self,
                                                const char      *name,
                                                guint            value);
char            *inn_console_prefs_dup_string  (InnConsolePrefs *self,
                                                const char      *name);
void             inn_console_prefs_set_string  (InnConsolePrefs *self,
                                                const char      *name,
                                                const char      *value);

G_END_DECLS
