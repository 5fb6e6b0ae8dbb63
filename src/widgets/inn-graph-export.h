/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-series-table.h"
#include "inn-time-view.h"

G_BEGIN_DECLS

InnSeriesTable *inn_graph_export_new_table (InnTimeView          *view,
                                            gboolean              whole);

void            inn_graph_export_csv_async (InnSeriesTable       *table,
                                            GFile                *file,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GdkTexture     *inn_graph_export_render    (GtkWidget            *widget);
void            inn_graph_export_png_async (GdkTexture           *picture,
                                            GFile                *file,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean        inn_graph_export_finish    (GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
