/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graph.h"

G_BEGIN_DECLS

/* A sample of a line of a graph, beside its name. */
#define INN_TYPE_GRAPH_KEY (inn_graph_key_get_type ())
G_DECLARE_FINAL_TYPE (InnGraphKey, inn_graph_key, INN, GRAPH_KEY, GtkWidget)

GtkWidget *inn_graph_key_new (InnGraph *graph,
                              guint     line);

G_END_DECLS
