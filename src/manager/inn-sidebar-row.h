/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host.h"

G_BEGIN_DECLS

typedef enum
{
  INN_CHOICE_ALL,
  INN_CHOICE_HOST,
  INN_CHOICE_TAG,
  INN_CHOICE_ATTENTION,  /* crashed, or paused by an error */
  INN_CHOICE_SEARCH,
} InnChoice;

/* One line of the sidebar: what the table may be narrowed to. */
#define INN_TYPE_SIDEBAR_ROW (inn_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (InnSidebarRow, inn_sidebar_row, INN, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget  *inn_sidebar_row_new          (InnChoice      choice,
                                          const char    *title,
                                          const char    *query);
GtkWidget  *inn_sidebar_row_new_for_host (InnHost       *host);

InnChoice   inn_sidebar_row_get_choice   (InnSidebarRow *self);
InnHost    *inn_sidebar_row_get_host     (InnSidebarRow *self);
const char *inn_sidebar_row_get_title    (InnSidebarRow *self);
const char *inn_sidebar_row_get_query    (InnSidebarRow *self);
GtkWidget  *inn_sidebar_row_get_anchor   (InnSidebarRow *self);

void        inn_sidebar_row_set_count    (InnSidebarRow *self,
                                          guint          count);

G_END_DECLS
