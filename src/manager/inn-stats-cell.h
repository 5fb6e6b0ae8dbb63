/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-machine-values.h"

G_BEGIN_DECLS

/* A line of the last two minutes or a bar, and the number of now. */
#define INN_TYPE_STATS_CELL (inn_stats_cell_get_type ())
G_DECLARE_FINAL_TYPE (InnStatsCell, inn_stats_cell, INN, STATS_CELL, GtkWidget)

GtkWidget *inn_stats_cell_new       (InnValue      value,
                                     const char   *color_class);
InnValue   inn_stats_cell_get_value (InnStatsCell *self);
void       inn_stats_cell_show      (InnStatsCell *self,
                                     InnDomain    *domain,
                                     double        ceiling);

G_END_DECLS
