/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graph.h"
#include "inn-stats.h"

G_BEGIN_DECLS

/* How busy each of many CPUs is over time: a row each, the darker the busier. It stands under the
 * graph of their total. Very many share rows. */
#define INN_TYPE_HEAT_STRIP (inn_heat_strip_get_type ())
G_DECLARE_FINAL_TYPE (InnHeatStrip, inn_heat_strip, INN, HEAT_STRIP, GtkWidget)

GtkWidget *inn_heat_strip_new        (InnTimeView     *view,
                                      const char      *name,
                                      InnMetric        metric,
                                      InnGraphSize     size);
void       inn_heat_strip_add_detail (InnHeatStrip    *self,
                                      InnMetric        metric,
                                      const char      *label);

guint      inn_heat_strip_show       (InnHeatStrip    *self,
                                      InnStats        *stats);

void       inn_heat_strip_fill_table (InnHeatStrip    *self,
                                      InnSeriesTable  *table);
gboolean   inn_heat_strip_note       (gint64           time,
                                      char           **label,
                                      char           **value,
                                      gpointer         self);

G_END_DECLS
