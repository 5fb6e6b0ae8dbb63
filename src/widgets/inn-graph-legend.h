/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graph.h"

G_BEGIN_DECLS

/* The lines of a graph with their values at the cursor, or the newest; a click hides one. In as
 * many rows as it needs. */
#define INN_TYPE_GRAPH_LEGEND (inn_graph_legend_get_type ())
G_DECLARE_FINAL_TYPE (InnGraphLegend, inn_graph_legend, INN, GRAPH_LEGEND, GtkWidget)

GtkWidget *inn_graph_legend_new (InnGraph *graph);

G_END_DECLS
