/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives a terminal all keys while it has the focus, also those that are shortcuts of its
 * window. */
typedef struct _InnTerminalKeys InnTerminalKeys;

typedef void (*InnTerminalKeysFunc) (gpointer user_data);

InnTerminalKeys *inn_terminal_keys_new               (GtkWidget           *view,
                                                      GtkWidget           *terminal,
                                                      InnTerminalKeysFunc  changed,
                                                      gpointer             user_data);
void             inn_terminal_keys_free              (InnTerminalKeys     *self);
void             inn_terminal_keys_set_active        (InnTerminalKeys     *self,
                                                      gboolean             active);
gboolean         inn_terminal_keys_are_grabbed       (InnTerminalKeys     *self);
char            *inn_terminal_keys_dup_release_words (InnTerminalKeys     *self);

G_END_DECLS
