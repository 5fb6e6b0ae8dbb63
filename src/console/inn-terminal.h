/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows what a machine writes to a text console, and tells what is typed.
 *
 * Signals: "typed" (GBytes), "resized", "title-changed". */
#define INN_TYPE_TERMINAL (inn_terminal_get_type ())
G_DECLARE_FINAL_TYPE (InnTerminal, inn_terminal, INN, TERMINAL, AdwBin)

void        inn_terminal_feed           (InnTerminal *self,
                                         GBytes      *bytes);
void        inn_terminal_set_takes_keys (InnTerminal *self,
                                         gboolean     takes_keys);
void        inn_terminal_set_label      (InnTerminal *self,
                                         const char  *label);
void        inn_terminal_set_menu       (InnTerminal *self,
                                         GMenuModel  *menu);
GtkWidget  *inn_terminal_get_keys_widget (InnTerminal *self);

void        inn_terminal_get_size       (InnTerminal *self,
                                         guint       *columns,
                                         guint       *rows);
const char *inn_terminal_get_title      (InnTerminal *self);

void        inn_terminal_copy           (InnTerminal *self);
void        inn_terminal_select_all     (InnTerminal *self);
void        inn_terminal_paste          (InnTerminal *self);
void        inn_terminal_find           (InnTerminal *self);
void        inn_terminal_zoom           (InnTerminal *self,
                                         int          steps);
void        inn_terminal_reset          (InnTerminal *self,
                                         gboolean     clear);
GBytes     *inn_terminal_dup_text       (InnTerminal *self);

G_END_DECLS
