/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of one machine table: made from the table of columns and the
 * settings, written back when the user changes them. */
typedef struct _InnTableColumns InnTableColumns;

InnTableColumns *inn_table_columns_new         (GtkColumnView   *view,
                                                GSettings       *settings);
void             inn_table_columns_free        (InnTableColumns *self);

GActionGroup    *inn_table_columns_get_actions (InnTableColumns *self);
GMenuModel      *inn_table_columns_get_menu    (InnTableColumns *self);
void             inn_table_columns_suppress    (InnTableColumns *self,
                                                const char      *id);
void             inn_table_columns_popup       (InnTableColumns *self,
                                                GtkWidget       *parent,
                                                double           x,
                                                double           y);

G_END_DECLS
