/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"
#include "inn-stats-need.h"

G_BEGIN_DECLS

/* Keeps what machines do at this moment in front of who looks at the table: has it
 * collected for the columns that are shown, and shows it in the rows that are on the
 * screen. */
#define INN_TYPE_TABLE_LIVE (inn_table_live_get_type ())
G_DECLARE_FINAL_TYPE (InnTableLive, inn_table_live, INN, TABLE_LIVE, GObject)

/* Signal "ticked": there are new values. */

InnTableLive *inn_table_live_new        (GtkColumnView  *view,
                                         InnHostList    *hosts);
void          inn_table_live_set_groups (InnTableLive   *self,
                                         InnStatsGroups  groups);
void          inn_table_live_queue      (InnTableLive   *self);

G_END_DECLS
