/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GtkColumnView of GTK 4.8 lacks. */

GtkColumnViewColumn *inn_column_view_append_column (GtkColumnView        *view,
                                                    const char           *id,
                                                    const char           *title,
                                                    GtkListItemFactory   *factory,
                                                    gboolean              align_end);
const char          *inn_column_view_column_get_id (GtkColumnViewColumn  *column);
GtkColumnViewColumn *inn_column_view_find_column   (GtkColumnView        *view,
                                                    const char           *id);

gboolean             inn_column_view_get_sort      (GtkColumnView        *view,
                                                    GtkColumnViewColumn **column,
                                                    gboolean             *descending);

gboolean             inn_column_view_is_header     (GtkColumnView        *view,
                                                    GtkWidget            *widget);
GtkWidget           *inn_column_view_get_row       (GtkColumnView        *view,
                                                    GtkWidget            *widget);
void                 inn_column_view_fix_cell      (GtkWidget            *child);
void                 inn_column_view_scroll_to     (GtkColumnView        *view,
                                                    guint                 position,
                                                    gboolean              focus);

G_END_DECLS
